package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.law.Property;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions against pixel by pixel counting, and what an ignore label means. */
class SqlValuesTest {
  private static final int IGNORE = 3;
  private static final UTF8String LOGIT = UTF8String.fromString("logit");

  /** Labels 0 to 3 of two maps and a score a pixel. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Image(byte[] truth, byte[] prediction, float[] scores) {

    static Image next(SplittableRandom random) {
      int pixels = random.nextInt(200);
      Image image = new Image(new byte[pixels], new byte[pixels], new float[pixels]);
      for (int i = 0; i < pixels; i++) {
        image.truth[i] = (byte) random.nextInt(4);
        image.prediction[i] = (byte) random.nextInt(3);
        image.scores[i] = (float) random.nextDouble(-4, 4);
      }
      return image;
    }

    /** The pixels that are not ignored. */
    Image valid() {
      Image valid = new Image(truth.clone(), prediction.clone(), scores.clone());
      int count = 0;
      for (int i = 0; i < truth.length; i++) {
        if (truth[i] != IGNORE) {
          valid.truth[count] = truth[i];
          valid.prediction[count] = prediction[i];
          valid.scores[count++] = scores[i];
        }
      }
      return new Image(
          Arrays.copyOf(valid.truth, count),
          Arrays.copyOf(valid.prediction, count),
          Arrays.copyOf(valid.scores, count));
    }

