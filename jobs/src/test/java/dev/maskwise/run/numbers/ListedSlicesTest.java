package dev.maskwise.run.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListedSlicesTest {
  private static final Policy POLICY = new Policy(EmptyMask.UNDEFINED, Set.of());

  private static ListedSlices of(int classes, int channels, int models) {
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    return new ListedSlices(
        channels == 0
            ? new Terms(Task.LABELS, names, POLICY, null, List.of(), 0, Calibration.Norm.L1)
            : new Terms(
                Task.BINARY,
                names,
                POLICY,
                ScoreKind.LOGIT,
                List.of(),
                channels,
                Calibration.Norm.L1),
        models);
  }

  private static MetricValue value(String metric, @Nullable Integer classId, double value) {
    return new MetricValue(
        metric, Averaging.DATASET, classId, value, 1, 0, MetricValue.Over.IMAGES);
  }

  private static ModelEvaluation evaluation(
      String model, @Nullable String slice, double mean, double foreground) {
    return new ModelEvaluation(
        model,
        slice,
        1,
        1,
        List.of(
            value("mean_iou", null, mean),
            value("iou", 0, mean - foreground),
            value("iou", 1, foreground)),
        List.of(),
        List.of());
  }

  @Test
  void fewSlicesAreListedWholeAsLongAsTheirNumbersAreFew() {
    assertThat(of(19, 0, 1).whole()).isEqualTo(100);
    assertThat(of(19, 0, 2).whole()).isEqualTo(100);
    assertThat(of(256, 0, 2).whole()).isEqualTo(9);
    assertThat(of(1000, 0, 2).whole()).isEqualTo(2);
    assertThat(of(4096, 0, 2).whole()).isZero();
  }

  @Test
  void aHundredSlicesStayAsTheyAre() {
    List<ModelEvaluation> all = new ArrayList<>(List.of(evaluation("m", null, 0.5, 0.5)));
    IntStream.range(0, 100).forEach(s -> all.add(evaluation("m", "s=" + s, 0.4, 0.4)));
    assertThat(of(2, 0, 1).of(all)).isSameAs(all);
  }

  /** Two models: the one that deviates most counts; undefined slices come last. */
  @Test
  void ofMoreTheMostDeviatingAreListed() {
    List<ModelEvaluation> all = new ArrayList<>();
    for (String model : List.of("m", "n")) {
      all.add(evaluation(model, null, 0.5, 0.5));
      for (int s = 0; s < 101; s++) {
        double value = model.equals("m") ? 0.5 : 0.5 + (s - 50) / 1000.0;
        all.add(evaluation(model, "s=%03d".formatted(s), s == 3 ? Double.NaN : value, 0.1));
      }
    }
    List<ModelEvaluation> listed = of(2, 0, 2).of(all);
    assertThat(listed).hasSize(2 * 101);
    assertThat(listed).extracting(ModelEvaluation::slice).doesNotContain("s=003");
    assertThat(listed.get(1).slice()).isEqualTo("s=000");
    assertThat(listed.get(1).values()).extracting(MetricValue::metric).containsExactly("mean_iou");
    assertThat(listed.get(0).values()).hasSize(3);
    Collections.reverse(all.subList(1, 102));
    assertThat(of(2, 0, 2).of(all))
        .extracting(ModelEvaluation::slice)
        .containsExactlyInAnyOrderElementsOf(listed.stream().map(ModelEvaluation::slice).toList());
  }

  /** With scores of one class it is that class that is judged. */
  @Test
  void theClassThatHasScoresDecides() {
    List<ModelEvaluation> all = new ArrayList<>(List.of(evaluation("m", null, 0.5, 0.5)));
    IntStream.range(0, 101)
        .forEach(s -> all.add(evaluation("m", "s=" + s, s == 7 ? 0.9 : 0.4, s == 7 ? 0.5 : 0.3)));
    List<ModelEvaluation> listed = of(2, 1, 1).of(all);
    assertThat(listed).hasSize(101).extracting(ModelEvaluation::slice).doesNotContain("s=7");
    assertThat(listed.get(1).values()).extracting(MetricValue::classId).containsExactly(null, 1);
  }
}
