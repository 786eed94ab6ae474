package dev.maskwise.metric.loss;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.statistic.PixelLosses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lovász-softmax: the Lovász extension of the IoU loss of each class at the errors |y − p| of its
 * probabilities, averaged over classes. In the binary task it is that of the foreground.
 *
 * @param presentOnly whether a class without true pixels is undefined
 * @param listed the only classes that take part; all if empty
 */
record LovaszSoftmax(
    LossDefinition definition,
    boolean binary,
    boolean presentOnly,
    Set<Integer> listed,
    Unlabelled unlabelled)
    implements ScoreLoss {

  private static final String PRESENT = "present";
  private static final String ALL = "all";

  static final LossFamily FAMILY =
      new LossFamily(
          "lovasz_softmax",
          "Lovász-softmax",
          LovaszSoftmax::parameters,
          (task, kind) ->
              task.overlaps()
                  ? Optional.of(
                      "is of scores of which a pixel has one class; lovasz_hinge takes the logits"
                          + " of classes that overlap")
                  : Optional.empty(),
          LovaszSoftmax::make);

  private static List<LossParameter> parameters(Task task) {
    List<LossParameter> parameters = new ArrayList<>();
    if (task == Task.MULTICLASS) {
      parameters.add(
          LossParameter.classes(
              "classes",
              PRESENT,
              ALL,
              "over which classes the mean is: those with true pixels, all, where a class without"
                  + " true pixels counts its largest error, or all of a list"));
    }
    parameters.add(Unlabelled.parameter());
    return parameters;
  }

  private static ScoreLoss make(Task task, ScoreKind kind, LossValues values) {
    boolean binary = task == Task.BINARY;
    String classes = binary ? ALL : values.text("classes");
    boolean present = classes.equals(PRESENT);
    Unlabelled unlabelled = values.choice("unlabelled", Unlabelled.class);
    String formula =
        "Σ e·ΔJ, e = |y − p| descending, J the IoU loss when the pixels so far are wrong";
    String over =
        binary
            ? formula
            : "mean over %s of %s"
                .formatted(
                    present
                        ? "the classes with true pixels"
                        : classes.equals(ALL) ? "all classes" : "the classes " + classes,
                    formula);
    return new LovaszSoftmax(
        new LossDefinition(
            values.name(),
            "Lovász-softmax",
            unlabelled.formula(over),
            "ratio",
            "[0, 1]",
            "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.2"),
        binary,
        present,
        present || classes.equals(ALL) ? Set.of() : values.classIds("classes"),
        unlabelled);
  }

  @Override
  public Optional<LovaszKind> lovasz() {
    return Optional.of(LovaszKind.SOFTMAX);
  }

  @Override
  public boolean byClass() {
    return !binary;
  }

  @Override
  public boolean covers(int classId) {
    return listed.isEmpty() || listed.contains(classId);
  }

  @Override
  public double ofClass(ScoreStatistics statistics, int classId) {
    boolean judged =
        statistics.pixelLosses().validPixels() > 0
            && !(presentOnly && statistics.overlap(classId).truthCardinality() == 0);
    return judged ? statistics.lovasz(LovaszKind.SOFTMAX, classId) : Double.NaN;
  }

  @Override
  public double overClasses(ScoreStatistics statistics, Policy policy) {
    PixelLosses losses = statistics.pixelLosses();
    if (losses.validPixels() == 0) {
      return unlabelled.value(losses);
    }
    return binary ? ofClass(statistics, 0) : mean(statistics, policy).value();
  }
}
