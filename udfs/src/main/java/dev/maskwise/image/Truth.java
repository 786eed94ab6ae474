package dev.maskwise.image;

import static dev.maskwise.image.FaultException.TRUTH;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.count.Labels;
import dev.maskwise.kernel.count.Masks;
import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.kernel.count.ValidPixels;
import java.util.BitSet;

/**
 * The truth of an image without its ignored pixels. What is left out here is seen by no kernel.
 *
 * <p>Holds a byte a pixel and, where the truth is of many classes, two more; where pixels are
 * ignored a bit more. Buffers are reused from image to image; not thread-safe.
 */
public final class Truth {
  /** Stands for every label but 0, as the foreground. */
  public static final int EVERY_LABEL = -1;

  /** Stands for the one label besides 0, as the foreground; an image with several is refused. */
  public static final int ONLY_LABEL = -2;

  private static final int NO_CLASS = -1;

  private final boolean ofClasses;
  private final int foreground;
  private final ValidPixels valid = new ValidPixels();
  private LabelRange range = new LabelRange(0, -1);
  private int width;
  private char[] classes = {};

  /** Of the foreground, or of the class {@link #maskOf}. */
  private byte[] mask = {};

  private int maskOf = NO_CLASS;

  private Truth(boolean ofClasses, int foreground) {
    this.ofClasses = ofClasses;
    this.foreground = foreground;
  }

  /** The truth of many classes, of which each pixel has one. */
  static Truth ofClasses() {
    return new Truth(/* ofClasses= */ true, 0);
  }

  /**
   * The truth of one class against the rest.
   *
   * @param foreground its label, or {@link #EVERY_LABEL} or {@link #ONLY_LABEL}
   */
  static Truth ofForeground(int foreground) {
    return new Truth(/* ofClasses= */ false, foreground);
  }

  /**
   * Reads a label map to its end.
   *
   * @throws FaultException when it is malformed or a label is out of range
   */
  void read(LabelMapRows map, LabelRange allowed) throws FaultException {
    int pixels = Math.multiplyExact(map.width(), map.height());
    reserve(Math.multiplyExact(pixels, map.bytesPerPixel()));
    try {
      map.read(mask, map.height());
    } catch (MalformedException e) {
      throw new FaultException(TRUTH, Fault.of(e));
    }
    take(mask, map.bytesPerPixel(), pixels, map.width(), allowed);
  }

  /**
   * Takes a raw label map, which is not kept.
   *
   * @param labels one byte a pixel; above 256 classes two, in little-endian order
   * @throws FaultException when they are no whole pixels or a label is out of range
   */
  public void read(byte[] labels, LabelRange allowed) throws FaultException {
    int bytesPerPixel = allowed.bytesPerPixel();
    if (labels.length % bytesPerPixel != 0) {
      throw new FaultException(TRUTH, new Fault.OtherLength(labels.length, labels.length, allowed));
    }
    reserve(labels.length);
    int pixels = labels.length / bytesPerPixel;
    take(labels, bytesPerPixel, pixels, pixels, allowed);
  }

  private void reserve(int bytes) {
    if (mask.length < bytes) {
      mask = new byte[bytes];
    }
  }

  /** The labels may lie in the place of the mask. */
  private void take(byte[] labels, int bytesPerPixel, int pixels, int newWidth, LabelRange allowed)
      throws FaultException {
    width = newWidth;
    range = allowed;
    maskOf = NO_CLASS;
    valid.read(labels, bytesPerPixel, pixels, range.ignore());
    byte[] kept = valid.keep(labels, bytesPerPixel, mask);
    if (ofClasses) {
      if (classes.length < pixels) {
        classes = new char[pixels];
      }
      int largest = Labels.read(kept, bytesPerPixel, pixels(), classes);
      requireInRange(kept, bytesPerPixel, largest >= range.classes());
      return;
    }
    requireInRange(kept, bytesPerPixel, range.classes() > 0);
    if (foreground == ONLY_LABEL) {
      requireOneForeground(kept, bytesPerPixel);
    }
    if (foreground < 0) {
      Masks.ofForeground(kept, bytesPerPixel, pixels(), mask);
    } else {
      Masks.ofLabel(kept, bytesPerPixel, pixels(), foreground, mask);
    }
  }

  private void requireInRange(byte[] kept, int bytesPerPixel, boolean mayBeOut)
      throws FaultException {
    int at = mayBeOut ? Labels.firstOutOfRange(kept, bytesPerPixel, pixels(), range.classes()) : -1;
    if (at >= 0) {
      int label = Labels.at(kept, bytesPerPixel, at);
      throw new FaultException(TRUTH, new Fault.OtherLabel(label, pixel(at), range));
    }
  }

  private void requireOneForeground(byte[] kept, int bytesPerPixel) throws FaultException {
    int second = Masks.secondForeground(kept, bytesPerPixel, pixels());
    if (second < 0) {
      return;
    }
    BitSet labels = new BitSet();
    for (int i = 0; i < pixels(); i++) {
      labels.set(Labels.at(kept, bytesPerPixel, i));
    }
    labels.clear(0);
    int one = labels.nextSetBit(0);
    throw new FaultException(
        TRUTH, new Fault.SeveralForegrounds(labels.cardinality(), one, labels.nextSetBit(one + 1)));
  }

  /** The labels that the image may hold. */
  LabelRange range() {
    return range;
  }

  /** Which pixels are not ignored. */
  ValidPixels valid() {
    return valid;
  }

  /** How many pixels are not ignored. */
  public int pixels() {
    return valid.size();
  }

  /** How many pixels the image has. */
  public int allPixels() {
    return valid.all();
  }

  /** The class of each valid pixel; the array may be longer, and is valid until the next image. */
  char[] classes() {
    return classes;
  }

  /**
   * 1 for each valid pixel of the class that a channel of scores is of, 0 for the others: of the
   * foreground where that is the only one. Valid until the next call; the array may be longer.
   */
  byte[] isOf(int channel) {
    if (ofClasses && maskOf != channel) {
      Masks.ofClass(classes, pixels(), channel, mask);
      maskOf = channel;
    }
    return mask;
  }

  /** 1 for each valid pixel that has the given class of its own; valid until the next call. */
  byte[] isOf(char[] predicted) {
    Masks.ofEqual(classes, predicted, pixels(), mask);
    maskOf = NO_CLASS;
    return mask;
  }

  /** The valid pixels of each class; of the background and the foreground where that is one. */
  long[] cardinalities() {
    if (!ofClasses) {
      long ofForeground = Overlap.cardinality(mask, pixels());
      return new long[] {pixels() - ofForeground, ofForeground};
    }
    long[] cardinalities = new long[range.classes()];
    Labels.count(classes, pixels(), cardinalities);
    return cardinalities;
  }

  /** Which pixel of the image the n-th valid one is. */
  Fault.Pixel pixel(int n) {
    return new Fault.Pixel(valid.pixel(n), width);
  }
}
