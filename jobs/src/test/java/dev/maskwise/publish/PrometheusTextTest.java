package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTextTest {
  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    PublishedRuns.write(directory);
  }

  private String text(List<String> metrics, boolean slices) {
    return PrometheusText.write(Gauge.of(PublishedRuns.read(directory, metrics, slices), Map.of()));
  }

  @Test
  void aRunWithoutAVerdict() {
    assertThat(text(List.of(), false))
        .isEqualTo(
            """
            # HELP maskwise_metric A number of a model over the images of a run; NaN where it is undefined.
            # TYPE maskwise_metric gauge
            maskwise_metric{model="base",metric="mean_iou",averaging="dataset",class="",slice=""} 0.75
            maskwise_metric{model="base",metric="iou",averaging="dataset",class="road",slice=""} 1
            maskwise_metric{model="base",metric="iou",averaging="dataset",class="traffic sign",slice=""} NaN
            maskwise_metric{model="b\\"ig\\\\<net>",metric="mean_iou",averaging="dataset",class="",slice=""} 0.75
            maskwise_metric{model="b\\"ig\\\\<net>",metric="iou",averaging="dataset",class="road",slice=""} 1
            maskwise_metric{model="b\\"ig\\\\<net>",metric="iou",averaging="dataset",class="traffic sign",slice=""} NaN
            # HELP maskwise_metric_low The lower end of the confidence interval.
            # TYPE maskwise_metric_low gauge
            maskwise_metric_low{model="base",metric="mean_iou",averaging="dataset",class="",slice=""} 0.73
            maskwise_metric_low{model="b\\"ig\\\\<net>",metric="mean_iou",averaging="dataset",class="",slice=""} 0.73
            # HELP maskwise_metric_high The upper end of the confidence interval.
            # TYPE maskwise_metric_high gauge
            maskwise_metric_high{model="base",metric="mean_iou",averaging="dataset",class="",slice=""} 0.77
            maskwise_metric_high{model="b\\"ig\\\\<net>",metric="mean_iou",averaging="dataset",class="",slice=""} 0.77
            # HELP maskwise_images How many images were evaluated, and rejected; the other states are causes of rejection.
            # TYPE maskwise_images gauge
            maskwise_images{state="evaluated",models="b\\"ig\\\\<net>,base"} 100
            maskwise_images{state="rejected",models="b\\"ig\\\\<net>,base"} 3
            maskwise_images{state="missing_prediction",models="b\\"ig\\\\<net>,base"} 1
            maskwise_images{state="missing_truth",models="b\\"ig\\\\<net>,base"} 2
            maskwise_images{state="duplicate",models="b\\"ig\\\\<net>,base"} 0
            # HELP maskwise_run_timestamp_seconds When the numbers of the run were there.
            # TYPE maskwise_run_timestamp_seconds gauge
            maskwise_run_timestamp_seconds{models="b\\"ig\\\\<net>,base"} 1796005900
            # HELP maskwise_last_success_timestamp_seconds The same, where no check failed or was left undecided.
            # TYPE maskwise_last_success_timestamp_seconds gauge
            maskwise_last_success_timestamp_seconds{models="b\\"ig\\\\<net>,base"} 1796005900
            """);
  }

  /** Two samples with the same labels would make Prometheus refuse all of them. */
  @Test
  void ofCasesWithTheSameLabelsTheWorstIsShown() throws IOException {
    PublishedRuns.judge(directory, "failed");
    assertThat(text(List.of(), false))
        .contains("maskwise_verdict_state{models=\"b\\\"ig\\\\<net>,base\"} 3\n")
        .contains("maskwise_check_state{id=\"floor\",model=\"\",metric=\"mean_iou\"")
        .containsOnlyOnce("maskwise_check_state{id=\"inputs\"")
        .containsPattern("maskwise_check_state\\{id=\"inputs\".*} 3\n")
        .doesNotContain("maskwise_last_success");
  }

  @Test
  void aWarningIsASuccessAndWhatIsUndecidedIsNone() throws IOException {
    PublishedRuns.judge(directory, "warned");
    assertThat(text(List.of(), false))
        .contains("maskwise_last_success")
        .containsPattern("maskwise_check_state\\{id=\"inputs\".*} 1\n");
    PublishedRuns.judge(directory, "undecided");
    assertThat(text(List.of(), false))
        .doesNotContain("maskwise_last_success")
        .containsPattern("maskwise_check_state\\{id=\"inputs\".*} 2\n");
  }

  @Test
  void chosenMetricsAndSlices() {
    assertThat(text(List.of("iou"), false))
        .contains("metric=\"iou\",averaging=\"class_over_images\",class=\"road\"")
        .doesNotContain("mean_iou");
    assertThat(text(List.of(), true)).contains("slice=\"site=north\"} 0.5\n");
  }

  @Test
  void aMetricThatTheRunDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> text(List.of("iou", "iuo"), false))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("has no number iuo, only dice, iou, mean_iou: choose among these.");
  }
}
