package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PixelLossesTest {

  private static final float[] GAMMAS = {0, 0.5f, 2};

  private static PixelLosses image() {
    double[][] sums = {{3, 4}, {2, 3}, {0.5, 1}};
    return PixelLosses.of(GAMMAS, sums, new long[] {7, 2}, 10);
  }

  @Test
  void keepsSumsByExponentAndClass() {
    PixelLosses image = image();
    assertThat(image.classes()).isEqualTo(2);
    assertThat(image.gammas()).containsExactly(GAMMAS);
    assertThat(image.sum(0, 1)).isEqualTo(4);
    assertThat(image.sum(0.5f, 0)).isEqualTo(2);
    assertThat(image.sum(2, 1)).isEqualTo(1);
    assertThat(image.pixels(1)).isEqualTo(2);
    assertThat(image.validPixels()).isEqualTo(9);
    assertThat(image.allPixels()).isEqualTo(10);
    assertThatThrownBy(() -> image.sum(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The losses were summed for the exponents [0.0, 0.5, 2.0], not for 1.0.");
  }

  @Test
  void addsSumsAndCountsAndLeavesTheOtherAlone() {
    PixelLosses nothing = new PixelLosses();
    nothing.add(image());
    nothing.add(image());
    nothing.add(new PixelLosses());
    double[][] sums = {{6, 8}, {4, 6}, {1, 2}};
    assertThat(nothing).isEqualTo(PixelLosses.of(GAMMAS, sums, new long[] {14, 4}, 20));
    PixelLosses other = image();
    PixelLosses copy = new PixelLosses();
    copy.add(other);
    copy.add(other);
    assertThat(other).isEqualTo(image());
  }

  @Test
  void sharesNoArray() {
    PixelLosses image = image();
    image.gammas()[0] = 1;
    assertThat(image).isEqualTo(image());
  }

  @Test
  void otherShapesDoNotMerge() {
    PixelLosses image = image();
    PixelLosses classes = PixelLosses.of(GAMMAS, new double[3][1], new long[1], 1);
    PixelLosses gammas = PixelLosses.of(new float[] {1}, new double[1][2], new long[2], 1);
    assertThatThrownBy(() -> image.add(classes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Pixel losses of 2 classes and exponents [0.0, 0.5, 2.0] and of 1 classes and"
                + " exponents [0.0, 0.5, 2.0] cannot be merged.");
    assertThatThrownBy(() -> image.add(gammas)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatNoImageHasIsRefused() {
    refused(new float[] {0, 0}, new long[1], 1, "the exponents are not ascending");
    refused(new float[] {-1}, new long[1], 1, "the exponents are not ascending");
    refused(new float[] {-0f}, new long[1], 1, "the exponents are not ascending");
    refused(new float[] {Float.NaN}, new long[1], 1, "the exponents are not ascending");
    refused(
        new float[] {Float.POSITIVE_INFINITY}, new long[1], 1, "the exponents are not ascending");
    refused(new float[257], new long[1], 1, "there are more than 256 exponents");
    refused(new float[1], new long[0], 1, "there are 0 classes");
    refused(new float[1], new long[4097], 1, "there are 4097 classes");
    refused(new float[1], new long[] {1, 1}, 1, "the classes have more than there are");
    refused(new float[1], new long[] {1, -1}, 1, "a class has fewer than no pixels");
    assertThatThrownBy(() -> PixelLosses.of(new float[1], new double[1][2], new long[1], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 exponents and 1 classes have a sum for each pair.");
    assertThatThrownBy(() -> PixelLosses.of(new float[1], new double[2][1], new long[1], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PixelLosses.of(new float[1], new double[][] {{-1}}, new long[1], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(float[] gammas, long[] pixels, long all, String problem) {
    double[][] sums = new double[gammas.length][pixels.length];
    assertThatThrownBy(() -> PixelLosses.of(gammas, sums, pixels, all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void bytesThatClaimTooMuchAreRefused() {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(1);
    writer.varint(9);
    writer.varint(9);
    writer.varint(1);
    writer.varint(0);
    assertThatThrownBy(() -> PixelLosses.TYPE.decode(writer.toBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more sums must follow");
  }

  @Test
  void countsThatLeaveInt64AreRefused() {
    PixelLosses full = PixelLosses.of(new float[0], new double[0][], new long[1], Long.MAX_VALUE);
    PixelLosses one = PixelLosses.of(new float[0], new double[0][], new long[1], 1);
    assertThatThrownBy(() -> full.add(one)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void differsByEachOfItsParts() {
    assertThat(image()).isEqualTo(image().copy()).isNotEqualTo(null);
    double[][] sums = {{3, 4}, {2, 3}, {0.5, 1}};
    assertThat(image())
        .isNotEqualTo(PixelLosses.of(GAMMAS, sums, new long[] {7, 2}, 11))
        .isNotEqualTo(PixelLosses.of(GAMMAS, sums, new long[] {7, 1}, 10))
        .isNotEqualTo(PixelLosses.of(new float[] {0, 1, 2}, sums, new long[] {7, 2}, 10));
    sums[2][1] = 2;
    assertThat(image()).isNotEqualTo(PixelLosses.of(GAMMAS, sums, new long[] {7, 2}, 10));
  }
}
