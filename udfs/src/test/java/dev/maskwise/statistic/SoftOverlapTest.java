package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftOverlapTest {

  @Test
  void addsCountsAndSumsAndLeavesTheOtherAlone() {
    SoftOverlap all = SoftOverlap.of(10, 4, 0.1, 1.5, 0.75);
    SoftOverlap other = SoftOverlap.of(5, 5, 0.2, 2.5, 1.25);
    all.add(other);
    assertThat(all.pixels()).isEqualTo(15);
    assertThat(all.truthCardinality()).isEqualTo(9);
    assertThat(all.predictionCardinality()).isEqualTo(4);
    assertThat(all.predictionSquares()).isEqualTo(2);
    assertThat(all.intersection()).isEqualTo(0.1 + 0.2);
    all.add(SoftOverlap.of(1, 0, 0.3, 0, 0));
    // 0.1 + 0.2 + 0.3 is 0.6000000000000001 in doubles; the exact sum is nearer to 0.6.
    assertThat(all.intersection()).isEqualTo(0.6);
    assertThat(other).isEqualTo(SoftOverlap.of(5, 5, 0.2, 2.5, 1.25));
    assertThat(other).hasToString("SoftOverlap[pixels=5, Σy=5, Σpy=0.2, Σp=2.5, Σp²=1.25]");
  }

  @Test
  void differsByEachOfItsParts() {
    SoftOverlap value = SoftOverlap.of(10, 4, 1, 2, 3);
    assertThat(value).isEqualTo(value.copy()).isNotEqualTo(null);
    assertThat(value).isNotEqualTo(SoftOverlap.of(11, 4, 1, 2, 3));
    assertThat(value).isNotEqualTo(SoftOverlap.of(10, 5, 1, 2, 3));
    assertThat(value).isNotEqualTo(SoftOverlap.of(10, 4, 2, 2, 3));
    assertThat(value).isNotEqualTo(SoftOverlap.of(10, 4, 1, 3, 3));
    assertThat(value).isNotEqualTo(SoftOverlap.of(10, 4, 1, 2, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 4, 0, 0, 0, Of 3 pixels not 4 can be of one class.",
    "3, -1, 0, 0, 0, Of 3 pixels not -1 can be of one class.",
    "3, 1, -1, 0, 0, 'A sum of probabilities or losses is not negative, as -1.0 is.'",
    "3, 1, 0, NaN, 0, 'Only finite numbers have an exact sum, not NaN.'",
    "3, 1, 0, 0, Infinity, 'Only finite numbers have an exact sum, not Infinity.'"
  })
  void whatNoImageHasIsRefused(
      long pixels, long truth, double i, double p, double squares, String sentence) {
    assertThatThrownBy(() -> SoftOverlap.of(pixels, truth, i, p, squares))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void bytesThatNoImageHasAreRefused() {
    ByteLayout.Writer more = new ByteLayout.Writer();
    more.varint(3);
    more.varint(4);
    assertThatThrownBy(() -> SoftOverlap.TYPE.decode(more.toBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a class has more pixels than there are");
    ExactSum negative = new ExactSum();
    negative.add(-1);
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(3);
    writer.varint(3);
    negative.write(writer);
    assertThatThrownBy(() -> SoftOverlap.TYPE.decode(writer.toBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a sum is negative");
  }

  @Test
  void countsThatLeaveInt64AreRefused() {
    SoftOverlap full = SoftOverlap.of(Long.MAX_VALUE, 0, 0, 0, 0);
    SoftOverlap one = SoftOverlap.of(1, 0, 0, 0, 0);
    assertThatThrownBy(() -> SoftOverlap.TYPE.merge(full, one))
        .isInstanceOf(ArithmeticException.class);
  }
}
