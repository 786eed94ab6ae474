package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;

/** Whether a detection must name the category of the object that it finds. */
public enum CategoryRule implements Choice {
  /** Detections find objects of their own category. */
  SEPARATE("a detection finds objects of its own category"),
  /** Categories are not looked at: all objects are of one. */
  POOLED("a detection finds objects of any category: all are as one"),
  /**
   * As {@link #SEPARATE}, where a data set knows of each image which categories it was searched for
   * and which of them are marked to the last object.
   */
  FEDERATED(
      "a detection finds objects of its own category; it is dropped where the image has no object"
          + " of it and was not searched for it, and ignored if false where not all are marked");

  private final String definition;

  CategoryRule(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
