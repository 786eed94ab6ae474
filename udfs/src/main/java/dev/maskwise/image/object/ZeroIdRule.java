package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;

/** What becomes of a detection that found the true object with the id 0. */
public enum ZeroIdRule implements Choice {
  /** It found it. */
  FOUND("a truth with the id 0 can be found as any other"),
  /** It found nothing: COCO's and LVIS' APIs keep the id of what was found, and 0 for nothing. */
  LOST("a detection that finds the truth with the id 0 counts as false, as in COCO's API");

  private final String definition;

  ZeroIdRule(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
