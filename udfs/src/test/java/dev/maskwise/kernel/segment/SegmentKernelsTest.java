package dev.maskwise.kernel.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaivePanoptic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs and borders of segments against counting them one by one. */
class SegmentKernelsTest {

  /** An id map of blocks, with any ids: as many as its pixels, or one. */
  static int[] map(SplittableRandom random, int width, int height, int ids) {
    int[] map = new int[width * height];
    int block = random.nextInt(1, 9);
    int[] some = new int[(width / block + 1) * (height / block + 1)];
    Arrays.setAll(some, i -> random.nextInt(ids));
    Arrays.setAll(map, i -> some[i / width / block * (width / block + 1) + i % width / block]);
    return map;
  }

  @Test
  void pairsAreThoseOfThePixels() {
    SegmentPairs pairs = new SegmentPairs();
    Property.forAll(
        20261201,
        300,
        random -> random,
        random -> {
          int pixels = random.nextInt(1, 2000);
          int ids = random.nextInt(1, 400);
          int[] truth = map(random, pixels, 1, ids);
          int[] prediction = map(random, pixels, 1, ids);
          if (random.nextBoolean()) {
            prediction[random.nextInt(pixels)] = Integer.MIN_VALUE;
            truth[random.nextInt(pixels)] = -1;
          }
          Map<List<Integer>, Long> expected = new TreeMap<>(SegmentKernelsTest::compare);
          for (int i = 0; i < pixels; i++) {
            expected.merge(List.of(truth[i], prediction[i]), 1L, Long::sum);
          }
          pairs.clear();
          int half = random.nextInt(pixels + 1);
          pairs.add(truth, prediction, half);
          pairs.add(
              Arrays.copyOfRange(truth, half, pixels),
              Arrays.copyOfRange(prediction, half, pixels),
              pixels - half);
          List<List<Integer>> order = new ArrayList<>();
          pairs.forEach(
              (id, other, count) -> {
                order.add(List.of(id, other));
                assertThat(count).isEqualTo(expected.get(List.of(id, other)));
                assertThat(pairs.pixels(id, other)).isEqualTo(count);
              });
          assertThat(order)
              .hasSameSizeAs(expected.keySet())
              .containsExactlyInAnyOrderElementsOf(expected.keySet());
          assertThat(order.stream().map(pair -> pair.get(0)).toList()).isSorted();
          assertThat(pairs.pixels(12345, 6)).isZero();
        });
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    int first = a.get(0).compareTo(b.get(0));
    return first != 0 ? first : a.get(1).compareTo(b.get(1));
  }

  @Test
  void bordersAreWithoutTheErosion() {
    Property.forAll(
        20261202,
        200,
        random -> random,
        random -> {
          int width = random.nextInt(1, 40);
          int height = random.nextInt(1, 40);
          int ids = random.nextInt(1, 6);
          int reach = random.nextInt(1, 6);
          int[] map = map(random, width, height, ids);
          int[] borders = new int[map.length];
          SegmentBorders.of(map, width, height, reach, borders);
          for (int id = 0; id < ids; id++) {
            boolean[] expected = NaivePanoptic.of(map, id, width, reach);
            for (int i = 0; i < map.length; i++) {
              assertThat(borders[i] == id).isEqualTo(expected[i]);
            }
          }
          for (int i = 0; i < map.length; i++) {
            assertThat(borders[i]).isIn(map[i], SegmentBorders.INTERIOR);
          }
        });
  }

  /** vectors.json, dilation_width. */
  @ParameterizedTest
  @CsvSource({"75, 100, 2", "675, 900, 22", "1, 1, 1", "480, 640, 16"})
  void widths(int height, int width, int expected) {
    assertThat(SegmentBorders.width(height, width, 0.02)).isEqualTo(expected);
  }
}
