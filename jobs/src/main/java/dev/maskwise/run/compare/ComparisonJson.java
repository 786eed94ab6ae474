package dev.maskwise.run.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.Interval;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.report.JsonText;
import dev.maskwise.run.NumberKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code comparison.json}. Equal comparisons give equal bytes; an undefined value is null.
 */
public final class ComparisonJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** A change that is there is found with this probability where the data set can prove it. */
  private static final double POWER = 0.8;

  private static final int FORMAT = 1;

  private ComparisonJson() {}

  /**
   * The comparisons as a JSON text that ends in a line feed.
   *
   * @param confidence of the intervals
   */
  public static String write(List<Comparison> comparisons, double confidence) {
    return write(comparisons, null, confidence);
  }

  /**
   * The comparisons, and how the models do among each other.
   *
   * @param standings null where no more than two models are compared
   */
  public static String write(
      List<Comparison> comparisons, @Nullable Standings standings, double confidence) {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("confidence", confidence);
    ArrayNode all = root.putArray("comparisons");
    for (Comparison comparison : comparisons) {
      ObjectNode node = all.addObject();
      node.set("before", JSON.valueToTree(comparison.before()));
      node.set("after", JSON.valueToTree(comparison.after()));
      node.set("differences", JSON.valueToTree(comparison.differences()));
      node.set(
          "images",
          comparison.differences().isEmpty()
              ? JSON.valueToTree(comparison.images())
              : JSON.nullNode());
      node.put("cluster_by", comparison.clusterBy());
      ManySlices many = comparison.many();
      if (many != null) {
        node.putObject("slices").put("all", many.count()).put("listed", comparison.listedSlices());
      }
      ArrayNode changes = node.putArray("changes");
      comparison
          .changes()
          .forEach(
              (key, change) ->
                  add(changes, key, change, comparison.adjusted().applyAsDouble(key), confidence));
    }
    if (standings != null) {
      add(root.putObject("standings"), standings);
    }
    return JsonText.write(JSON, root);
  }

  private static void add(ObjectNode node, Standings standings) {
    node.put("images", standings.images()).put("groups", standings.groups());
    ArrayNode rankings = node.putArray("rankings");
    for (Standings.Ranking ranking : standings.rankings()) {
      ObjectNode ranked =
          rankings
              .addObject()
              .put("metric", ranking.metric())
              .put("averaging", ranking.averaging().label());
      ArrayNode places = ranked.putArray("models");
      for (Standings.Place place : ranking.places()) {
        ObjectNode model =
            places.addObject().put("run", place.model().run()).put("model", place.model().model());
        put(model, "value", place.value());
        put(model, "mean_rank", place.standing().meanRank());
        put(model, "best", place.standing().best());
        model.put("replicates", place.standing().replicates());
      }
    }
  }

  private static void add(
      ArrayNode changes, NumberKey key, Change change, double adjusted, double confidence) {
    ObjectNode node =
        changes
            .addObject()
            .put("metric", key.metric())
            .put("averaging", key.averaging().label())
            .put("class", key.className())
            .put("slice", key.slice());
    put(node, "before", change.before());
    put(node, "after", change.after());
    put(node, "delta", change.after() - change.before());
    Estimate delta = change.delta();
    Interval interval = delta == null ? null : delta.interval(confidence);
    put(node, "standard_error", delta == null ? Double.NaN : delta.standardError());
    put(node, "low", interval == null ? Double.NaN : interval.low());
    put(node, "high", interval == null ? Double.NaN : interval.high());
    put(node, "p", delta == null ? Double.NaN : delta.pValue());
    put(node, "p_adjusted", adjusted);
    put(node, "detectable", delta == null ? Double.NaN : delta.detectable(confidence, POWER));
    node.put("images", change.images())
        .put("groups", change.groups())
        .put("wins", change.wins())
        .put("ties", change.ties())
        .put("losses", change.losses());
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
