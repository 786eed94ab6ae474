package dev.maskwise.job;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code definition} of a summary: what its numbers mean. */
final class Definition {
  private final EvaluateOptions options;
  private final EvaluatePlan plan;

  Definition(EvaluateOptions options, EvaluatePlan plan) {
    this.options = options;
    this.plan = plan;
  }

  /** Every choice that changes a number, in words that a report can show. */
  Map<String, @Nullable Object> write() {
    Map<String, @Nullable Object> definition = new LinkedHashMap<>();
    definition.put("task", options.scores.task.label());
    definition.put("truth", plan.locations().get(0));
    Map<String, String> predictions = new LinkedHashMap<>();
    for (String model : plan.models()) {
      predictions.put(model, plan.locations().get(predictions.size() + 1));
    }
    definition.put("predictions", predictions);
    definition.put("classes", plan.classes());
    definition.put("ignore", options.ignore);
    ScorePlan scores = plan.scores();
    if (scores != null) {
      scores.describe(definition);
    }
    Policy policy = plan.policy();
    Map<String, Object> policies = new LinkedHashMap<>();
    policies.put("empty_mask", policy.emptyMask().label());
    policies.put("meaning", policy.emptyMask().definition());
    policies.put("classes_left_out", policy.leftOut().stream().map(plan.classes()::get).toList());
    definition.put("policy", policies);
    definition.put("slices", options.slices);
    definition.put("on_reject", options.onReject.name().toLowerCase(Locale.ROOT));
    Map<String, String> metrics = new LinkedHashMap<>();
    Stream.concat(ConfusionMetrics.ALL.stream(), OverlapMetrics.ALL.stream())
        .forEach((Metric<?> metric) -> metrics.put(metric.name(), metric.formula()));
    definition.put("metrics", metrics);
    Map<String, String> averagings = new LinkedHashMap<>();
    for (Averaging averaging : Averaging.values()) {
      averagings.put(averaging.label(), averaging.definition());
    }
    definition.put("averagings", averagings);
    return definition;
  }
}
