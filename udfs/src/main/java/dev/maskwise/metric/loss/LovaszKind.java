package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;

/** The errors of which the Lovász extension of the IoU loss is taken. */
public enum LovaszKind implements Choice {
  /** Of logits. */
  HINGE("errors max(1 − z·(2y − 1), 0) of the logits z of one class"),
  /** Of probabilities. */
  SOFTMAX("errors |y − p| of the probabilities p of a class");

  private final String definition;

  LovaszKind(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
