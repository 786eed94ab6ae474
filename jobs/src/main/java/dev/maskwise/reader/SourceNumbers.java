package dev.maskwise.reader;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * How the sources of masks are numbered: those of the truth first, then those of each model. An
 * input has one source, or one for each class, in the order of the classes.
 */
public final class SourceNumbers implements Serializable {
  private static final long serialVersionUID = 1;

  /** The first source of each input, and behind them how many there are. */
  private final int[] firsts;

  /**
   * @param sources how many each input has, the truth first
   */
  public SourceNumbers(List<Integer> sources) {
    this.firsts = new int[sources.size() + 1];
    for (int input = 0; input < sources.size(); input++) {
      firsts[input + 1] = firsts[input] + sources.get(input);
    }
  }

  /** That of inputs of one source each. */
  public static SourceNumbers ofInputs(int inputs) {
    return new SourceNumbers(Collections.nCopies(inputs, 1));
  }

  /** How many inputs there are: the truth and the models. */
  int inputs() {
    return firsts.length - 1;
  }

  /** How many sources they have. */
  int count() {
    return first(inputs());
  }

  /** The number of the first source of an input. */
  public int first(int input) {
    return firsts[input];
  }

  /** Whether an input has a source for each class. */
  boolean isByClass(int input) {
    return firsts[input + 1] - firsts[input] > 1;
  }

  boolean isOfTruth(int source) {
    return source < firsts[1];
  }
}
