package dev.maskwise.image.object;

/**
 * A segment of a panoptic segmentation.
 *
 * @param id what its pixels have in the map; above {@link #VOID}
 * @param category the id of its category
 * @param area in pixels, as the data set states it; {@link #FROM_PIXELS} where it is to be counted
 * @param crowd whether it stands for many objects that nobody told apart
 */
public record Segment(int id, int category, long area, boolean crowd) {
  /** The id of pixels that belong to no segment. */
  public static final int VOID = 0;

  /** In the place of an area that nobody stated. */
  public static final long FROM_PIXELS = -1;

  /** A segment of a prediction, or one whose pixels are counted. */
  public Segment(int id, int category) {
    this(id, category, FROM_PIXELS, false);
  }
}
