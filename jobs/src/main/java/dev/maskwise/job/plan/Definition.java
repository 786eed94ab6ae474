package dev.maskwise.job.plan;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code definition} of a summary: every choice that changes a number, which the options
 * describe themselves, and what the metrics mean. Equal definitions of equal inputs give equal
 * numbers.
 */
final class Definition {
  private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

  /**
   * Adds a choice.
   *
   * @param name that of the option, with underscores
   * @param value what holds in this run, also where the option is not given; a constant of an enum
   *     is written as on the command line
   */
  Definition put(String name, @Nullable Object value) {
    entries.put(
        name, value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value);
    return this;
  }

  /** The choices in the order in which they came, and at the end the formulas. */
  Map<String, @Nullable Object> entries() {
    boolean overlaps = Task.MULTILABEL.label().equals(entries.get("task"));
    Map<String, String> averagings = new LinkedHashMap<>();
    for (Averaging averaging : Averaging.values()) {
      averagings.put(averaging.label(), averaging.definition());
    }
    return entries(
        Stream.concat(ConfusionMetrics.of(overlaps).stream(), OverlapMetrics.ALL.stream()).toList(),
        averagings);
  }

  /** The same with the formulas of other metrics, and the averagings that these have. */
  Map<String, @Nullable Object> entries(
      List<? extends Metric<?>> metrics, Map<String, String> averagings) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(entries);
    Map<String, String> formulas = new LinkedHashMap<>();
    metrics.forEach(metric -> formulas.put(metric.name(), metric.formula()));
    all.put("metrics", formulas);
    all.put("averagings", averagings);
    return Collections.unmodifiableMap(all);
  }
}
