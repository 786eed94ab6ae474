package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MeanTest {

  private static Mean mean(double... values) {
    Mean mean = new Mean();
    for (double x : values) {
      mean.add(x);
    }
    return mean;
  }

  @Test
  void ofNothingIsUndefined() {
    assertThat(new Mean().value()).isNaN();
    assertThat(new Mean().n()).isZero();
    assertThat(new Mean().undefined()).isZero();
    assertThat(mean(Double.NaN).value()).isNaN();
  }

  @Test
  void undefinedValuesAreCountedAndLeftOut() {
    Mean mean = mean(1, Double.NaN, 0, Double.NaN, Double.NaN);
    assertThat(mean.value()).isEqualTo(0.5);
    assertThat(mean.n()).isEqualTo(2);
    assertThat(mean.undefined()).isEqualTo(3);
    assertThat(mean).hasToString("Mean[0.5, n=2, undefined=3]");
  }

  @Test
  void isRoundedOnce() {
    double x = 0.1;
    assertThat(mean(x, x, x).value()).isEqualTo(x);
    assertThat((x + x + x) / 3).isNotEqualTo(x);
    assertThat(mean(Double.MAX_VALUE, Double.MAX_VALUE).value()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void addsAnotherMeanAndLeavesItAlone() {
    Mean mean = mean(1, Double.NaN);
    Mean other = mean(2, 3, Double.NaN, Double.NaN);
    mean.add(other);
    assertThat(mean).isEqualTo(mean(3, Double.NaN, 1, Double.NaN, 2, Double.NaN));
    assertThat(other).isEqualTo(mean(2, 3, Double.NaN, Double.NaN));
  }

  @Test
  void differsByEachOfItsParts() {
    Mean mean = mean(1, -1, Double.NaN);
    assertThat(mean).isNotEqualTo(mean(1, -1));
    assertThat(mean).isNotEqualTo(mean(Double.NaN));
    assertThat(mean).isNotEqualTo(mean(1, -2, Double.NaN));
    assertThat(mean).isEqualTo(mean.copy()).isNotEqualTo(null);
  }

  @Test
  void infiniteValuesAreRefused() {
    Mean mean = mean(1);
    assertThatThrownBy(() -> mean.add(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(mean).isEqualTo(mean(1));
  }

  @Test
  void copiesAndMergesShareNothing() {
    Mean mean = mean(1);
    Mean merged = Mean.TYPE.merge(mean, Mean.TYPE.empty());
    Mean copy = mean.copy();
    merged.add(2);
    copy.add(Double.NaN);
    assertThat(mean).isEqualTo(mean(1));
    assertThat(Mean.TYPE.empty()).isEqualTo(new Mean());
  }

  @Test
  void countsThatLeaveInt64AreRefused() {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(Long.MAX_VALUE);
    writer.varint(Long.MAX_VALUE);
    new ExactSum().write(writer);
    Mean full = Mean.TYPE.decode(writer.toBytes());
    assertThatThrownBy(() -> Mean.TYPE.merge(full, mean(0)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Mean.TYPE.merge(full, mean(Double.NaN)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aSumOfNoValuesIsRefused() {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(0);
    writer.varint(3);
    ExactSum sum = new ExactSum();
    sum.add(1);
    sum.write(writer);
    assertThatThrownBy(() -> Mean.TYPE.decode(writer.toBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the sum of no values is not zero");
  }
}
