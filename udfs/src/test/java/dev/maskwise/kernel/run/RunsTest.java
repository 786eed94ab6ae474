package dev.maskwise.kernel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.kernel.match.Box;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveMask;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks as runs, against the same masks pixel by pixel. */
class RunsTest {
  private static final int CASES = 1500;

  /** Some masks of one shape, as bytes of any foreground. */
  private record Case(int height, int width, List<byte[]> masks) {
    static Case next(SplittableRandom random) {
      int height = random.nextInt(1, 40);
      int width = random.nextInt(1, 40);
      Masks.Regime[] regimes = Masks.Regime.values();
      List<byte[]> masks =
          Stream.generate(() -> regimes[random.nextInt(regimes.length)])
              .limit(random.nextInt(2, 6))
              .map(regime -> Masks.mask(regime, width, height, random))
              .toList();
      return new Case(height, width, masks);
    }

    Runs runs(int mask) {
      return RunPixels.runs(masks.get(mask), height, width);
    }

    NaiveMask naive(int mask) {
      return NaiveMask.of(masks.get(mask), height, width);
    }

    void assertSame(Runs runs, NaiveMask expected) {
      assertThat(RunPixels.of(runs)).isEqualTo(expected.bytes());
      assertThat(runs).isEqualTo(RunPixels.runs(expected.bytes(), height, width));
    }

    @Override
    public String toString() {
      return height + "x" + width + masks.stream().map(Arrays::toString).toList();
    }
  }

  @Test
  void pixelsThereAndBack() {
    Property.forAll(1, CASES, Case::next, given -> given.assertSame(given.runs(0), given.naive(0)));
  }

  @Test
  void areaAndBox() {
    Property.forAll(
        2,
        CASES,
        Case::next,
        given -> {
          assertThat(given.runs(0).area()).isEqualTo(given.naive(0).area());
          Box box = given.runs(0).box();
          assertThat(new double[] {box.x(), box.y(), box.width(), box.height()})
              .isEqualTo(given.naive(0).box());
        });
  }

  @Test
  void overlap() {
    Property.forAll(
        3,
        CASES,
        Case::next,
        given -> {
          Runs one = given.runs(0);
          Runs other = given.runs(1);
          long common = given.naive(0).and(given.naive(1)).area();
          long either = given.naive(0).or(given.naive(1)).area();
          assertThat(RunOverlap.intersection(one, other)).isEqualTo(common);
          assertThat(RunOverlap.union(one, other)).isEqualTo(either);
          assertThat(RunOverlap.iou(one, other, false))
              .isEqualTo(common == 0 ? 0 : (double) common / either);
          assertThat(RunOverlap.iou(one, other, true))
              .isEqualTo(common == 0 ? 0 : (double) common / given.naive(0).area());
        });
  }

  @Test
  void merges() {
    Property.forAll(
        4,
        CASES,
        Case::next,
        given -> {
          NaiveMask or = given.naive(0);
          NaiveMask and = given.naive(0);
          for (int i = 1; i < given.masks.size(); i++) {
            or = or.or(given.naive(i));
            and = and.and(given.naive(i));
          }
          List<Runs> all =
              given.masks.stream()
                  .map(mask -> RunPixels.runs(mask, given.height, given.width))
                  .toList();
          given.assertSame(RunMerge.or(all), or);
          given.assertSame(RunMerge.and(all), and);
          given.assertSame(
              RunMerge.minus(given.runs(0), given.runs(1)), given.naive(0).minus(given.naive(1)));
        });
  }

  @Test
  void erosionAndBoundary() {
    Property.forAll(
        5,
        CASES,
        Case::next,
        given -> {
          // What is left of a blob that noise has eaten is little: grow it first.
          Runs mask = RunMerge.or(given.runs(0), given.runs(1));
          NaiveMask naive = given.naive(0).or(given.naive(1));
          for (int distance : new int[] {0, 1, 2, 3, 7}) {
            given.assertSame(RunErosion.of(mask, distance), naive.eroded(distance));
            given.assertSame(
                RunErosion.boundary(mask, distance), naive.minus(naive.eroded(distance)));
          }
        });
  }

  /** 75×100 and 675×900 are those of the tests of faster-coco-eval; 1×1 has no hundredth pixel. */
  @ParameterizedTest
  @CsvSource({"75, 100, 2", "675, 900, 22", "1, 1, 1", "480, 640, 16", "30, 40, 1"})
  void widthOfABoundary(int height, int width, int expected) {
    assertThat(RunErosion.width(height, width, .02)).isEqualTo(expected);
  }

  /** 2.5 and 3.5 pixels. */
  @Test
  void halvesAreRoundedToEven() {
    assertThat(RunErosion.width(3, 4, .5)).isEqualTo(2);
    assertThat(RunErosion.width(3, 4, .7)).isEqualTo(4);
  }

  /** 16 columns of one run each, then one run through all of them. */
  @Test
  void largeMasksAreTurnedByTiles() {
    SplittableRandom random = new SplittableRandom(6);
    for (int height : Masks.WIDTHS) {
      for (int width : Masks.WIDTHS) {
        byte[] mask = Masks.mask(Masks.Regime.NOISE, width, height, random);
        byte[] expected = NaiveMask.of(mask, height, width).bytes();
        assertThat(RunPixels.of(RunPixels.runs(mask, height, width))).isEqualTo(expected);
        Runs full = new Runs(height, width, new int[] {0, height * width});
        assertThat(RunPixels.of(full)).containsOnly(1).hasSize(height * width);
        assertThat(RunPixels.runs(RunPixels.of(full), height, width)).isEqualTo(full);
      }
    }
  }

  @Test
  void masksWithoutPixels() {
    Runs none = new Runs(0, 5, new int[0]);
    assertThat(RunPixels.of(none)).isEmpty();
    assertThat(RunPixels.runs(new byte[0], 0, 5)).isEqualTo(none);
    assertThat(none.box()).isEqualTo(new Box(0, 0, 0, 0));
    assertThat(RunOverlap.iou(none, none, false)).isZero();
    assertThat(RunErosion.boundary(none, 1)).isEqualTo(none);
  }

  @Test
  void whatIsNoMaskIsRefused() {
    Runs mask = new Runs(2, 3, new int[] {0, 6});
    Runs other = new Runs(3, 2, new int[] {0, 6});
    assertThatThrownBy(() -> RunOverlap.intersection(mask, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a mask of 2x3 pixels is compared with one of 3x2");
    assertThatThrownBy(() -> RunMerge.or(mask, other)).hasMessageContaining("2x3");
    assertThatThrownBy(() -> RunMerge.or(List.of())).hasMessage("there is no mask to merge");
    assertThatThrownBy(() -> RunErosion.of(mask, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> RunPixels.runs(new byte[5], 2, 3)).hasMessageContaining("here are 5");
    assertThatThrownBy(() -> RunPixels.of(new Runs(1, Integer.MAX_VALUE, new int[0])))
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> new Runs(2, 3, new int[] {0, 3, 3, 4})).hasMessageContaining("touch");
    assertThatThrownBy(() -> new Runs(2, 3, new int[] {0, 7})).hasMessageContaining("leaves");
  }
}
