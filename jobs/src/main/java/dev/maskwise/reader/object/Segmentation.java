package dev.maskwise.reader.object;

import java.util.List;

/** A mask as a file gives it, not decoded yet. */
public sealed interface Segmentation {

  /** Nothing is given, or an empty list. */
  record None() implements Segmentation {
    /** The one there is. */
    public static final None HERE = new None();
  }

  /**
   * The union of some polygons.
   *
   * @param rings x and y of one corner after the other; three corners or more
   */
  record Polygons(List<double[]> rings) implements Segmentation {}

  /** Lengths of runs down the columns, background first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Lengths(int height, int width, long[] lengths) implements Segmentation {}

  /** The same as COCO's compressed text. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(int height, int width, byte[] counts) implements Segmentation {}
}
