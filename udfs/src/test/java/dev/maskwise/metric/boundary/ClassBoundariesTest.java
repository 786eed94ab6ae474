package dev.maskwise.metric.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassBoundariesTest {
  /** Class 0 has IoU 1/2, class 1 was invented, class 2 is nowhere. */
  private static BoundaryCounts counts() {
    BoundaryCounts counts = new BoundaryCounts();
    counts.add(0, new OfClass(2, 3, 3, 4, 2, 4, 1));
    counts.add(1, new OfClass(0, 0, 5, 0, 0, 5, 0));
    return counts;
  }

  @ParameterizedTest
  @CsvSource({
    "UNDEFINED, 0.25, 2, 1",
    "ZERO, 0.16666666666666666, 3, 0",
    "ONE, 0.5, 3, 0",
    "SKIP, 0.5, 1, 2"
  })
  void thePolicySaysWhatNothingIsWorth(EmptyMask emptyMask, double mean, int n, int undefined) {
    ClassBoundaries classes = new ClassBoundaries(counts(), 3, new Policy(emptyMask, Set.of()));
    assertThat(BoundaryMetrics.MEAN_BOUNDARY_IOU.value(classes)).isEqualTo(mean);
    assertThat(classes.mean(BoundaryMetrics.BOUNDARY_IOU).n()).isEqualTo(n);
    assertThat(classes.mean(BoundaryMetrics.BOUNDARY_IOU).undefined()).isEqualTo(undefined);
  }

  @Test
  void fIsTheHarmonicMeanOfPrecisionAndRecall() {
    OfClass counts = counts().of(0);
    assertThat(BoundaryMetrics.BOUNDARY_PRECISION.value(counts)).isEqualTo(0.25);
    assertThat(BoundaryMetrics.BOUNDARY_RECALL.value(counts)).isEqualTo(0.5);
    assertThat(BoundaryMetrics.BOUNDARY_F.value(counts)).isEqualTo(1 / 3.0);
  }

  @Test
  void aClassThatIsLeftOutEntersNoMean() {
    ClassBoundaries classes =
        new ClassBoundaries(counts(), 3, new Policy(EmptyMask.UNDEFINED, Set.of(1)));
    assertThat(BoundaryMetrics.MEAN_BOUNDARY_F.value(classes)).isEqualTo(1 / 3.0);
    assertThat(
            BoundaryMetrics.MEAN_BOUNDARY_F.value(
                new ClassBoundaries(new BoundaryCounts(), 3, Policy.undefined())))
        .isNaN();
  }
}
