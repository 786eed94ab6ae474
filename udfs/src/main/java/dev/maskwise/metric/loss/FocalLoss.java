package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.statistic.PixelLosses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Focal loss: cross-entropy with easy pixels weighed down by (1 − p_t)^γ and classes by α_t. With
 * scores of many classes it is the softmax form; the sum over classes of one-against-rest sigmoid
 * losses that some libraries call multiclass focal loss is another number.
 *
 * @param gammaExponent γ; the pixel losses are those of the nearest float
 * @param alpha α, or null where every class weighs 1
 * @param alphaOn which pixels weigh α
 * @param background the true class that is the background
 */
record FocalLoss(
    LossDefinition definition,
    double gammaExponent,
    @Nullable Double alpha,
    AlphaOn alphaOn,
    int background,
    Normaliser normaliser)
    implements ScoreLoss {

  /** Which pixels weigh α; the others weigh 1 − α. */
  enum AlphaOn implements Choice {
    POSITIVE(
        "the foreground weighs alpha and the background 1 − alpha (the paper; kornia's"
            + " [1 − α, α, α, …])"),
    NEGATIVE("the background weighs alpha and the foreground 1 − alpha (widespread in code)");

    private final String definition;

    AlphaOn(String definition) {
      this.definition = definition;
    }

    @Override
    public String definition() {
      return definition;
    }
  }

  static final LossFamily FAMILY =
      LossFamily.ofAll("focal_loss", "focal loss", FocalLoss::parameters, FocalLoss::make);

  private static List<LossParameter> parameters(Task task) {
    boolean binary = task == Task.BINARY;
    List<LossParameter> parameters = new ArrayList<>();
    parameters.add(
        LossParameter.number("gamma", 2, 1000, "the exponent γ; 0 is weighted cross-entropy"));
    parameters.add(
        LossParameter.number("alpha", 0.25, 1, "the class weight α; with none every class weighs 1")
            .orNone(!binary));
    parameters.add(LossParameter.choice("alpha_on", "which pixels weigh α", AlphaOn.values()));
    if (!binary) {
      parameters.add(LossParameter.classId("background", "the class that is background to α"));
    }
    parameters.add(CrossEntropy.normaliser(task));
    return parameters;
  }

  private static ScoreLoss make(Task task, ScoreKind kind, LossValues values) {
    Normaliser normaliser = values.choice("normaliser", Normaliser.class);
    AlphaOn alphaOn = values.choice("alpha_on", AlphaOn.class);
    Double alpha = values.number("alpha");
    int background = values.classId("background");
    String weighted = "(1 − p_t)^%s·CE".formatted(values.text("gamma"));
    String formula =
        alpha == null
            ? normaliser.formula("Σ " + weighted)
            : normaliser.formula("Σ α_t·" + weighted)
                + ", "
                + weights(task, alpha, alphaOn, background);
    return new FocalLoss(
        new LossDefinition(
            values.name(),
            "focal loss",
            formula + ", " + CrossEntropy.pixelFormula(kind),
            normaliser.unit(),
            "[0, ∞)",
            "Lin et al. 2017, Focal Loss for Dense Object Detection, §3"),
        values.given("gamma"),
        alpha,
        alphaOn,
        background,
        normaliser);
  }

  private static String weights(Task task, double alpha, AlphaOn alphaOn, int background) {
    String given = LossParameter.text(alpha);
    String rest = "1 − " + given;
    boolean negative = alphaOn == AlphaOn.NEGATIVE;
    return "α_t = %s where %s, else %s"
        .formatted(
            negative ? given : rest,
            task == Task.BINARY ? "y = 0" : "the true class is " + background,
            negative ? rest : given);
  }

  @Override
  public Optional<Float> gamma() {
    return Optional.of((float) gammaExponent);
  }

  @Override
  public double overClasses(ScoreStatistics statistics, Policy policy) {
    PixelLosses losses = statistics.pixelLosses();
    double sum = 0;
    for (int c = 0; c < losses.classes(); c++) {
      sum += weight(c) * losses.sum((float) gammaExponent, c);
    }
    return normaliser.divide(sum, (double) losses.validPixels(), losses, statistics.classes());
  }

  private double weight(int trueClass) {
    if (alpha == null) {
      return 1;
    }
    return (trueClass == background) == (alphaOn == AlphaOn.NEGATIVE) ? alpha : 1 - alpha;
  }
}
