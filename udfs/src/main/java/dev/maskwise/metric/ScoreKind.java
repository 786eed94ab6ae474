package dev.maskwise.metric;

/** What a score is. It is stated and never guessed from the range of the numbers. */
public enum ScoreKind implements Choice {
  /** Any finite number. */
  LOGIT(
      "any finite number z; the probability is 1/(1 + exp(−z)) in the binary task and of each class"
          + " in the multilabel task, and the softmax over the classes in the multiclass task"),
  /** A number from 0 to 1. */
  PROBABILITY("a number from 0 to 1, taken as it is");

  private final String definition;

  ScoreKind(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
