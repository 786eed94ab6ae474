package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;

/** Of what the number of detections is limited. */
public enum LimitRule implements Choice {
  /** Of each category of each image. */
  CATEGORY("of each image and category the detections of the highest scores, as in COCO's API"),
  /** Of each image. */
  IMAGE("of each image, over all categories, the detections of the highest scores, as in LVIS");

  private final String definition;

  LimitRule(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
