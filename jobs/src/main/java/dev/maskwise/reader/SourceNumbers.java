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

  /** The names of the classes where a pixel may have several; else empty. */
  private final List<String> classes;

  /**
   * @param sources how many each input has, the truth first
   * @param classes the names of the classes where a pixel may have several; else empty
   */
  public SourceNumbers(List<Integer> sources, List<String> classes) {
    this.classes = List.copyOf(classes);
    this.firsts = new int[sources.size() + 1];
    for (int input = 0; input < sources.size(); input++) {
      firsts[input + 1] = firsts[input] + sources.get(input);
    }
  }

  /** That of inputs of one source each. */
  public static SourceNumbers ofInputs(int inputs) {
    return new SourceNumbers(Collections.nCopies(inputs, 1), List.of());
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

  /** The class that a source holds the masks or scores of, in words; empty where it has all. */
  String ofClass(int source) {
    for (int input = 0; input < inputs(); input++) {
      if (source < first(input + 1)) {
        return isByClass(input) ? " of " + className(source - first(input)) : "";
      }
    }
    return "";
  }

  /** What a class is called in a sentence: by its name, where it has one besides its number. */
  String className(int classId) {
    String number = Integer.toString(classId);
    String name = classId < classes.size() ? classes.get(classId) : number;
    return name.equals(number) ? "class " + number : "the class '%s'".formatted(name);
  }

  boolean isOfTruth(int source) {
    return source < firsts[1];
  }
}
