package dev.maskwise.publish;

import dev.maskwise.publish.Gauge.Sample;
import dev.maskwise.run.StoredRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prometheus' text format 0.0.4: what a textfile collector and a Pushgateway take. */
public final class PrometheusText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private PrometheusText() {}

  /**
   * The text of a run, {@code metrics.prom}.
   *
   * @param verdict the directory of a check's files; null for that of the run
   * @param metrics see {@link PublishSettings}
   * @param slices whether numbers of slices are in it too
   */
  public static String of(
      StoredRun run, @Nullable String verdict, List<String> metrics, boolean slices) {
    return write(Gauge.of(PublishedRun.read(run, verdict, metrics, slices), Map.of()));
  }

  /** The families in their order. No sample has a time: a textfile with times is refused. */
  static String write(List<Gauge> gauges) {
    StringBuilder text = new StringBuilder();
    for (Gauge gauge : gauges) {
      text.append("# HELP %s %s\n".formatted(gauge.name(), gauge.help()));
      text.append("# TYPE %s gauge\n".formatted(gauge.name()));
      for (Sample sample : gauge.samples()) {
        text.append(gauge.name()).append('{');
        String comma = "";
        for (Map.Entry<String, String> label : sample.labels().entrySet()) {
          text.append(comma).append(label.getKey()).append("=\"");
          text.append(escaped(label.getValue())).append('"');
          comma = ",";
        }
        text.append("} ").append(number(sample.value())).append('\n');
      }
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Whole numbers without an exponent, so that counts and times can be read. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
  }
}