    byte[] bytes() {
      ByteBuffer buffer =
          ByteBuffer.allocate(Float.BYTES * scores.length).order(ByteOrder.LITTLE_ENDIAN);
      buffer.asFloatBuffer().put(scores);
      return buffer.array();
    }
  }

  @Test
  void overlapCountsPixels() {
    Property.forAll(
        1,
        200,
        Image::next,
        image -> {
          Image valid = image.valid();
          long[] counts = new long[4];
          for (int i = 0; i < valid.truth.length; i++) {
            boolean t = valid.truth[i] != 0;
            boolean p = valid.prediction[i] != 0;
            counts[0] += t && p ? 1 : 0;
            counts[1] += t ? 1 : 0;
            counts[2] += p ? 1 : 0;
            counts[3]++;
          }
          OverlapCounts expected = new OverlapCounts(counts[0], counts[1], counts[2], counts[3]);
          assertThat(overlap(OverlapFunctions.overlap(image.truth, image.prediction, IGNORE)))
              .isEqualTo(expected);
          assertThat(overlap(OverlapFunctions.overlap(valid.truth, valid.prediction, -1)))
              .isEqualTo(expected);
        });
  }

  private static OverlapCounts overlap(InternalRow row) {
    return new OverlapCounts(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
  }

  @Test
  void confusionCountsPairsOfEitherWidth() {
    Property.forAll(
        2,
        200,
        Image::next,
        image -> {
          Image valid = image.valid();
          long[] expected = new long[9];
          long[] wide = new long[300 * 300];
          for (int i = 0; i < valid.truth.length; i++) {
            expected[3 * valid.truth[i] + valid.prediction[i]]++;
            wide[300 * valid.truth[i] + valid.prediction[i]]++;
          }
          byte[] state = ConfusionFunctions.confusion(image.truth, image.prediction, 3, IGNORE);
          assertThat(ConfusionMatrix.TYPE.decode(state)).isEqualTo(ConfusionMatrix.of(3, expected));
          byte[] wideState =
              ConfusionFunctions.confusion(
                  twoBytes(image.truth), twoBytes(image.prediction), 300, IGNORE);
          assertThat(ConfusionMatrix.TYPE.decode(wideState))
              .isEqualTo(ConfusionMatrix.of(300, wide));
        });
  }

  /** A call keeps what it made of the parameters of the row before. */
  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void parametersMayChangeFromRowToRow(SqlSession session) {
    String rows =
        " FROM VALUES (1, 0.3D, 'eps=0'), (2, 0.3D, 'eps=0'), (3, 1D, 'eps=0'), (4, 1D, 'smooth=2,eps=0'),"
            + " (5, 0.3D, 'eps=0') AS v(id, alpha, parameters)";
    String overlap = "soft_overlap(X'0000000000000000', X'0100')"; // Σpy = 0.5, Σy = 1, Σp = 1
    assertThat(
            session.rows(
                "SELECT round(tversky_loss(%1$s, alpha, 0.7, parameters), 6), soft_dice_loss(%1$s, parameters), soft_dice_loss(%1$s, 'eps=0')"
                        .formatted(overlap)
                    + rows
                    + " ORDER BY id"))
        .extracting(Row::toString)
        .containsExactly(
            "[0.5,0.5,0.5]",
            "[0.5,0.5,0.5]",
            "[0.62963,0.5,0.5]",
            "[0.253731,0.25,0.5]",
            "[0.5,0.5,0.5]");
  }

  private static byte[] twoBytes(byte[] labels) {
    byte[] wide = new byte[2 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      wide[2 * i] = labels[i];
    }
    return wide;
  }

  @Test
  void ignoredPixelsAndTheFormOfTheScoresDoNotMatter() {
    Property.forAll(
        3,
        200,
        Image::next,
        image -> {
          Image valid = image.valid();
          byte[] logits = image.bytes();
          for (int i = 0; i < image.truth.length; i++) {
            if (image.truth[i] == IGNORE) {
              Arrays.fill(logits, 4 * i, 4 * i + 4, (byte) -1); // NaN
            }
          }
          for (Object all : new Object[] {valid.bytes(), unsafe(valid), boxed(valid)}) {
            assertThat(LovaszFunctions.lovaszHinge(logits, image.truth, IGNORE))
                .isEqualTo(LovaszFunctions.lovaszHinge(all, valid.truth, -1));
            assertThat(PixelLossFunctions.crossEntropy(logits, image.truth, IGNORE, LOGIT))
                .isEqualTo(PixelLossFunctions.crossEntropy(all, valid.truth, -1, LOGIT));
            assertThat(PixelLossFunctions.focalLoss(logits, image.truth, 2, 0.25, IGNORE, LOGIT))
                .isEqualTo(PixelLossFunctions.focalLoss(all, valid.truth, 2, 0.25, -1, LOGIT));
            assertThat(SoftOverlapFunctions.softOverlap(logits, image.truth, IGNORE, LOGIT))
                .isEqualTo(SoftOverlapFunctions.softOverlap(all, valid.truth, -1, LOGIT));
          }
        });
  }

  @Test
  void everyByteButZeroIsForeground() {
    Property.forAll(
        4,
        100,
        random -> {
          byte[] truth = new byte[random.nextInt(600)];
          random.nextBytes(truth);
          for (int i = 0; i < truth.length; i++) {
            truth[i] *= (byte) random.nextInt(2);
          }
          return truth;
        },
        truth -> {
          long foreground = 0;
          for (byte label : truth) {
            foreground += label == 0 ? 0 : 1;
          }
          byte[] logits = new byte[Float.BYTES * truth.length];
          for (int ignore : new int[] {-1, 256}) { // neither is a label
            InternalRow overlap = SoftOverlapFunctions.softOverlap(logits, truth, ignore, LOGIT);
            assertThat(overlap.getLong(1)).isEqualTo(foreground);
            assertThat(overlap.getDouble(0)).isEqualTo(0.5 * foreground);
            assertThat(overlap.getLong(4)).isEqualTo(truth.length);
          }
        });
  }

  private static UnsafeArrayData unsafe(Image image) {
    return UnsafeArrayData.fromPrimitiveArray(image.scores);
  }

  private static GenericArrayData boxed(Image image) {
    Object[] scores = new Object[image.scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = image.scores[i];
    }
    return new GenericArrayData(scores);
  }
}
