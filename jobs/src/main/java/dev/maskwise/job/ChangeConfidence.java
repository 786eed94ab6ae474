package dev.maskwise.job;

import dev.maskwise.job.plan.Confidence;
import picocli.CommandLine.Option;

/** How sure the intervals of changes are to be. */
final class ChangeConfidence {
  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = "0.95",
      description =
          "The probability with which the interval of a change shall cover. Default:"
              + " ${DEFAULT-VALUE}.")
  private double confidence;

  /**
   * The probability.
   *
   * @throws dev.maskwise.reader.InputRefusedException when it is none
   */
  double level() {
    return Confidence.level(confidence);
  }
}
