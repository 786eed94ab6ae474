package dev.maskwise.run.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.curve.Bounded;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.metric.loss.LovaszKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of a sort and a histogram the one that proves more is told. */
class ExactLossesTest {
  private static final ExactLosses SORTED =
      new ExactLosses(Map.of(new ErrorGroup(1, LovaszKind.HINGE, 0), 0.5));

  private static Bounded better(int model, Bounded binned) {
    DatasetLovasz histogram = (errors, classId) -> binned;
    return SORTED.orBetter(model, histogram).of(LovaszKind.HINGE, 0);
  }

  @Test
  void theSmallerBoundIsTold() {
    Bounded coarse = new Bounded(0.49, 0.02);
    assertThat(better(1, coarse)).isEqualTo(new Bounded(0.5, 0x1p-25));
    Bounded quantised = new Bounded(0.50000001, 1e-15);
    assertThat(better(1, quantised)).isEqualTo(quantised);
    assertThat(better(1, new Bounded(0.5, 0))).isEqualTo(new Bounded(0.5, 0));
    assertThat(better(1, Bounded.UNDEFINED)).isEqualTo(Bounded.UNDEFINED);
  }

  @Test
  void whatWasNotSortedComesFromTheHistogram() {
    Bounded coarse = new Bounded(0.49, 0.02);
    assertThat(better(0, coarse)).isEqualTo(coarse);
  }
}
