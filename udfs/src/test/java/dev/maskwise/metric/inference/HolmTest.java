package dev.maskwise.metric.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.law.Property;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
  private static final Offset<Double> ROUNDING = within(1e-15);

  /** 0.005·4, 0.01·3, 0.03·2, and 0.04·1, which may not be below the one before. */
  @Test
  void aWorkedExample() {
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, ROUNDING);
  }

  @Test
  void whatWasNotTestedIsNotCounted() {
    assertThat(Holm.adjust(new double[] {Double.NaN, 0.01, 0.04, Double.NaN, 0.03, 0.005}))
        .containsExactly(new double[] {Double.NaN, 0.03, 0.06, Double.NaN, 0.06, 0.02}, ROUNDING);
    assertThat(Holm.adjust(new double[] {Double.NaN})).containsExactly(Double.NaN);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  @Test
  void oneIsTheMost() {
    assertThat(Holm.adjust(new double[] {0.9, 0.8, 1})).containsExactly(1, 1, 1);
    assertThat(Holm.adjust(new double[] {0.2})).containsExactly(0.2);
    assertThatThrownBy(() -> Holm.adjust(new double[] {0.5, 1.5}))
        .hasMessage("A p value is between 0 and 1, not 1.5.");
    assertThatThrownBy(() -> Holm.adjust(new double[] {-0.1})).hasMessageContaining("-0.1");
  }

  /** Rejecting step by step, as Holm's paper does: until the first p above α/(m − i + 1). */
  @Test
  void rejectsWhatTheSequentialProcedureRejects() {
    Property.forAll(
        1,
        2000,
        HolmTest::random,
        p -> {
          double[] adjusted = Holm.adjust(p);
          double[] sorted = p.clone();
          Arrays.sort(sorted);
          for (double alpha : new double[] {0.01, 0.05, 0.2}) {
            int rejected = 0;
            while (rejected < p.length && sorted[rejected] * (p.length - rejected) <= alpha) {
              rejected++;
            }
            long byAdjusted = Arrays.stream(adjusted).filter(a -> a <= alpha).count();
            assertThat(byAdjusted).isEqualTo(rejected);
          }
        });
  }

  @Test
  void keepsTheOrderAndLiesBetweenPAndBonferroni() {
    Property.forAll(
        2,
        2000,
        HolmTest::random,
        p -> {
          double[] adjusted = Holm.adjust(p);
          for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p.length * p[i]));
            for (int j = 0; j < p.length; j++) {
              assertThat(p[i] > p[j] || adjusted[i] <= adjusted[j]).isTrue();
            }
          }
        });
  }

  private static double[] random(SplittableRandom random) {
    double scale = random.nextBoolean() ? 1 : 0.1;
    return random.doubles(random.nextInt(1, 12)).map(p -> Math.rint(scale * p * 50) / 50).toArray();
  }
}
