package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.rapids.column.ColumnFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares a function on columns with the oracle, to 1e-9 relative. */
final class ReferenceImages {
  private static final double TOLERANCE = 1e-9;
  private static final double LOG_FLOOR = -100;

  private ReferenceImages() {}

  /** What the oracle says of the valid pixels of an image. */
  interface Reference {
    /** A number, NaN where it is undefined, or a list of numbers and lists. */
    Object of(NaiveImage image);
  }

  static void check(
      String name,
      int classes,
      Batch.Pair images,
      boolean logits,
      List<Object> constants,
      Reference reference) {
    ColumnFunction function = FunctionCase.of(name, constants);
    SplittableRandom random = new SplittableRandom(43);
    int pixels = 0;
    for (int i = 0; i < 150; i++) {
      Batch batch = Batch.random(random, images);
      @Nullable Object[] values = batch.onDevice(function);
      for (int row = 0; row < batch.rows(); row++) {
        byte[] scores = batch.first(row);
        byte[] truth = batch.second(row);
        if (scores == null || truth == null) {
          assertThat(values[row]).isNull();
          continue;
        }
        int[] valid =
            IntStream.range(0, truth.length)
                .filter(p -> (truth[p] & 0xff) != Batch.IGNORED)
                .toArray();
        int[] labels = IntStream.of(valid).map(p -> truth[p] & 0xff).toArray();
        pixels += valid.length;
        assertClose(
            values[row],
            reference.of(
                new NaiveImage(
                    scores(scores, classes, truth.length, valid), labels, logits, LOG_FLOOR)),
            "%s, row %d of batch %d".formatted(name, row, i));
      }
    }
    assertThat(pixels).isGreaterThan(2000);
  }

  private static void assertClose(@Nullable Object actual, Object expected, String where) {
    if (expected instanceof List<?> wanted) {
      assertThat(actual).as(where).isInstanceOf(List.class);
      List<?> given = (List<?>) actual;
      assertThat(given).as(where).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        assertClose(given.get(i), wanted.get(i), where + ", " + i);
      }
    } else if (expected.equals(Double.NaN)) {
      assertThat(actual).as(where).isNull();
    } else {
      double number = (Double) expected;
      assertThat(actual).as(where).isNotNull();
      assertThat(((Number) actual).doubleValue())
          .as(where)
          .isCloseTo(number, within(1e-300 + TOLERANCE * Math.abs(number)));
    }
  }

  private static double[][] scores(byte[] bytes, int classes, int size, int[] pixels) {
    ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[][] scores = new double[pixels.length][classes];
    for (int i = 0; i < pixels.length; i++) {
      for (int c = 0; c < classes; c++) {
        scores[i][c] = floats.getFloat(Float.BYTES * (c * size + pixels[i]));
      }
    }
    return scores;
  }
}
