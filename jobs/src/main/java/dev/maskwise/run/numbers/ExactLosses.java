package dev.maskwise.run.numbers;

import dev.maskwise.metric.curve.Bounded;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.run.Manifest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Lovász losses of the data set by a second pass that sorts all errors.
 *
 * @param values the losses; empty when there was no such pass
 */
public record ExactLosses(Map<ErrorGroup, Double> values) {
  /** Errors are rounded once, to float32. */
  private static final double ROUNDING = 0x1p-24;

  /** When all that is known comes from histograms. */
  public static final ExactLosses NONE = new ExactLosses(Map.of());

  /**
   * The losses of a model, each from where its bound is smaller: the sort, whose errors are rounded
   * to float32, or a histogram, which is of no rounding but of bins, and better where each bin
   * holds one score.
   */
  public DatasetLovasz orBetter(int model, DatasetLovasz histogram) {
    return (errors, classId) -> {
      Bounded binned = histogram.of(errors, classId);
      Double value = values.get(new ErrorGroup(model, errors, classId));
      return value != null && value * ROUNDING < binned.bound()
          ? new Bounded(value, value * ROUNDING)
          : binned;
    };
  }

  /** As a manifest has them, in their order. */
  public List<Manifest.ExactLoss> listed() {
    return values.entrySet().stream()
        .map(
            loss ->
                new Manifest.ExactLoss(
                    loss.getKey().model(),
                    loss.getKey().errors(),
                    loss.getKey().channel(),
                    loss.getValue()))
        .sorted(
            Comparator.comparing(Manifest.ExactLoss::model)
                .thenComparing(Manifest.ExactLoss::errors)
                .thenComparing(Manifest.ExactLoss::channel))
        .toList();
  }

  /** Those of a manifest. */
  public static ExactLosses of(Manifest manifest) {
    Map<ErrorGroup, Double> values = new HashMap<>();
    for (Manifest.ExactLoss loss : manifest.exactLosses()) {
      values.put(new ErrorGroup(loss.model(), loss.errors(), loss.channel()), loss.value());
    }
    return new ExactLosses(values);
  }
}
