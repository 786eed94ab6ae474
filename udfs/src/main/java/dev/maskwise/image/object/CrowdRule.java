package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;

/** Which crowds of the truth excuse a predicted segment that matches none. */
public enum CrowdRule implements Choice {
  /** The last one of its category: what published numbers mean. */
  LAST(
      "of several crowds of a category the last one listed excuses a prediction, as in panopticapi"),
  /** All of its category. */
  ALL("all crowds of its category excuse a prediction");

  private final String definition;

  CrowdRule(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
