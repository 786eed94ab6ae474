package dev.maskwise.metric.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.curve.Calibration.Norm;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurveMetricsTest {
  private static final long IMAGES = 6;
  private static final int BINS = 4;
  private static final Policy ALL = Policy.undefined();

  /** Four pixels of the classes 0, 0, 1 and 1; no pixel is of the third class. */
  private static final int[] TRUTH = {0, 0, 1, 1};

  private static final float[][] P = {
    {0.8f, 0.3f, 0.35f, 0.1f}, {0.1f, 0.6f, 0.55f, 0.2f}, {0.1f, 0.1f, 0.1f, 0.7f}
  };

  private static DatasetScores scores(ScoreDistribution distribution, Norm norm) {
    List<SoftOverlap> overlaps = new ArrayList<>();
    for (int c = 0; c < distribution.classes(); c++) {
      byte[] truth = new byte[TRUTH.length];
      double[] sums = new double[4];
      for (int i = 0; i < truth.length; i++) {
        truth[i] = (byte) (TRUTH[i] == c ? 1 : 0);
        sums[0] += truth[i];
        sums[1] += (double) truth[i] * P[c][i];
        sums[2] += P[c][i];
        sums[3] += (double) P[c][i] * P[c][i];
      }
      overlaps.add(SoftOverlap.of(truth.length, (long) sums[0], sums[1], sums[2], sums[3]));
      distribution.histogram(c).add(P[c], truth, truth.length);
      distribution.calibration(c).add(P[c], truth, truth.length);
    }
    if (distribution.topLabel() != null) {
      distribution.addTopLabel(
          new float[] {0.8f, 0.6f, 0.55f, 0.7f}, new byte[] {1, 0, 1, 0}, TRUTH.length);
    }
    PixelLosses none =
        PixelLosses.of(new float[0], new double[0][], new long[] {2, 2}, TRUTH.length);
    ScoreStatistics statistics = new ScoreStatistics(overlaps, none, new double[0], new double[0]);
    return new DatasetScores(statistics, distribution, norm);
  }

  private static DatasetScores three(int bits) {
    return scores(ScoreDistribution.ofClasses(3, bits, new CalibrationBins(BINS)), Norm.L1);
  }

  private static DatasetScores one() {
    return scores(
        ScoreDistribution.ofForeground(ScoreKind.PROBABILITY, 12, new CalibrationBins(BINS)),
        Norm.L1);
  }

  private static MetricValue find(
      List<MetricValue> values, CurveMetric<?> metric, @Nullable Integer classId) {
    List<MetricValue> found =
        values.stream()
            .filter(v -> v.metric().equals(metric.name()))
            .filter(v -> classId == null ? v.classId() == null : classId.equals(v.classId()))
            .toList();
    assertThat(found).as("%s of class %s", metric.name(), classId).hasSize(1);
    return found.get(0);
  }

  @Test
  void overClassesFirstThenClassByClass() {
    List<MetricValue> values = CurveMetrics.values(three(12), IMAGES, ALL);
    List<String> expected =
        new ArrayList<>(
            List.of(
                "ece_top_label null",
                "auroc null",
                "average_precision null",
                "best_iou null",
                "best_dice null",
                "ece null",
                "brier null"));
    for (CurveMetric<?> metric : CurveMetrics.ALL) {
      for (int c = 0; c < 3; c++) {
        expected.add(metric.name() + " " + c);
      }
    }
    assertThat(values).extracting(v -> v.metric() + " " + v.classId()).isEqualTo(expected);
    assertThat(values).allMatch(v -> v.averaging() == Averaging.DATASET);
    assertThat(values)
        .filteredOn(v -> v.classId() != null || v.metric().equals("ece_top_label"))
        .allMatch(v -> v.n() == IMAGES && v.undefined() == 0 && v.over() == Over.IMAGES);
  }

  /** By hand, class 0: 0.8 and 0.3 of the class, 0.35 and 0.1 of others. */
  @Test
  void goldenValues() {
    List<MetricValue> values = CurveMetrics.values(three(16), IMAGES, ALL);
    close(values, CurveMetrics.AUROC, 0, 3 / 4.0);
    close(values, CurveMetrics.AVERAGE_PRECISION, 0, 0.5 + 0.5 * 2 / 3);
    // Down to 0.3 the prediction is 0.8, 0.35 and 0.3, of which two are right.
    close(values, CurveMetrics.BEST_THRESHOLD, 0, 0.3f);
    close(values, CurveMetrics.BEST_IOU, 0, 2 / 3.0);
    close(values, CurveMetrics.BEST_DICE, 0, 4 / 5.0);
    // The bins [0.75, 1], [0.25, 0.5) and [0, 0.25).
    close(values, CurveMetrics.ECE, 0, (0.2 + 2 * (0.5 - 0.325) + 0.1) / 4);
    close(values, CurveMetrics.BRIER, 0, (0.04 + 0.49 + 0.1225 + 0.01) / 4);
    // One bin has 0.6, 0.55 and 0.7, of which one is right; 0.8 is right.
    close(values, CurveMetrics.ECE_TOP_LABEL, null, (0.2 + (1.85 - 1)) / 4);
  }

  private static void close(
      List<MetricValue> values, CurveMetric<?> metric, @Nullable Integer classId, double expected) {
    assertThat(find(values, metric, classId).value())
        .as(metric.name())
        .isCloseTo(expected, offset(1e-7));
  }

  @Test
  void aClassThatNeverOccursIsUndefinedWhereItHasToOccur() {
    List<MetricValue> values = CurveMetrics.values(three(12), IMAGES, ALL);
    for (CurveMetric<?> metric :
        List.of(
            CurveMetrics.AUROC,
            CurveMetrics.AVERAGE_PRECISION,
            CurveMetrics.BEST_THRESHOLD,
            CurveMetrics.BEST_IOU,
            CurveMetrics.BEST_DICE)) {
      assertThat(find(values, metric, 2).value()).as(metric.name()).isNaN();
      assertThat(find(values, metric, 2).bound()).as(metric.name()).isNaN();
      if (metric.averaged()) {
        MetricValue mean = find(values, metric, null);
        assertThat(mean.value())
            .isEqualTo((find(values, metric, 0).value() + find(values, metric, 1).value()) / 2);
        assertThat(List.of(mean.n(), mean.undefined())).containsExactly(2L, 1L);
        assertThat(mean.over()).isEqualTo(Over.CLASSES);
      }
    }
    for (CurveMetric<?> metric : List.of(CurveMetrics.ECE, CurveMetrics.BRIER)) {
      assertThat(find(values, metric, 2).value()).as(metric.name()).isPositive();
      assertThat(find(values, metric, null).n()).isEqualTo(3);
    }
  }

  @Test
  void aClassThatIsLeftOutKeepsItsRow() {
    Policy policy = new Policy(EmptyMask.UNDEFINED, Set.of(0));
    List<MetricValue> values = CurveMetrics.values(three(12), IMAGES, policy);
    List<MetricValue> all = CurveMetrics.values(three(12), IMAGES, ALL);
    assertThat(find(values, CurveMetrics.AUROC, null).value())
        .isEqualTo(find(all, CurveMetrics.AUROC, 1).value())
        .isNotEqualTo(find(all, CurveMetrics.AUROC, null).value());
    assertThat(find(values, CurveMetrics.AUROC, null).n()).isEqualTo(1);
    for (CurveMetric<?> metric : CurveMetrics.ALL) {
      assertThat(find(values, metric, 0)).isEqualTo(find(all, metric, 0));
    }
    assertThat(find(values, CurveMetrics.ECE_TOP_LABEL, null))
        .isEqualTo(find(all, CurveMetrics.ECE_TOP_LABEL, null));
  }

  /** In bins as wide as a power of two, 0.3 and 0.35 share one. */
  @Test
  void theMeanIsWithinTheMeanOfTheBounds() {
    List<MetricValue> values = CurveMetrics.values(three(0), IMAGES, ALL);
    List<MetricValue> fine = CurveMetrics.values(three(16), IMAGES, ALL);
    for (CurveMetric<?> metric : List.of(CurveMetrics.AUROC, CurveMetrics.AVERAGE_PRECISION)) {
      MetricValue mean = find(values, metric, null);
      assertThat(mean.bound())
          .isPositive()
          .isEqualTo((find(values, metric, 0).bound() + find(values, metric, 1).bound()) / 2);
      assertThat(mean.value()).isCloseTo(find(fine, metric, null).value(), offset(mean.bound()));
    }
    for (CurveMetric<?> metric : List.of(CurveMetrics.ECE, CurveMetrics.BRIER)) {
      assertThat(find(values, metric, 0).bound()).isNaN();
      assertThat(find(values, metric, null).bound()).isNaN();
    }
  }

  @Test
  void oneClassIsItsOwnMean() {
    // The background of the binary task is class 0 of the label map, but not of the scores.
    Policy policy = new Policy(EmptyMask.UNDEFINED, Set.of(0));
    List<MetricValue> values = CurveMetrics.values(one(), IMAGES, policy);
    assertThat(values).hasSize(2 * CurveMetrics.ALL.size());
    for (CurveMetric<?> metric : CurveMetrics.ALL) {
      MetricValue over = find(values, metric, null);
      MetricValue of = find(values, metric, 0);
      assertThat(over.value()).as(metric.name()).isNotNaN();
      assertThat(new Bounded(over.value(), over.bound()))
          .isEqualTo(new Bounded(of.value(), of.bound()));
      assertThat(over.n()).isEqualTo(1);
    }
    assertThat(CurveMetrics.ECE_TOP_LABEL.value(one(), 0)).isEqualTo(Bounded.UNDEFINED);
  }

  @Test
  void theNormIsThatOfTheScores() {
    for (Norm norm : Norm.values()) {
      DatasetScores scores =
          scores(ScoreDistribution.ofClasses(3, 12, new CalibrationBins(BINS)), norm);
      List<MetricValue> values = CurveMetrics.values(scores, IMAGES, ALL);
      assertThat(find(values, CurveMetrics.ECE, 1).value())
          .isEqualTo(Calibration.ece(scores.distribution().calibration(1), norm));
      assertThat(find(values, CurveMetrics.ECE_TOP_LABEL, null).value())
          .isEqualTo(
              Calibration.ece(Objects.requireNonNull(scores.distribution().topLabel()), norm));
    }
  }

  @Test
  void withoutPixelsEverythingIsUndefined() {
    ScoreDistribution nothing = ScoreDistribution.ofClasses(2, 12, new CalibrationBins(BINS));
    ScoreStatistics none =
        new ScoreStatistics(
            List.of(new SoftOverlap(), new SoftOverlap()),
            new PixelLosses(),
            new double[0],
            new double[0]);
    List<MetricValue> values =
        CurveMetrics.values(new DatasetScores(none, nothing, Norm.MAX), 0, ALL);
    assertThat(values).hasSize(7 + 14).allMatch(v -> Double.isNaN(v.value()));
  }

  @Test
  void metricsHaveTheirDefinition() {
    List<CurveMetric<?>> metrics =
        Stream.concat(CurveMetrics.ALL.stream(), Stream.of(CurveMetrics.ECE_TOP_LABEL)).toList();
    assertThat(new HashSet<>(metrics.stream().map(CurveMetric::name).toList())).hasSize(8);
    for (CurveMetric<?> metric : metrics) {
      assertThat(metric.name()).matches("[a-z_]+");
      assertThat(
              List.of(
                  metric.title(), metric.formula(), metric.unit(), metric.range(), metric.source()))
          .noneMatch(String::isBlank);
    }
  }
}
