package dev.maskwise.kernel.count;

/**
 * Raw label maps, one byte a pixel or two in little-endian order, and the classes of pixels as one
 * {@code char} each. O(pixels); nothing is allocated.
 */
public final class Labels {
  private Labels() {}

  /** The label of a pixel. */
  public static int at(byte[] labels, int bytesPerPixel, int pixel) {
    return bytesPerPixel == 1
        ? labels[pixel] & 0xff
        : (labels[2 * pixel] & 0xff) | (labels[2 * pixel + 1] & 0xff) << Byte.SIZE;
  }

  /**
   * The labels of pixels as one {@code char} each.
   *
   * @return the largest one, or −1 without pixels
   */
  public static int read(byte[] labels, int bytesPerPixel, int pixels, char[] classes) {
    int largest = -1;
    if (bytesPerPixel == 1) {
      for (int i = 0; i < pixels; i++) {
        int label = labels[i] & 0xff;
        classes[i] = (char) label;
        largest = Math.max(largest, label);
      }
    } else {
      for (int i = 0; i < pixels; i++) {
        int label = at(labels, 2, i);
        classes[i] = (char) label;
        largest = Math.max(largest, label);
      }
    }
    return largest;
  }

  /** The first pixel whose label is none of so many classes, or −1. */
  public static int firstOutOfRange(byte[] labels, int bytesPerPixel, int pixels, int classes) {
    for (int i = 0; i < pixels; i++) {
      if (at(labels, bytesPerPixel, i) >= classes) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Adds the pixels of each class to its count. Fast where neighbours have equal classes.
   *
   * @param counts an element for each class, added to
   */
  public static void count(char[] classes, int pixels, long[] counts) {
    for (int i = 0; i < pixels; ) {
      char label = classes[i];
      int start = i++;
      while (i < pixels && classes[i] == label) {
        i++;
      }
      counts[label] += i - start;
    }
  }

  /**
   * Writes classes as a raw label map.
   *
   * @param labels gets {@code pixels * bytesPerPixel} bytes
   */
  public static void write(char[] classes, int pixels, int bytesPerPixel, byte[] labels) {
    for (int i = 0; i < pixels; i++) {
      labels[i * bytesPerPixel] = (byte) classes[i];
      if (bytesPerPixel == 2) {
        labels[2 * i + 1] = (byte) (classes[i] >> Byte.SIZE);
      }
    }
  }
}
