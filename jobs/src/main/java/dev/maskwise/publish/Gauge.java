package dev.maskwise.publish;

import dev.maskwise.metric.Interval;
import dev.maskwise.publish.PublishedRun.ModelNumber;
import dev.maskwise.publish.Verdict.Case;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.NumberKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A family of numbers under one name, each with labels: what monitoring systems keep over time.
 *
 * @param name begins with {@code maskwise_}
 * @param help what it is
 * @param unit as in OTLP: "s", or "1" for a number without one
 * @param samples the numbers
 */
record Gauge(String name, String help, String unit, List<Sample> samples) {
  private static final String NUMBER = "1";
  private static final String SECONDS = "s";

  /** A number with its labels; it is {@code NaN} where it is undefined. */
  record Sample(Map<String, String> labels, double value) {}

  /**
   * The families of a run. All are in a stable order, and no two samples of a family have the same
   * labels.
   *
   * @param labels what is added to those of every sample
   */
  static List<Gauge> of(PublishedRun run, Map<String, String> labels) {
    List<Gauge> gauges = new ArrayList<>();
    gauges.add(
        numbers(
            "maskwise_metric",
            "A number of a model over the images of a run; NaN where it is undefined.",
            run,
            labels,
            number -> number.number().value()));
    gauges.add(
        numbers(
            "maskwise_metric_low",
            "The lower end of the confidence interval.",
            run,
            labels,
            number -> end(number.number().interval(), Interval::low)));
    gauges.add(
        numbers(
            "maskwise_metric_high",
            "The upper end of the confidence interval.",
            run,
            labels,
            number -> end(number.number().interval(), Interval::high)));
    Map<String, String> ofRun = with(labels, Map.of("models", run.models()));
    gauges.add(images(run, ofRun));
    Verdict verdict = run.verdict();
    if (verdict != null) {
      gauges.add(
          one(
              "maskwise_verdict_state",
              "What the checks found: 0 passed, 1 warned, 2 undecided, 3 failed.",
              NUMBER,
              ofRun,
              Verdict.number(verdict.state())));
      gauges.add(checks(verdict, ofRun));
    }
    gauges.add(
        one(
            "maskwise_run_timestamp_seconds",
            "When the numbers of the run were there.",
            SECONDS,
            ofRun,
            (double) run.ended().getEpochSecond()));
    if (run.isGood()) {
      gauges.add(
          one(
              "maskwise_last_success_timestamp_seconds",
              "The same, where no check failed or was left undecided.",
              SECONDS,
              ofRun,
              (double) run.ended().getEpochSecond()));
    }
    return gauges.stream().filter(gauge -> !gauge.samples().isEmpty()).toList();
  }

  private static double end(@Nullable Interval interval, ToDoubleFunction<Interval> end) {
    return interval == null ? Double.NaN : end.applyAsDouble(interval);
  }

  private static Gauge numbers(
      String name,
      String help,
      PublishedRun run,
      Map<String, String> labels,
      ToDoubleFunction<ModelNumber> value) {
    boolean undefinedToo = name.equals("maskwise_metric");
    List<Sample> samples = new ArrayList<>();
    for (ModelNumber number : run.numbers()) {
      double found = value.applyAsDouble(number);
      if (undefinedToo || !Double.isNaN(found)) {
        samples.add(new Sample(with(ofNumber(number), labels), found));
      }
    }
    return new Gauge(name, help, NUMBER, samples);
  }

  private static Map<String, String> ofNumber(ModelNumber number) {
    NumberKey key = number.key();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("model", number.model());
    labels.put("metric", key.metric());
    labels.put("averaging", key.averaging().label());
    labels.put("class", key.className() == null ? "" : key.className());
    labels.put("slice", key.slice() == null ? "" : key.slice());
    return labels;
  }

  private static Gauge images(PublishedRun run, Map<String, String> ofRun) {
    ImageCounts images = run.manifest().images();
    Map<String, Long> states = new LinkedHashMap<>();
    states.put("evaluated", images.evaluated());
    states.put("rejected", images.rejected());
    states.put("missing_prediction", images.missingPrediction());
    states.put("missing_truth", images.missingTruth());
    states.put("duplicate", images.duplicate());
    List<Sample> samples = new ArrayList<>();
    states.forEach(
        (state, count) ->
            samples.add(new Sample(with(Map.of("state", state), ofRun), (double) count)));
    return new Gauge(
        "maskwise_images",
        "How many images were evaluated, and rejected; the other states are causes of rejection.",
        NUMBER,
        samples);
  }

  /** Of cases that have the same labels, the worst. */
  private static Gauge checks(Verdict verdict, Map<String, String> ofRun) {
    Map<Map<String, String>, Double> worst = new LinkedHashMap<>();
    for (Case found : verdict.cases()) {
      Map<String, String> labels = new LinkedHashMap<>();
      labels.put("id", found.id());
      labels.put("model", found.model());
      labels.put("metric", found.metric());
      labels.put("averaging", found.averaging());
      labels.put("class", found.className());
      labels.put("slice", found.slice());
      labels.put("severity", found.severity());
      worst.merge(with(labels, ofRun), Verdict.number(found.state()), Gauge::worse);
    }
    List<Sample> samples = new ArrayList<>();
    worst.forEach((labels, state) -> samples.add(new Sample(labels, state)));
    return new Gauge(
        "maskwise_check_state",
        "What a check found: 0 passed, 1 warned, 2 undecided, 3 failed.",
        NUMBER,
        samples);
  }

  private static double worse(double one, double other) {
    return one >= other || Double.isNaN(other) ? one : other;
  }

  private static Gauge one(
      String name, String help, String unit, Map<String, String> labels, double value) {
    return new Gauge(name, help, unit, List.of(new Sample(labels, value)));
  }

  private static Map<String, String> with(Map<String, String> labels, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putAll(more);
    return all;
  }
}
