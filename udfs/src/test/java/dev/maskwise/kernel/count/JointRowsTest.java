package dev.maskwise.kernel.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counting what changes from row to row gives the counts of all pixels. */
class JointRowsTest {
  private static final int WORD = Long.BYTES;

  @ParameterizedTest
  @EnumSource(Regime.class)
  void countsWhatCountingEveryPixelCounts(Regime regime) {
    JointRows joint = new JointRows();
    for (int width = 1; width <= 70; width++) {
      for (int share = 0; share < 3; share++) {
        SplittableRandom random = new SplittableRandom(1000L * width + share);
        int height = random.nextInt(1, 40);
        byte[] truth = repeating(regime, width, height, random);
        byte[] prediction =
            share == 0
                ? repeating(regime, width, height, random)
                : Masks.bytes(
                    Masks.perturbed(ints(truth), width, height, 256, 0.02 * share, random));
        int[] expected = new int[Confusion.JOINT_SIZE];
        for (int i = 0; i < truth.length; i++) {
          expected[(truth[i] & 0xff) << 8 | (prediction[i] & 0xff)]++;
        }
        String what = "%s %dx%d, %d".formatted(regime, width, height, share);
        int[] counts = count(joint, truth, prediction, width, height, random);
        assertThat(Arrays.equals(counts, expected)).as(what).isTrue();
        for (int classes : new int[] {1, 3, 19, 200, 256, 300}) {
          int ignore = random.nextInt(-1, 256);
          long[] folded = new long[classes * classes];
          long[] matrix = new long[classes * classes];
          assertThat(joint.fold(classes, ignore, folded))
              .as(what)
              .isEqualTo(Confusion.fold(expected, classes, ignore, matrix));
          assertThat(folded).as(what).isEqualTo(matrix);
        }
      }
    }
  }

  /** A map in which some rows are the one above, and labels are any. */
  private static byte[] repeating(Regime regime, int width, int height, SplittableRandom random) {
    byte[] map = Masks.labelMap(regime, width, height, 256, random);
    for (int y = 1; y < height; y++) {
      if (random.nextInt(3) > 0) {
        System.arraycopy(map, (y - 1) * width, map, y * width, width);
        map[y * width + random.nextInt(width)] = (byte) random.nextInt(256);
      }
    }
    return map;
  }

  private static int[] ints(byte[] labels) {
    int[] ints = new int[labels.length];
    Arrays.setAll(ints, i -> labels[i] & 0xff);
    return ints;
  }

  private static int[] count(
      JointRows joint,
      byte[] truth,
      byte[] prediction,
      int width,
      int height,
      SplittableRandom random) {
    joint.clear();
    byte[] trueRow = new byte[width + WORD];
    byte[] row = new byte[width + WORD];
    for (int y = 0; y < height; y++) {
      int changes = change(joint, trueRow, row, true, truth, y * width, width, random);
      changes += change(joint, row, trueRow, false, prediction, y * width, width, random);
      joint.add(trueRow, row, width, changes);
    }
    return joint.counts(trueRow, row, width);
  }

  /** Names the words that change, and now and then one that does not. */
  private static int change(
      JointRows joint,
      byte[] row,
      byte[] other,
      boolean isTruth,
      byte[] map,
      int at,
      int width,
      SplittableRandom random) {
    byte[] above = row.clone();
    System.arraycopy(map, at, row, 0, width);
    int[] places = new int[width];
    long[] before = new long[width];
    int changes = 0;
    for (int place = 0; place < width; place += WORD) {
      if (Words.at(above, place) != Words.at(row, place) || random.nextInt(20) == 0) {
        places[changes] = place;
        before[changes++] = Words.at(above, place);
      }
    }
    joint.change(row, other, isTruth, places, before, changes);
    return changes;
  }
}
