package dev.maskwise.metric.loss;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.statistic.PixelLosses;
import java.util.List;
import java.util.Optional;

/**
 * The Lovász hinge of the foreground: the Lovász extension of the IoU loss at the hinge errors of
 * the logits.
 */
record LovaszHinge(LossDefinition definition, Unlabelled unlabelled) implements ScoreLoss {

  static final LossFamily FAMILY =
      new LossFamily(
          "lovasz_hinge",
          "Lovász hinge",
          task -> List.of(Unlabelled.parameter()),
          LovaszHinge::refusal,
          (task, kind, values) -> {
            Unlabelled unlabelled = values.choice("unlabelled", Unlabelled.class);
            return new LovaszHinge(
                new LossDefinition(
                    values.name(),
                    "Lovász hinge",
                    unlabelled.formula(
                        "Σ max(e, 0)·ΔJ, e = 1 − z·(2y − 1) descending, J the IoU loss when the"
                            + " pixels so far are wrong"),
                    "logit",
                    "[0, ∞)",
                    "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1"),
                unlabelled);
          });

  private static Optional<String> refusal(Task task, ScoreKind kind) {
    if (task == Task.MULTICLASS) {
      return Optional.of("is of the binary task; lovasz_softmax has scores of many classes");
    }
    return kind == ScoreKind.LOGIT
        ? Optional.empty()
        : Optional.of(
            "needs logits, and the probabilities 0 and 1 have no finite one"
                + (task.overlaps() ? "" : "; lovasz_softmax takes probabilities"));
  }

  @Override
  public Optional<LovaszKind> lovasz() {
    return Optional.of(LovaszKind.HINGE);
  }

  @Override
  public double overClasses(ScoreStatistics statistics, Policy policy) {
    PixelLosses losses = statistics.pixelLosses();
    return losses.validPixels() == 0
        ? unlabelled.value(losses)
        : statistics.lovasz(LovaszKind.HINGE, 0);
  }
}
