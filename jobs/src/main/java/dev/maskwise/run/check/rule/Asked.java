package dev.maskwise.run.check.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule asks. */
public sealed interface Asked {

  /**
   * A number is not below or not above a threshold.
   *
   * @param atLeast whether it may not be below; else it may not be above
   * @param bound what is held against the threshold
   */
  record Threshold(boolean atLeast, double threshold, Bound bound) implements Asked {
    /** Whether it has to be proven that the threshold is kept. */
    public boolean mustBeProven() {
      return bound == (atLeast ? Bound.LOWER : Bound.UPPER);
    }
  }

  /** What a threshold is held against. */
  enum Bound {
    VALUE,
    LOWER,
    UPPER
  }

  /**
   * A number became no worse.
   *
   * @param margin what is no worsening
   * @param relative the same as a share of the earlier value
   * @param require which proof decides
   */
  record Worsening(double margin, double relative, Require require) implements Asked {}

  /** Which proof of a change decides. */
  enum Require {
    NO_PROVEN_REGRESSION,
    PROVEN_NON_INFERIOR
  }

  /**
   * The inputs are healthy. What is null is not asked.
   *
   * @param rejected the largest share of images that were not evaluated
   * @param missingPrediction the largest share without a prediction
   * @param missingTruth the largest share without a truth
   * @param duplicate the largest share that is there twice
   * @param evaluated how many are evaluated at least
   * @param evaluatedChange how much their number may differ from the baseline's, as a share of it
   * @param truthChanged the largest share with another truth than in the baseline
   */
  record Images(
      @Nullable Double rejected,
      @Nullable Double missingPrediction,
      @Nullable Double missingTruth,
      @Nullable Double duplicate,
      @Nullable Long evaluated,
      @Nullable Double evaluatedChange,
      @Nullable Double truthChanged)
      implements Asked {
    public static final String REJECTED = "rejected";
    public static final String MISSING_PREDICTION = "missing_prediction";
    public static final String MISSING_TRUTH = "missing_truth";
    public static final String DUPLICATE = "duplicate";
    public static final String EVALUATED = "evaluated";
    public static final String EVALUATED_CHANGE = "evaluated_change";
    public static final String TRUTH_CHANGED = "truth_changed";

    /** What is asked, in the order of reports. */
    public List<String> names() {
      List<String> names = new ArrayList<>();
      add(names, REJECTED, rejected);
      add(names, MISSING_PREDICTION, missingPrediction);
      add(names, MISSING_TRUTH, missingTruth);
      add(names, DUPLICATE, duplicate);
      add(names, EVALUATED, evaluated);
      add(names, EVALUATED_CHANGE, evaluatedChange);
      add(names, TRUTH_CHANGED, truthChanged);
      return names;
    }

    private static void add(List<String> names, String name, @Nullable Number asked) {
      if (asked != null) {
        names.add(name);
      }
    }
  }

  /**
   * A number is as in earlier runs.
   *
   * @param window how many earlier runs are looked at
   * @param runs which
   * @param robustZ how far from their median it may lie
   * @param atLeastRuns how many there have to be
   */
  record Usual(int window, Runs runs, double robustZ, int atLeastRuns) implements Asked {}

  /** Which earlier runs count. */
  enum Runs {
    GREEN,
    ALL
  }

  /** All numbers are those of another run. */
  record Identical(Other other) implements Asked {}

  /** Of which other run. */
  enum Other {
    SAME_KEY,
    BASELINE
  }
}
