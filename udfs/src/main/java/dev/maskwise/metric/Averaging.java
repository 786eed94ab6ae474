package dev.maskwise.metric;

/**
 * How the counts and values of many images become one number. The same data give a different "mean
 * IoU" under each, so no number is shown without its averaging.
 */
public enum Averaging implements Choice {
  /** The counts of all images are summed, then the metric is computed once. */
  DATASET("the counts of all images are summed, then the metric is computed once"),
  /** The metric of each image (over its classes), then the mean over images. */
  IMAGE_THEN_DATASET("the metric of each image over its classes, then the mean over the images"),
  /** The mean over images for each class, then the mean over classes. */
  CLASS_OVER_IMAGES("the mean over the images for each class, then the mean over the classes"),
  /** The mean over all (image, class) pairs. */
  POOLED_PAIRS("the mean over all (image, class) pairs at once"),
  /** No averaging: a value for each image. */
  PER_IMAGE("no averaging: a value for each image, in per_image.parquet");

  private final String definition;

  Averaging(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
