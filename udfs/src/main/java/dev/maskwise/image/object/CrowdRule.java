package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;

/** Which crowds excuse a predicted segment that lies in them for the most part. */
public enum CrowdRule implements Choice {
  /** The last one of its category in the list of the truth, as the reference tool has it. */
  LAST(
      "a predicted segment is excused by void and by the last crowd of its category, as in"
          + " panopticapi"),
  /** All of its category together. */
  ALL("a predicted segment is excused by void and by all crowds of its category");

  private final String definition;

  CrowdRule(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
