package dev.maskwise.job.output;

import dev.maskwise.metric.MetricValue;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.report.Summary.Slices;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredSlices;
import dev.maskwise.run.numbers.ListedSlices;
import dev.maskwise.run.numbers.ListedSlices.Headlines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The slices of an evaluation: the table has all of them, the summary those that are listed.
 *
 * @param evaluations for the summary: per model first all images, then each slice that is listed
 * @param slices which slices there are
 */
public record EvaluatedSlices(List<ModelEvaluation> evaluations, Slices slices) {
  private static final int EVALUATIONS_PER_FILE = 1000;

  /**
   * Writes the slices that are among some evaluations; no table where there are none.
   *
   * @param all per model first all images, then each slice
   */
  public static EvaluatedSlices few(
      EvaluationFiles files, ListedSlices listed, List<ModelEvaluation> all) {
    List<ModelEvaluation> slices = all.stream().filter(of -> of.slice() != null).toList();
    if (!slices.isEmpty()) {
      JavaSparkContext context = files.spark().context();
      files.writeSlices(
          context.parallelize(slices, 1 + (slices.size() - 1) / EVALUATIONS_PER_FILE));
    }
    long count = slices.stream().map(ModelEvaluation::slice).distinct().count();
    return new EvaluatedSlices(listed.of(all), new Slices(count, count <= listed.whole()));
  }

  /**
   * Writes slices as they are made, and reads those again that the summary lists.
   *
   * @param all of all images, per model
   */
  public static EvaluatedSlices many(
      EvaluationFiles files,
      ListedSlices listed,
      List<ModelEvaluation> all,
      JavaRDD<ModelEvaluation> slices) {
    files.writeSlices(slices);
    StoredSlices table = files.slices();
    List<String> classes = files.plan().classes();
    Headlines headlines = listed.new Headlines();
    all.forEach(headlines::add);
    table
        .read(
            (model, key) ->
                key.metric().equals(listed.headline())
                    && key.averaging() == ListedSlices.AVERAGING
                    && key.className() == null)
        .forEach(row -> headlines.add(row.model(), row.key().slice(), row.number().value()));
    Set<String> labels = headlines.mostDeviating();
    Map<String, Map<String, List<StoredSlices.Row>>> byModel = new LinkedHashMap<>();
    table
        .read(
            (model, key) ->
                key.slice() != null
                    && labels.contains(key.slice())
                    && listed.isListed(classOf(key, classes)))
        .forEach(
            row ->
                byModel
                    .computeIfAbsent(row.model(), model -> new TreeMap<>())
                    .computeIfAbsent(
                        Objects.requireNonNull(row.key().slice()), slice -> new ArrayList<>())
                    .add(row));
    List<ModelEvaluation> evaluations = new ArrayList<>();
    for (ModelEvaluation ofModel : all) {
      evaluations.add(ofModel);
      byModel
          .getOrDefault(ofModel.model(), Map.of())
          .values()
          .forEach(rows -> evaluations.add(evaluation(rows, classes)));
    }
    return new EvaluatedSlices(evaluations, new Slices(headlines.count(), /* whole= */ false));
  }

  private static @Nullable Integer classOf(NumberKey key, List<String> classes) {
    return key.className() == null ? null : classes.indexOf(key.className());
  }

  private static ModelEvaluation evaluation(List<StoredSlices.Row> rows, List<String> classes) {
    StoredSlices.Row first = rows.get(0);
    return new ModelEvaluation(
        first.model(),
        first.key().slice(),
        first.images(),
        first.pixels(),
        rows.stream().map(row -> value(row, classes)).toList(),
        List.of(),
        List.of());
  }

  private static MetricValue value(StoredSlices.Row row, List<String> classes) {
    return new MetricValue(
        row.key().metric(),
        row.key().averaging(),
        classOf(row.key(), classes),
        row.number().value(),
        row.number().n(),
        row.number().undefined(),
        MetricValue.Over.valueOf(row.number().over().toUpperCase(Locale.ROOT)),
        row.bound(),
        row.number().interval());
  }
}
