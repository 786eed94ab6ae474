package dev.maskwise.metric;

/** What a model gives for each pixel. */
public enum Task implements Choice {
  /** The id of a class. */
  LABELS("a label map: the id of a class for each pixel"),
  /** A score of one class. */
  BINARY("a score of one class, the foreground, for each pixel"),
  /** A score of every class. */
  MULTICLASS("a score of every class for each pixel"),
  /** A score, or yes or no, for every class by itself. */
  MULTILABEL("a score or a mask of every class, of which a pixel may have several");

  private final String definition;

  Task(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }

  /** Whether a pixel may have several classes, so that each is a binary task of its own. */
  public boolean overlaps() {
    return this == MULTILABEL;
  }

  /** How many scores a pixel has where there are scores. */
  public int channels(int classes) {
    return this == LABELS ? 0 : this == BINARY ? 1 : classes;
  }
}
