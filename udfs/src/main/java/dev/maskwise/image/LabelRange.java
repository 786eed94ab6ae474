package dev.maskwise.image;

/**
 * The labels that a map may hold, in words for the message to whoever used another.
 *
 * @param classes the labels 0 … {@code classes} − 1 are classes
 * @param ignore the truth label whose pixels count nowhere; negative for none
 */
record LabelRange(int classes, int ignore) {

  /** A clause: which labels the truth may hold. */
  String allowedInTruth() {
    return inClasses()
        + (ignore < 0 ? ", and no label is ignored" : " and the ignore label is " + ignore);
  }

  /** A clause: which labels a prediction may hold, for one that holds another label. */
  String allowedInPrediction(int label) {
    return label == ignore
        ? inClasses() + ", and only the truth may hold the ignore label"
        : inClasses();
  }

  private String inClasses() {
    return "the classes are 0 to " + (classes - 1);
  }
}
