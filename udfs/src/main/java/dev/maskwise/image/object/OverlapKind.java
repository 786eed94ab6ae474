package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;

/** What of two objects is laid upon each other. */
public enum OverlapKind implements Choice {
  /** Their boxes. */
  BOX("intersection over union of boxes"),
  /** Their masks. */
  MASK("intersection over union of masks"),
  /** The borders of their masks, as far as the masks agree. */
  BOUNDARY(
      "the smaller of intersection over union of masks and of the borders of masks; of crowds that"
          + " of masks");

  private final String definition;

  OverlapKind(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
