package dev.maskwise.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.metric.Interval;
import dev.maskwise.reader.InputRefusedException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a {@code summary.json}. Where that does not list all slices, those of all slices
 * are read from the table of slices when they are asked for.
 */
public final class StoredSummary {
  private final String place;
  private final StoredSlices table;
  private final long slices;
  private final boolean listsAllSlices;

  /** Model → its numbers, both in the order of the file. */
  private final Map<String, Map<NumberKey, StoredNumber>> models = new LinkedHashMap<>();

  /**
   * @param place where the summary lies, for messages
   * @param json the whole of it
   * @param table the table of slices, which is there where the summary says so
   */
  StoredSummary(String place, JsonNode json, StoredSlices table) {
    this.place = place;
    this.table = table;
    this.listsAllSlices = !json.has("slices");
    Set<String> listed = new HashSet<>();
    for (JsonNode metric : json.path("metrics")) {
      NumberKey key =
          new NumberKey(
              metric.path("name").asText(),
              StoredSlices.averaging(place, metric.path("averaging").asText()),
              text(metric.path("class")),
              text(metric.path("slice")));
      models
          .computeIfAbsent(metric.path("model").asText(), model -> new LinkedHashMap<>())
          .put(key, number(metric));
    }
    this.slices = listsAllSlices ? listed.size() : json.path("slices").path("all").asLong();
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

  /** How many slices the run has. */
  public long slices() {
    return slices;
  }

  /** Whether the summary has every number of every slice. */
  public boolean listsAllSlices() {
    return listsAllSlices;
  }

  /**
   * The numbers of a model that are wanted, whether the summary lists them or not, in the order of
   * the summary: all images, then slice by slice.
   *
   * @throws InputRefusedException when there is no such model, or the table of slices cannot be
   *     read
   */
  public Map<NumberKey, StoredNumber> numbers(String model, Predicate<NumberKey> wanted) {
    if (listsAllSlices) {
      Map<NumberKey, StoredNumber> numbers = new LinkedHashMap<>(numbers(model));
      numbers.keySet().removeIf(key -> !wanted.test(key));
      return numbers;
    }
    Map<NumberKey, StoredNumber> numbers = numbersOfAllImages(model, wanted);
    table
        .read((other, key) -> other.equals(model) && wanted.test(key))
        .forEach(row -> numbers.put(row.key(), row.number()));
    return numbers;
  }

  /** The same of all images alone. */
  public Map<NumberKey, StoredNumber> numbersOfAllImages(
      String model, Predicate<NumberKey> wanted) {
    Map<NumberKey, StoredNumber> numbers = new LinkedHashMap<>(numbers(model));
    numbers.keySet().removeIf(key -> key.slice() != null || !wanted.test(key));
    return numbers;
  }

  /** The same of one slice; little else is read. */
  public Map<NumberKey, StoredNumber> numbersOf(
      String slice, String model, Predicate<NumberKey> wanted) {
    Predicate<NumberKey> inSlice = key -> slice.equals(key.slice()) && wanted.test(key);
    if (listsAllSlices) {
      return numbers(model, inSlice);
    }
    Map<NumberKey, StoredNumber> numbers = new LinkedHashMap<>();
    table
        .read(slice, (other, key) -> other.equals(model) && inSlice.test(key))
        .forEach(row -> numbers.put(row.key(), row.number()));
    return numbers;
  }

  /**
   * The numbers of a model that the summary lists, in its order.
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
