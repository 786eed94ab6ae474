package dev.maskwise.image;

import static dev.maskwise.image.RejectedMaskException.TRUTH;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import java.util.Arrays;

/**
 * The truth of an image without its ignored pixels, and the same pixels of score planes. What is
 * left out here is seen by no kernel.
 *
 * <p>Holds two bytes a valid pixel, and the runs of valid pixels. Buffers are reused from image to
 * image; not thread-safe.
 */
final class TruthPixels {
  private static final int STRIP_BYTES = 1 << 16;
  private static final int LABELS = 1 << 16;
  private static final int IGNORED = -1;
  private static final int OUT_OF_RANGE = -2;

  /** Label of the file → class, or {@link #IGNORED} or {@link #OUT_OF_RANGE}. */
  private final int[] classOf;

  private final String allowed;
  private byte[] strip = new byte[0];
  private char[] classes = new char[0];
  private byte[] bytes = new byte[0];

  /** First pixel and end of each run of valid pixels, in turn. */
  private int[] runs = new int[16];

  private int runCount;
  private int pixels;
  private int width;
  private int height;

  private TruthPixels(int[] classOf, String allowed) {
    this.classOf = classOf;
    this.allowed = allowed;
  }

  /**
   * Label maps of many classes.
   *
   * @param classes how many; the labels 0 … {@code classes} − 1 are classes
   * @param ignore the label whose pixels count nowhere; negative for none
   */
  static TruthPixels ofClasses(int classes, int ignore) {
    int[] classOf = new int[LABELS];
    Arrays.setAll(classOf, label -> label < classes ? label : OUT_OF_RANGE);
    return new TruthPixels(
        ignored(classOf, ignore), new LabelRange(classes, ignore).allowedInTruth());
  }

  /**
   * One class against the rest: class 1 is the foreground, class 0 everything else.
   *
   * @param foreground the label of the foreground; negative for every label but 0
   * @param labels how many labels there are; 0 when every label is allowed
   * @param ignore the label whose pixels count nowhere; negative for none
   */
  static TruthPixels ofForeground(int foreground, int labels, int ignore) {
    int[] classOf = new int[LABELS];
    Arrays.setAll(
        classOf,
        label -> {
          if (labels > 0 && label >= labels) {
            return OUT_OF_RANGE;
          }
          return (foreground < 0 ? label != 0 : label == foreground) ? 1 : 0;
        });
    return new TruthPixels(
        ignored(classOf, ignore), new LabelRange(Math.max(1, labels), ignore).allowedInTruth());
  }

  private static int[] ignored(int[] classOf, int ignore) {
    if (ignore >= 0 && ignore < LABELS) {
      classOf[ignore] = IGNORED;
    }
    return classOf;
  }

  /**
   * Reads a label map to its end.
   *
   * @throws RejectedMaskException when it is malformed or a label is out of range
   */
  void read(LabelMapRows truth) throws RejectedMaskException {
    width = truth.width();
    height = truth.height();
    int all = Math.multiplyExact(width, height);
    if (classes.length < all) {
      classes = new char[all];
    }
    pixels = 0;
    runCount = 0;
    int rowBytes = Math.multiplyExact(width, truth.bytesPerPixel());
    int stripRows = Math.min(height, Math.max(1, STRIP_BYTES / rowBytes));
    if (strip.length < stripRows * rowBytes) {
      strip = new byte[stripRows * rowBytes];
    }
    for (int row = 0; row < height; row += stripRows) {
      int rows = Math.min(stripRows, height - row);
      try {
        truth.read(strip, rows);
      } catch (MalformedException e) {
        throw new RejectedMaskException(
            TRUTH, RejectKind.UNREADABLE, String.valueOf(e.getMessage()));
      }
      add(row * width, rows * width, truth.bytesPerPixel());
    }
  }

  private void add(int first, int count, int bytesPerPixel) throws RejectedMaskException {
    boolean inRun = runCount > 0 && runs[2 * runCount - 1] == first;
    for (int i = 0; i < count; i++) {
      int label =
          bytesPerPixel == 1
              ? strip[i] & 0xff
              : (strip[2 * i] & 0xff) | (strip[2 * i + 1] & 0xff) << 8;
      int classId = classOf[label];
      if (classId >= 0) {
        if (!inRun) {
          startRun(first + i);
          inRun = true;
        }
        classes[pixels++] = (char) classId;
      } else if (classId == IGNORED) {
        if (inRun) {
          runs[2 * runCount - 1] = first + i;
          inRun = false;
        }
      } else {
        throw new RejectedMaskException(
            TRUTH,
            RejectKind.LABEL_OUT_OF_RANGE,
            "holds the label %d at %s, but %s".formatted(label, position(first + i), allowed));
      }
    }
    if (inRun) {
      runs[2 * runCount - 1] = first + count;
    }
  }

  private void startRun(int pixel) {
    if (2 * runCount == runs.length) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    runs[2 * runCount] = pixel;
    runs[2 * runCount + 1] = pixel;
    runCount++;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** How many pixels are not ignored. */
  int pixels() {
    return pixels;
  }

  /** How many pixels the image has. */
  int allPixels() {
    return width * height;
  }

  /** The class of each valid pixel; the array may be longer, and is valid until the next image. */
  char[] classes() {
    return classes;
  }

  /** 1 for each valid pixel of a class, 0 for the others; valid until the next call. */
  byte[] isClass(int classId) {
    byte[] ofClass = room();
    for (int i = 0; i < pixels; i++) {
      ofClass[i] = (byte) (classes[i] == classId ? 1 : 0);
    }
    return ofClass;
  }

  private byte[] room() {
    if (bytes.length < pixels) {
      bytes = new byte[pixels];
    }
    return bytes;
  }

  /** 1 for each valid pixel that has the given class of its own; valid until the next call. */
  byte[] isClassOf(char[] predicted) {
    byte[] right = room();
    for (int i = 0; i < pixels; i++) {
      right[i] = (byte) (classes[i] == predicted[i] ? 1 : 0);
    }
    return right;
  }

  /** Moves the scores of the valid pixels to the front of a plane, in order. */
  void keepValid(float[] plane) {
    int to = 0;
    for (int run = 0; run < runCount; run++) {
      int from = runs[2 * run];
      int length = runs[2 * run + 1] - from;
      if (from != to) {
        System.arraycopy(plane, from, plane, to, length);
      }
      to += length;
    }
  }

  /** Where the n-th valid pixel lies, for a message: "(x, y)". */
  String positionOfValid(int index) {
    int rest = index;
    for (int run = 0; run < runCount; run++) {
      int length = runs[2 * run + 1] - runs[2 * run];
      if (rest < length) {
        return position(runs[2 * run] + rest);
      }
      rest -= length;
    }
    throw new IllegalArgumentException("there is no valid pixel " + index);
  }

  private String position(int pixel) {
    return "(%d, %d)".formatted(pixel % width, pixel / width);
  }
}
