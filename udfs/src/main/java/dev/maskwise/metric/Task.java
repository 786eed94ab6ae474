package dev.maskwise.metric;

/** What a model gives: for each pixel, or as a list of objects. */
public enum Task implements Choice {
  /** The id of a class. */
  LABELS("a label map: the id of a class for each pixel"),
  /** A score of one class. */
  BINARY("a score of one class, the foreground, for each pixel"),
  /** A score of every class. */
  MULTICLASS("a score of every class for each pixel"),
  /** A score, or yes or no, for every class by itself. */
  MULTILABEL("a score or a mask of every class, of which a pixel may have several"),
  /** Boxes with a category and a score. */
  DETECTIONS("objects with a category and a score, each a box"),
  /** Masks with a category and a score. */
  INSTANCES("objects with a category and a score, each a mask");

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

  /** Whether predictions are objects, so that nothing is asked of single pixels. */
  public boolean ofObjects() {
    return this == DETECTIONS || this == INSTANCES;
  }

  /** How many scores a pixel has where there are scores. */
  public int channels(int classes) {
    return this == LABELS || ofObjects() ? 0 : this == BINARY ? 1 : classes;
  }
}
