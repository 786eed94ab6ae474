package dev.maskwise.image;

import java.io.Serializable;

/**
 * The labels that a map may hold.
 *
 * @param classes the labels 0 … {@code classes} − 1 are classes; 0 where every label is allowed
 * @param ignore the truth label whose pixels count nowhere; negative for none
 */
public record LabelRange(int classes, int ignore) implements Serializable {
  /** More classes than this take two bytes a pixel. */
  public static final int NARROW_CLASSES = 256;

  /** How many bytes a pixel has in a raw map: 1, or 2 in little-endian order. */
  public int bytesPerPixel() {
    return classes > NARROW_CLASSES ? 2 : 1;
  }
}
