package dev.maskwise.reader;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * How the sources of masks are numbered: those of the truth first, then those of each model. An
 * input has one source, or one for each class, in the order of the classes.
 *
 * @param sources how many each input has, the truth first
 */
public record SourceNumbers(List<Integer> sources) implements Serializable {

  public SourceNumbers {
    sources = List.copyOf(sources);
  }

  /** That of inputs of one source each. */
  public static SourceNumbers ofInputs(int inputs) {
    return new SourceNumbers(Collections.nCopies(inputs, 1));
  }

  /** How many inputs there are: the truth and the models. */
  int inputs() {
    return sources.size();
  }

  /** How many sources they have. */
  int count() {
    return first(inputs());
  }

  /** The number of the first source of an input. */
  public int first(int input) {
    return sources.subList(0, input).stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether an input has a source for each class. */
  boolean isByClass(int input) {
    return sources.get(input) > 1;
  }

  boolean isOfTruth(int source) {
    return source < sources.get(0);
  }
}
