package dev.maskwise.metric.loss;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.statistic.PixelLosses;
import java.util.List;
import java.util.Optional;

/**
 * Cross-entropy: the negative logarithm of the probability of the true class, summed over the valid
 * pixels and normalised. From probabilities the logarithm has a floor, which is chosen where the
 * pixels are read.
 *
 * @param weights of the true classes; empty where each weighs 1
 */
record CrossEntropy(LossDefinition definition, List<Double> weights, Normaliser normaliser)
    implements ScoreLoss {

  private static final String NORMALISER = "by what the sum over the valid pixels is divided";

  static final LossFamily FAMILY =
      LossFamily.ofAll(
          "cross_entropy",
          "cross-entropy",
          task -> List.of(weights(task), weightedNormaliser(task)),
          (task, kind, values) -> {
            Normaliser normaliser = values.choice("normaliser", Normaliser.class);
            List<Double> weights = values.numbers("weights");
            String sum = weights.isEmpty() ? "Σ CE" : "Σ w_t·CE";
            String given = weights.isEmpty() ? "" : ", w = " + values.text("weights");
            return new CrossEntropy(
                new LossDefinition(
                    values.name(),
                    "cross-entropy",
                    normaliser.formula(sum) + given + ", " + pixelFormula(kind),
                    normaliser.unit(),
                    "[0, ∞)",
                    "Bishop 2006, Pattern Recognition and Machine Learning, §4.3"),
                weights,
                normaliser);
          });

  private static LossParameter weights(Task task) {
    return LossParameter.weights(
        "weights",
        task == Task.BINARY ? 2 : 0,
        "what a pixel of each true class counts"
            + (task == Task.BINARY
                ? ", first of the background (the list 1/3 is PyTorch's pos_weight=3)"
                : " (PyTorch's weight)"));
  }

  private static LossParameter weightedNormaliser(Task task) {
    return task == Task.BINARY
        ? LossParameter.choice(
            "normaliser",
            NORMALISER,
            Normaliser.VALID,
            Normaliser.ALL,
            Normaliser.WEIGHTS,
            Normaliser.SUM)
        : LossParameter.choice("normaliser", NORMALISER, Normaliser.values());
  }

  /** The parameter of a loss that is a sum over pixels without class weights. */
  static LossParameter normaliser(Task task) {
    return task == Task.BINARY
        ? LossParameter.choice(
            "normaliser", NORMALISER, Normaliser.VALID, Normaliser.ALL, Normaliser.SUM)
        : LossParameter.choice(
            "normaliser",
            NORMALISER,
            Normaliser.VALID,
            Normaliser.ALL,
            Normaliser.VALUES,
            Normaliser.SUM);
  }

  /** The cross-entropy of a pixel. */
  static String pixelFormula(ScoreKind kind) {
    return kind == ScoreKind.LOGIT
        ? "CE = −log p_t, p_t the probability of the true class"
        : "CE = −max(log p_t, log_floor), p_t the probability of the true class";
  }

  @Override
  public Optional<Float> gamma() {
    return Optional.of(0f);
  }

  @Override
  public double overClasses(ScoreStatistics statistics, Policy policy) {
    PixelLosses losses = statistics.pixelLosses();
    double sum = 0;
    double weightOfPixels = 0;
    for (int c = 0; c < losses.classes(); c++) {
      double weight = weights.isEmpty() ? 1 : weights.get(c);
      sum += weight * losses.sum(0, c);
      weightOfPixels += weight * losses.pixels(c);
    }
    return normaliser.divide(sum, weightOfPixels, losses, statistics.classes());
  }
}
