package dev.maskwise.rapids;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Sums over pixels in float64, written as the formulas are. */
final class Float64 {
  private static final double LOG_FLOOR = -100;

  private Float64() {}

  /** The probability of a class at a pixel, and 1 less it, without cancellation. */
  record Probability(double value, double rest) {

    /** −log p. */
    double surprise() {
      double log = value < 0.5 ? Math.log(value) : Math.log1p(-rest);
      return -Math.max(log, LOG_FLOOR);
    }

    Probability not() {
      return new Probability(rest, value);
    }

    static Probability given(double p) {
      return new Probability(p, 1 - p);
    }

    static Probability sigmoid(double logit) {
      return new Probability(1 / (1 + Math.exp(-logit)), 1 / (1 + Math.exp(logit)));
    }

    /** Of a class among the logits of a pixel. */
    static Probability softmax(double[] logits, int classId) {
      double greatest = Arrays.stream(logits).max().orElseThrow();
      double one = Math.exp(logits[classId] - greatest);
      double others = 0;
      for (int c = 0; c < logits.length; c++) {
        others += c == classId ? 0 : Math.exp(logits[c] - greatest);
      }
      return new Probability(one / (one + others), others / (one + others));
    }
  }

  /** max(−z, 0) + log1p(exp(−|z|)), z the logit towards the truth. */
  static double crossEntropy(double z) {
    return Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  /** log Σ exp(z_c) − z_t, about the greatest. */
  static double crossEntropy(double[] logits, int truth) {
    int greatest = 0;
    for (int c = 1; c < logits.length; c++) {
      greatest = logits[c] > logits[greatest] ? c : greatest;
    }
    double others = 0;
    for (int c = 0; c < logits.length; c++) {
      others += c == greatest ? 0 : Math.exp(logits[c] - logits[greatest]);
    }
    return logits[greatest] - logits[truth] + Math.log1p(others);
  }

  /** Σpy, Σy, Σp, Σp² and the number of pixels. */
  static List<Double> softOverlap(double[] p, boolean[] isTrue) {
    double[] sums = new double[5];
    for (int i = 0; i < p.length; i++) {
      sums[0] += isTrue[i] ? p[i] : 0;
      sums[1] += isTrue[i] ? 1 : 0;
      sums[2] += p[i];
      sums[3] += p[i] * p[i];
      sums[4]++;
    }
    List<Double> list = new ArrayList<>();
    Arrays.stream(sums).forEach(list::add);
    return list;
  }

  /** Σ e·ΔJ, from the greatest error down, as algorithm 1 of the paper says it. */
  static double lovasz(float[] errors, boolean[] isTrue) {
    int[] order =
        IntStream.range(0, errors.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -errors[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double trues = IntStream.range(0, isTrue.length).filter(i -> isTrue[i]).count();
    double passed = 0;
    double others = 0;
    double before = 0;
    double sum = 0;
    for (int i : order) {
      passed += isTrue[i] ? 1 : 0;
      others += isTrue[i] ? 0 : 1;
      double jaccard = (passed + others) / (trues + others);
      sum += Math.max(errors[i], 0) * (jaccard - before);
      before = jaccard;
    }
    return sum;
  }
}
