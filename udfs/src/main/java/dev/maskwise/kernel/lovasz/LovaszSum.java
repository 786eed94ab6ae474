package dev.maskwise.kernel.lovasz;

/**
 * The running sum Σ e·ΔJ of one mask, from the greatest error down.
 *
 * <p>After c of the G true pixels and b others, J = (c + b) / (G + b). A true pixel adds 1 / (G +
 * b) to it, any other pixel (G − c) / ((G + b)(G + b + 1)). No term is negative, so nothing
 * cancels.
 */
final class LovaszSum {
  private final long truthCardinality;
  private long truthAbove;
  private long othersAbove;
  private double value;

  /**
   * @param truthCardinality how many pixels are true, at least 1
   */
  LovaszSum(long truthCardinality) {
    this.truthCardinality = truthCardinality;
  }

  /** The sum over what was added. */
  double value() {
    return value;
  }

  /** Whether all true pixels were passed: J is 1 from here on, and nothing more counts. */
  boolean complete() {
    return truthAbove == truthCardinality;
  }

  /**
   * Whether pixels whose errors are at most the given one can add no more than a share of the sum:
   * error × (1 − J) is all that can come.
   */
  boolean isNegligible(double error, double share) {
    return error * (truthCardinality - truthAbove)
        <= share * value * (truthCardinality + othersAbove);
  }

  /** Ends the sum with half of what can still come: off by as much, at most. */
  void addRest(double error) {
    value += 0.5 * error * (truthCardinality - truthAbove) / (truthCardinality + othersAbove);
  }

  /** Adds errors one by one, from the last of the given keys, which ascend, to the first. */
  void addAscending(int[] keys, int from, int to) {
    long union = truthCardinality + othersAbove;
    long missing = truthCardinality - truthAbove;
    double sum = 0;
    for (int i = to - 1; i >= from; i--) {
      int key = keys[i];
      int isTrue = key & 1;
      // Either term as a fraction of (G + b)(G + b + 1).
      long numerator = missing + ((union + 1 - missing) & -isTrue);
      double before = union;
      sum += LovaszKeys.error(key) * numerator / (before * (before + 1));
      missing -= isTrue;
      union += 1 - isTrue;
    }
    value += sum;
    truthAbove = truthCardinality - missing;
    othersAbove = union - truthCardinality;
  }

  /**
   * Adds the errors of a bucket in no order: every pixel of a kind gets the same ΔJ, half way
   * between what it is on average with all true pixels first and with all of them last.
   *
   * <p>Why the bound holds: write each error as the middle of the bucket and a rest of at most half
   * its width. The middle is exact, as the ΔJ given and the right ones have the same sum, so what
   * is wrong is at most half the width times Σ|ΔJ given − ΔJ|. Over all orders ΔJ of a true pixel
   * is 1/(G + b) with b from before the bucket to after it, and the one given lies half way; that
   * of another pixel is at most (G − c)/(G + b)² with c and b before the bucket, and at least that
   * with c and b after it.
   *
   * @param inTruth how many true pixels, with errors that sum to {@code errorsOfTruth}
   * @param others how many other pixels, with errors that sum to {@code errorsOfOthers}
   * @param width the difference between any two errors of the bucket, at most
   * @return how far what was added can be from the sum in the right order, at most
   */
  double addUnordered(
      long inTruth, long others, double errorsOfTruth, double errorsOfOthers, double width) {
    double before = truthCardinality + othersAbove;
    double after = before + others;
    double inverse = 1 / (before * after);
    double missing = truthCardinality - truthAbove;
    value +=
        (0.5 * (before + after) * errorsOfTruth + (missing - 0.5 * inTruth) * errorsOfOthers)
            * inverse;
    truthAbove += inTruth;
    othersAbove += others;
    double first = after * inverse;
    double last = before * inverse;
    double given = (missing - 0.5 * inTruth) * inverse;
    double offOthers =
        Math.max(missing * first * first - given, given - (missing - inTruth) * last * last);
    return 0.5 * width * others * (0.5 * inTruth * inverse + offOthers);
  }
}
