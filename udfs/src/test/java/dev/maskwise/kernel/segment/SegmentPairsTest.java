package dev.maskwise.kernel.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentPairsTest {

  @Test
  void countsAsAMapDoes() {
    SplittableRandom random = new SplittableRandom(5);
    SegmentPairs pairs = new SegmentPairs();
    for (int round = 0; round < 200; round++) {
      pairs.clear();
      int kinds = random.nextInt(1, round % 10 == 0 ? 1000 : 5);
      Map<List<Integer>, Long> expected = new HashMap<>();
      for (int strip = random.nextInt(4); strip > 0; strip--) {
        int count = random.nextInt(2000);
        int[] truth = new int[count];
        int[] prediction = new int[count];
        for (int i = 0; i < count; i++) {
          boolean same = i > 0 && random.nextInt(3) > 0;
          truth[i] = same ? truth[i - 1] : -2 + random.nextInt(kinds) * 0x1000001;
          prediction[i] = same ? prediction[i - 1] : random.nextInt(kinds) - 2;
          expected.merge(List.of(truth[i], prediction[i]), 1L, Long::sum);
        }
        pairs.count(truth, prediction, count);
      }
      Map<List<Integer>, Long> actual = new HashMap<>();
      for (int i = 0; i < pairs.size(); i++) {
        assertThat(pairs.pixels(pairs.truth(i), pairs.prediction(i))).isEqualTo(pairs.pixels(i));
        actual.put(List.of(pairs.truth(i), pairs.prediction(i)), pairs.pixels(i));
      }
      assertThat(actual).isEqualTo(expected);
      assertThat(pairs.pixels(77, 12345)).isZero();
    }
  }
}
