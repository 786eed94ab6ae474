package dev.maskwise.metric;

/** What a model gives for each pixel. */
public enum Task implements Choice {
  /** The id of a class. */
  LABELS("a label map: the id of a class for each pixel"),
  /** A score of one class. */
  BINARY("a score of one class, the foreground, for each pixel"),
  /** A score of every class. */
  MULTICLASS("a score of every class for each pixel");

  private final String definition;

  Task(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
