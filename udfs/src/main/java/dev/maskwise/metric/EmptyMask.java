package dev.maskwise.metric;

/**
 * What the value of a class is where the formula gives 0/0: for Dice and IoU where the class occurs
 * neither in the truth nor in the prediction, for recall where it is absent from the truth, for
 * precision where it is never predicted.
 *
 * <p>Libraries differ here more than anywhere else (0, 1, NaN, −1), which is why it is a choice
 * with a name. An image without a valid pixel is undefined whatever the choice.
 */
public enum EmptyMask implements Choice {
  /** 0/0 is left out of every mean and counted as undefined. */
  UNDEFINED("0/0 is undefined: left out of every mean, and counted as undefined"),
  /** 0/0 counts as 0. */
  ZERO("0/0 counts as 0"),
  /** 0/0 counts as 1: finding nothing where there is nothing is perfect. */
  ONE("0/0 counts as 1: finding nothing where there is nothing is perfect"),
  /** Only images in which the class occurs judge it. */
  SKIP(
      "a class that is absent from the truth is undefined even where it was predicted, so that only"
          + " images in which the class occurs judge it");

  private final String definition;

  EmptyMask(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }
}
