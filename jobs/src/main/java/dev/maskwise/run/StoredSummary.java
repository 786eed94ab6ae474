package dev.maskwise.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Interval;
import dev.maskwise.reader.InputRefusedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a {@code summary.json}. */
public final class StoredSummary {
  private final String place;

  /** Model → its numbers, both in the order of the file. */
  private final Map<String, Map<NumberKey, StoredNumber>> models = new LinkedHashMap<>();

  /**
   * @param place where the summary lies, for messages
   * @param json the whole of it
   */
  StoredSummary(String place, JsonNode json) {
    this.place = place;
    for (JsonNode metric : json.path("metrics")) {
      NumberKey key =
          new NumberKey(
              metric.path("name").asText(),
              averaging(metric.path("averaging").asText()),
              text(metric.path("class")),
              text(metric.path("slice")));
      models
          .computeIfAbsent(metric.path("model").asText(), model -> new LinkedHashMap<>())
          .put(key, number(metric));
    }
  }

  private Averaging averaging(String label) {
    for (Averaging averaging : Averaging.values()) {
      if (averaging.label().equals(label)) {
        return averaging;
      }
    }
    throw new InputRefusedException(
        "%s has a number under the averaging '%s', which this version does not know: read it with"
                .formatted(place, label)
            + " the version that wrote it.");
  }

  private static StoredNumber number(JsonNode metric) {
    Interval interval =
        metric.has("standard_error")
            ? new Interval(
                metric.path("standard_error").asDouble(),
                metric.path("low").asDouble(),
                metric.path("high").asDouble(),
                metric.path("groups").asLong())
            : null;
    return new StoredNumber(
        metric.path("value").asDouble(Double.NaN),
        metric.path("n").asLong(),
        metric.path("undefined").asLong(),
        metric.path("over").asText(),
        interval);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  /** The names of the models, in the order given. */
  public List<String> models() {
    return List.copyOf(models.keySet());
  }

  /**
   * The numbers of a model, in the order of the summary.
   *
   * @throws InputRefusedException when there is no such model
   */
  public Map<NumberKey, StoredNumber> numbers(String model) {
    Map<NumberKey, StoredNumber> numbers = models.get(model);
    if (numbers == null) {
      throw new InputRefusedException(
          "%s has no model '%s', only %s: name one of these."
              .formatted(place, model, String.join(", ", models.keySet())));
    }
    return Collections.unmodifiableMap(numbers);
  }
}
