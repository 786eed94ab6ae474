package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * 1 − Tversky index of probabilities, to a power: false positives and false negatives weigh
 * differently, and an exponent below 1 gives classes that are already good more of the loss.
 *
 * @param alpha the weight of false positives
 * @param beta the weight of false negatives
 * @param power γ, the exponent of the loss
 * @param gammaOn what is taken to the power
 * @param background the class that is background to {@code gammaOn}
 */
record TverskyLoss(
    LossDefinition definition,
    RegionTerms terms,
    double alpha,
    double beta,
    double power,
    GammaOn gammaOn,
    int background)
    implements RegionLoss {

  /** What is taken to the power γ. */
  enum GammaOn implements Choice {
    CLASS("the loss of each class (Abraham & Khan)"),
    FOREGROUND(
        "the loss of each class but the background (MONAI's asymmetric form, whose exponent is"
            + " 1 − γ)"),
    MEAN("the mean over the classes (segmentation_models.pytorch)");

    private final String definition;

    GammaOn(String definition) {
      this.definition = definition;
    }

    @Override
    public String definition() {
      return definition;
    }
  }

  static final LossFamily FAMILY =
      LossFamily.ofAll(
          "tversky_loss", "Tversky loss", task -> parameters(task, 1), TverskyLoss::make);

  static final LossFamily FOCAL =
      LossFamily.ofAll(
          "focal_tversky_loss",
          "focal Tversky loss",
          task -> parameters(task, 0.75),
          TverskyLoss::make);

  private static List<LossParameter> parameters(Task task, double power) {
    List<LossParameter> parameters = new ArrayList<>();
    parameters.add(
        LossParameter.number(
            "alpha",
            0.3,
            Double.MAX_VALUE,
            "the weight of false positives (MONAI and segmentation_models.pytorch: 0.5)"));
    parameters.add(
        LossParameter.number(
            "beta",
            0.7,
            Double.MAX_VALUE,
            "the weight of false negatives (MONAI and segmentation_models.pytorch: 0.5)"));
    parameters.addAll(RegionTerms.parameters(task, false));
    parameters.add(
        LossParameter.number(
            "gamma",
            power,
            1000,
            "the exponent of the loss; Abraham & Khan write 1/γ with γ = 4/3, which is 0.75"));
    if (task == Task.MULTICLASS) {
      parameters.add(
          LossParameter.choice("gamma_on", "what is taken to the power", GammaOn.values()));
      parameters.add(
          LossParameter.classId("background", "the class that is background to gamma_on"));
    }
    return parameters;
  }

  private static ScoreLoss make(Task task, ScoreKind kind, LossValues values) {
    RegionTerms terms = RegionTerms.of(task, values, false);
    GammaOn gammaOn = values.choice("gamma_on", GammaOn.class);
    values.require(
        !terms.joint() || gammaOn == GammaOn.CLASS,
        "has one value for all classes with classes=joint, so that gamma_on stays class");
    double power = values.given("gamma");
    int background = values.classId("background");
    return new TverskyLoss(
        new LossDefinition(
            values.name(),
            power == 1 ? "Tversky loss" : "focal Tversky loss",
            formula(terms, values, power, gammaOn, background),
            "ratio",
            "[0, 1]",
            "Salehi, Erdogmus & Gholipour 2017, Tversky loss function, §2; Abraham & Khan 2019,"
                + " A Novel Focal Tversky Loss Function, §3"),
        terms,
        values.given("alpha"),
        values.given("beta"),
        power,
        gammaOn,
        background);
  }

  private static String formula(
      RegionTerms terms, LossValues values, double power, GammaOn gammaOn, int background) {
    String loss =
        terms.formula(
            "Σpy",
            "Σpy + %s·(Σp − Σpy) + %s·(Σy − Σpy)"
                .formatted(values.text("alpha"), values.text("beta")));
    if (power == 1) {
      return terms.overClasses(loss);
    }
    String exponent = "^" + values.text("gamma");
    return switch (gammaOn) {
      case CLASS -> terms.overClasses("(" + loss + ")" + exponent);
      case FOREGROUND ->
          terms.overClasses(
              "(%s)%s, of class %d without exponent".formatted(loss, exponent, background));
      case MEAN -> "(" + terms.overClasses(loss) + ")" + exponent;
    };
  }

  @Override
  public boolean byClass() {
    return RegionLoss.super.byClass() && gammaOn != GammaOn.MEAN;
  }

  @Override
  public double loss(double intersection, double prediction, double truth) {
    double falsePositives = Math.max(0, prediction - intersection);
    double falseNegatives = Math.max(0, truth - intersection);
    return terms.loss(intersection, intersection + alpha * falsePositives + beta * falseNegatives);
  }

  @Override
  public double ofClass(ScoreStatistics statistics, int classId) {
    double loss = RegionLoss.super.ofClass(statistics, classId);
    return switch (gammaOn) {
      case CLASS -> Math.pow(loss, power);
      case FOREGROUND -> classId == background ? loss : Math.pow(loss, power);
      case MEAN -> loss;
    };
  }

  @Override
  public double overClasses(ScoreStatistics statistics, Policy policy) {
    double loss = RegionLoss.super.overClasses(statistics, policy);
    return terms.joint() || gammaOn == GammaOn.MEAN ? Math.pow(loss, power) : loss;
  }
}
