package dev.maskwise.job.plan;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.reader.InputRefusedException;

/** The ranges of options that are numbers. */
final class Ranges {
  /** The greatest label of a mask, which has at most two bytes a pixel. */
  static final int MAX_LABEL = 65535;

  private Ranges() {}

  /**
   * Refuses a number that is not in a range.
   *
   * @param what the number is, such as "a label "; may be empty
   * @throws InputRefusedException when it is less than the first or greater than the last
   */
  static void requireInRange(String option, int value, int first, int last, String what) {
    require(
        value >= first && value <= last,
        "%s %s is out of range: it has to be %sfrom %s to %s."
            .formatted(option, value, what, first, last));
  }
}
