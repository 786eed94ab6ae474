package dev.maskwise.metric.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetLovaszTest {
  private static final float[] SCORES = {0.75f, 0.25f, 0.5f};
  private static final byte[] TRUTH = {1, 1, 0};

  private static ScoreDistribution filled(ScoreDistribution distribution, int classId) {
    distribution.histogram(classId).add(SCORES, TRUTH, SCORES.length);
    return distribution;
  }

  private static ScoreHistogram histogram() {
    return filled(ScoreDistribution.ofClasses(1, 8, new CalibrationBins(1)), 0).histogram(0);
  }

  @Test
  void ofLogits() {
    ScoreDistribution scores =
        filled(ScoreDistribution.ofForeground(ScoreKind.LOGIT, 8, new CalibrationBins(1)), 0);
    DatasetLovasz lovasz = DatasetLovasz.of(scores);
    assertThat(lovasz.of(LovaszKind.HINGE, 0)).isEqualTo(HistogramLovasz.hinge(histogram()));
    // These logits could be probabilities, but are none.
    assertThat(lovasz.of(LovaszKind.SOFTMAX, 0))
        .isEqualTo(HistogramLovasz.softmaxOfLogits(histogram()))
        .isNotEqualTo(HistogramLovasz.softmax(histogram()));
  }

  @Test
  void ofProbabilities() {
    for (ScoreDistribution scores :
        List.of(
            filled(
                ScoreDistribution.ofForeground(ScoreKind.PROBABILITY, 8, new CalibrationBins(1)),
                0),
            filled(ScoreDistribution.ofClasses(1, 8, new CalibrationBins(1)), 0))) {
      DatasetLovasz lovasz = DatasetLovasz.of(scores);
      assertThat(lovasz.of(LovaszKind.SOFTMAX, 0)).isEqualTo(HistogramLovasz.softmax(histogram()));
      assertThatThrownBy(() -> lovasz.of(LovaszKind.HINGE, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The Lovász hinge is of logits, but these scores are probabilities.");
    }
  }

  @Test
  void eachClassHasItsOwn() {
    DatasetLovasz lovasz =
        DatasetLovasz.of(filled(ScoreDistribution.ofClasses(3, 8, new CalibrationBins(1)), 2));
    assertThat(lovasz.of(LovaszKind.SOFTMAX, 1)).isEqualTo(Bounded.UNDEFINED);
    // Errors 0.75 and 0.5, then 0.25: 0.75·1/2 + 0.5·(2/3 − 1/2) + 0.25·(1 − 2/3).
    assertThat(lovasz.of(LovaszKind.SOFTMAX, 2).value())
        .isCloseTo(0.75 / 2 + 0.5 / 6 + 0.25 / 3, offset(1e-15));
    assertThat(DatasetLovasz.UNKNOWN.of(LovaszKind.SOFTMAX, 2)).isEqualTo(Bounded.UNDEFINED);
  }

  @Test
  void aValueMovesToAnotherClass() {
    MetricValue value =
        new MetricValue("m", Averaging.DATASET, 0, 0.5, 3, 1, MetricValue.Over.PAIRS, 0.25);
    assertThat(value.ofClass(7))
        .isEqualTo(
            new MetricValue("m", Averaging.DATASET, 7, 0.5, 3, 1, MetricValue.Over.PAIRS, 0.25));
    assertThat(
            new MetricValue("m", Averaging.DATASET, null, 0.5, 3, 1, MetricValue.Over.IMAGES)
                .bound())
        .isNaN();
  }
}
