package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;
import dev.maskwise.metric.Task;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.List;

/**
 * The choices that all losses of soft overlap share.
 *
 * @param binary whether there is one class alone
 * @param eps ε, added to the denominator
 * @param smooth added to the numerator and the denominator
 * @param squared whether the prediction's cardinality is Σp² instead of Σp
 * @param reduction how classes become one number
 * @param absent what a class without true pixels is worth
 */
record RegionTerms(
    boolean binary,
    double eps,
    double smooth,
    boolean squared,
    ClassReduction reduction,
    AbsentClass absent)
    implements java.io.Serializable {

  /** How many classes become one number. */
  enum ClassReduction implements Choice {
    MEAN("one by one, then their mean (MONAI)"),
    JOINT("the sums of all classes together, then once (kornia's micro)");

    private final String definition;

    ClassReduction(String definition) {
      this.definition = definition;
    }

    @Override
    public String definition() {
      return definition;
    }
  }

  /** What a class without true pixels is worth. */
  enum AbsentClass implements Choice {
    KEEP("counts as the formula has it, which is nearly 1 (MONAI and kornia)"),
    SKIP("is undefined, and left out of the mean"),
    ZERO("counts 0 and stays in the mean (segmentation_models.pytorch)");

    private final String definition;

    AbsentClass(String definition) {
      this.definition = definition;
    }

    @Override
    public String definition() {
      return definition;
    }
  }

  /** The parameters eps, smooth, squared if wanted, classes if there are some, and absent. */
  static List<LossParameter> parameters(Task task, boolean withSquared) {
    List<LossParameter> parameters = new ArrayList<>();
    parameters.add(
        LossParameter.number(
            "eps",
            1e-6,
            Double.MAX_VALUE,
            "added to the denominator (kornia adds 1e-8; segmentation_models.pytorch only keeps the"
                + " denominator above 1e-7, which is eps=0 with absent=zero)"));
    parameters.add(
        LossParameter.number(
            "smooth",
            0,
            Double.MAX_VALUE,
            "added to the numerator and the denominator (MONAI adds 1e-5, and half of it in its"
                + " Jaccard form)"));
    if (withSquared) {
      parameters.add(
          LossParameter.flag(
              "squared", "Σp² and Σy² in place of Σp and Σy in the denominator, as V-Net has it"));
    }
    if (task == Task.MULTICLASS) {
      parameters.add(
          LossParameter.choice(
              "classes", "how the classes become one number", ClassReduction.values()));
    }
    parameters.add(
        LossParameter.choice(
            "absent", "what a class without true pixels is worth", AbsentClass.values()));
    return parameters;
  }

  static RegionTerms of(Task task, LossValues values, boolean withSquared) {
    RegionTerms terms =
        new RegionTerms(
            task == Task.BINARY,
            values.given("eps"),
            values.given("smooth"),
            withSquared && values.flag("squared"),
            values.choice("classes", ClassReduction.class),
            values.choice("absent", AbsentClass.class));
    values.require(
        !terms.joint() || terms.absent == AbsentClass.KEEP,
        "has one value for all classes with classes=joint, so that absent stays keep");
    return terms;
  }

  /** Whether the sums of all classes are taken together. */
  boolean joint() {
    return reduction == ClassReduction.JOINT;
  }

  /** Σp or Σp². */
  double prediction(SoftOverlap overlap) {
    return squared ? overlap.predictionSquares() : overlap.predictionCardinality();
  }

  /** Σp or Σp² in formulas. */
  String predictionSymbol() {
    return squared ? "Σp²" : "Σp";
  }

  /** 1 − ratio, where both numbers still lack smooth and eps; not below 0 by rounding. */
  double loss(double numerator, double denominator) {
    return Math.max(0, 1 - (numerator + smooth) / (denominator + smooth + eps));
  }

  /** The formula of a loss. */
  String formula(String numerator, String denominator) {
    String top =
        smooth > 0 ? "(%s + %s)".formatted(numerator, LossParameter.text(smooth)) : numerator;
    String bottom =
        denominator
            + (smooth > 0 ? " + " + LossParameter.text(smooth) : "")
            + (eps > 0 ? " + " + LossParameter.text(eps) : "");
    return "1 − %s / (%s)".formatted(top, bottom);
  }

  /** A formula of one class with what is done over the classes. */
  String overClasses(String formula) {
    String all =
        binary
            ? formula
            : joint() ? formula + ", sums over all classes" : "mean over classes of " + formula;
    return switch (absent) {
      case KEEP -> all;
      case SKIP -> all + "; undefined without true pixels";
      case ZERO -> all + "; 0 without true pixels";
    };
  }
}
