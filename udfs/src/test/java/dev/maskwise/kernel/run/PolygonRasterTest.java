package dev.maskwise.kernel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.kernel.match.Box;
import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveMask;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Polygons as masks, against the outline drawn point by point. */
class PolygonRasterTest {

  /** A polygon whose vertices lie in and about a mask, of whole pixels, tenths, or any numbers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(int height, int width, double[] vertices) {
    static Case next(SplittableRandom random) {
      int height = random.nextInt(1, 50);
      int width = random.nextInt(1, 50);
      double scale = random.nextInt(3) == 0 ? 4 : random.nextInt(2) == 0 ? 1.2 : .4;
      double[] vertices = new double[2 * random.nextInt(3, 9)];
      int kind = random.nextInt(3);
      Arrays.setAll(
          vertices,
          i -> {
            double at = (random.nextDouble() - .5) * scale + .5;
            double pixel = at * (i % 2 == 0 ? width : height);
            return kind == 0 ? Math.rint(pixel) : kind == 1 ? Math.rint(pixel * 10) / 10 : pixel;
          });
      return new Case(height, width, vertices);
    }

    @Override
    public String toString() {
      return height + "x" + width + Arrays.toString(vertices);
    }
  }

  private static void assertSame(Case given) {
    assertThat(PolygonRaster.of(given.vertices, given.height, given.width))
        .isEqualTo(
            RunPixels.runs(
                NaiveMask.polygon(given.vertices, given.height, given.width).bytes(),
                given.height,
                given.width));
  }

  @Test
  void theOutlineDrawnPointByPoint() {
    Property.forAll(1, 20_000, Case::next, PolygonRasterTest::assertSame);
  }

  /** Where a step along an edge is far from a point on it, as doubles go. */
  @Test
  void edgesThatReachFarOutside() {
    Property.forAll(
        2,
        20,
        random -> {
          double[] vertices = new double[6];
          Arrays.setAll(vertices, i -> (random.nextDouble() - .5) * PolygonRaster.REACH / 30);
          return new Case(random.nextInt(1, 30), random.nextInt(1, 30), vertices);
        },
        PolygonRasterTest::assertSame);
    double far = PolygonRaster.REACH;
    assertThat(PolygonRaster.of(new double[] {-far, -far, far, -far, far, far, -far, far}, 3, 4))
        .isEqualTo(new Runs(3, 4, new int[] {0, 12}));
  }

  @Test
  void severalPolygonsAreOneObject() {
    double[] left = {0, 0, 2, 0, 2, 3, 0, 3};
    double[] right = {1, 1, 4, 1, 4, 2, 1, 2};
    Runs mask = PolygonRaster.of(List.of(left, right), 3, 4);
    assertThat(RunPixels.of(mask)).containsExactly(1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0);
  }

  @Test
  void aBoxIsThePolygonOfItsCorners() {
    assertThat(RunPixels.of(PolygonRaster.of(new Box(1, 0, 2, 2), 3, 4)))
        .containsExactly(0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0);
    assertThat(PolygonRaster.of(new Box(-5, -5, 100, 100), 3, 4).area()).isEqualTo(12);
    assertThat(PolygonRaster.of(new Box(9, 9, 3, 3), 3, 4).area()).isZero();
  }

  /** An outline of millions of points over a mask of few pixels takes the memory of the pixels. */
  @Test
  void longOutlinesOverSmallMasks() {
    SplittableRandom random = new SplittableRandom(3);
    double[] vertices = new double[200_000];
    Arrays.setAll(vertices, i -> random.nextDouble() * 64);
    Runs mask = PolygonRaster.of(vertices, 64, 64);
    assertThat(mask.area()).isBetween(1500L, 2600L); // half of the pixels, nearly
  }

  @Test
  void whatIsNoPolygonIsRefused() {
    assertRefused("a polygon has x and y of at least three vertices, but here are 4 numbers", 4);
    assertRefused("a polygon has x and y of at least three vertices, but here are 7 numbers", 7);
    for (double wrong : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 3_000_001, -1e300}) {
      double[] vertices = new double[8];
      vertices[5] = wrong;
      assertThatThrownBy(() -> PolygonRaster.of(vertices, 5, 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a coordinate of a polygon is from -3000000 to 3000000, but that of vertex 2 is "
                  + wrong);
    }
    assertThatThrownBy(() -> PolygonRaster.of(List.of(), 5, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(String message, int numbers) {
    assertThatThrownBy(() -> PolygonRaster.of(new double[numbers], 5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
