package dev.maskwise.run.page.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.run.compare.Change;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static Judgement of(@Nullable Estimate delta, Better better, double p) {
    return Judgement.of(new Change(0.5, 0.4, better, delta, 9, 9, 1, 2, 6), p, 0.95);
  }

  @Test
  void theDirectionOfTheMetricDecides() {
    Estimate fall = new Estimate(-0.1, 0.01, 9);
    assertThat(of(fall, Better.HIGHER, 0.01)).isEqualTo(Judgement.WORSE);
    assertThat(of(fall, Better.LOWER, 0.01)).isEqualTo(Judgement.BETTER);
    assertThat(of(fall, Better.NEITHER, 0.01)).isEqualTo(Judgement.OTHER);
  }

  @Test
  void nothingIsProvenWithoutASmallAdjustedP() {
    Estimate fall = new Estimate(-0.1, 0.01, 9);
    assertThat(of(fall, Better.HIGHER, 0.06)).isEqualTo(Judgement.OPEN);
    assertThat(of(fall, Better.HIGHER, Double.NaN)).isEqualTo(Judgement.OPEN);
    assertThat(of(null, Better.HIGHER, 0.01)).isEqualTo(Judgement.UNKNOWN);
    assertThat(of(new Estimate(0, 0, 9), Better.HIGHER, 1)).isEqualTo(Judgement.SAME);
    assertThat(Judgement.of(null, 0.01, 0.95)).isEqualTo(Judgement.UNKNOWN);
  }
}
