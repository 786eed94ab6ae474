package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;
import dev.maskwise.statistic.PixelLosses;

/** What an image without a valid pixel is worth. */
enum Unlabelled implements Choice {
  UNDEFINED("it has no value and enters no mean"),
  ZERO("it counts 0 (LovaszSoftmax)");

  private final String definition;

  Unlabelled(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }

  static LossParameter parameter() {
    return LossParameter.choice(
        "unlabelled", "what an image without a valid pixel is worth", values());
  }

  /** The value without a valid pixel. */
  double value(PixelLosses losses) {
    return this == ZERO && losses.allPixels() > 0 ? 0 : Double.NaN;
  }

  String formula(String formula) {
    return this == ZERO ? formula + "; 0 without a valid pixel" : formula;
  }
}
