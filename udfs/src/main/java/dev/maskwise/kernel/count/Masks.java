package dev.maskwise.kernel.count;

/**
 * Masks of one byte a pixel, 1 or 0, of labels and classes. O(pixels), whatever the pixels are;
 * nothing is allocated.
 */
public final class Masks {
  private Masks() {}

  /**
   * 1 for each pixel of a raw label map that has any label but 0. Of one byte a pixel eight pixels
   * are taken at a time, in an eighth of the time of one by one.
   *
   * @param bytesPerPixel 1 or 2
   * @param mask gets a byte a pixel; may be the array of the labels
   */
  public static void ofForeground(byte[] labels, int bytesPerPixel, int pixels, byte[] mask) {
    int whole = bytesPerPixel == 1 ? pixels & -Long.BYTES : 0;
    for (int i = 0; i < whole; i += Long.BYTES) {
      Words.set(mask, i, Words.foreground(Words.at(labels, i)));
    }
    for (int i = whole; i < pixels; i++) {
      mask[i] = (byte) (Labels.at(labels, bytesPerPixel, i) != 0 ? 1 : 0);
    }
  }

  /**
   * The first pixel of a raw label map whose label is neither 0 nor that of the first pixel that is
   * not 0; −1 where there is none. Of one byte a pixel eight are looked at at a time.
   */
  public static int secondForeground(byte[] labels, int bytesPerPixel, int pixels) {
    int step = bytesPerPixel == 1 ? Long.BYTES : 1;
    int first = 0;
    for (int i = 0; i < pixels; i += step) {
      int end = Math.min(i + step, pixels);
      if (step > 1 && end == i + step) {
        long word = Words.at(labels, i);
        if (word == Words.foreground(word) * first) {
          continue;
        }
      }
      for (int pixel = i; pixel < end; pixel++) {
        int label = Labels.at(labels, bytesPerPixel, pixel);
        if (label != 0 && label != first) {
          if (first != 0) {
            return pixel;
          }
          first = label;
        }
      }
    }
    return -1;
  }

  /** 1 for each pixel of a raw label map that has a label, as {@link #ofForeground} gives it. */
  public static void ofLabel(byte[] labels, int bytesPerPixel, int pixels, int label, byte[] mask) {
    for (int i = 0; i < pixels; i++) {
      mask[i] = (byte) (Labels.at(labels, bytesPerPixel, i) == label ? 1 : 0);
    }
  }

  /**
   * The mask of one label of a map of one byte a pixel, in which 255 stands for ignored pixels.
   *
   * @param ignore the label that becomes 255; negative for none
   * @return a byte for each byte of the map
   */
  public static byte[] ofLabel(byte[] labels, int label, int ignore) {
    byte[] mask = new byte[labels.length];
    for (int i = 0; i < mask.length; i++) {
      int at = labels[i] & 0xff;
      mask[i] = (byte) (at == label ? 1 : at == ignore ? 0xff : 0);
    }
    return mask;
  }

  /** 1 for each pixel of a class. */
  public static void ofClass(char[] classes, int pixels, int classId, byte[] mask) {
    for (int i = 0; i < pixels; i++) {
      mask[i] = (byte) (classes[i] == classId ? 1 : 0);
    }
  }

  /** 1 for each pixel that has the same class in both. */
  public static void ofEqual(char[] one, char[] other, int pixels, byte[] mask) {
    for (int i = 0; i < pixels; i++) {
      mask[i] = (byte) (one[i] == other[i] ? 1 : 0);
    }
  }
}
