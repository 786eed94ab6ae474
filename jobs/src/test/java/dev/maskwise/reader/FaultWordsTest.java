package dev.maskwise.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.image.SegmentProblem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every kind of fault through both mouths: as the jobs say it, and as SQL and Java do. */
class FaultWordsTest {
  private static final int TRUTH = FaultException.TRUTH;
  private static final LabelRange NINE = new LabelRange(5, 9);
  private static final Fault.Pixel PIXEL = new Fault.Pixel(20 * 30 + 16, 30);

  private record Words(int mask, Fault fault, RejectKind kind, String clause, String sentence) {}

  static final List<Words> ALL =
      List.of(
          new Words(
              1,
              new Fault.Unreadable("is cut off after 12 bytes"),
              RejectKind.UNREADABLE,
              "is cut off after 12 bytes",
              "the prediction is cut off after 12 bytes."),
          new Words(
              1,
              new Fault.OtherShape(2, 3, 3, 2),
              RejectKind.SHAPE_MISMATCH,
              "is 2×3 pixels, but its truth is 3×2",
              "the prediction is 2×3 pixels, but its truth is 3×2."),
          new Words(
              0,
              new Fault.OtherChannels(4, 30, 20, 1),
              RejectKind.SHAPE_MISMATCH,
              "has 4 channels of 30×20 pixels, but a binary task has 1: say --task multiclass for scores of many classes",
              "the scores have 4 channels, but a pixel has 1."),
          new Words(
              2,
              new Fault.OtherChannels(5, 30, 20, 4),
              RejectKind.SHAPE_MISMATCH,
              "has 5 channels of 30×20 pixels, but there are 4 classes",
              "the scores have 5 channels, but a pixel has 4."),
          new Words(
              2,
              new Fault.OtherChannels(20, 4, 30, 4),
              RejectKind.SHAPE_MISMATCH,
              "has 20 channels of 4×30 pixels, but there are 4 classes: if its axes are height×width×channels, save it as channels×height×width, by .transpose(2, 0, 1)",
              "the scores have 20 channels, but a pixel has 4."),
          new Words(
              TRUTH,
              new Fault.OtherLength(3, 3, new LabelRange(300, -1)),
              RejectKind.SHAPE_MISMATCH,
              "the truth has 3 bytes, but with 300 classes it has 2 a pixel",
              "the truth has 3 bytes, but with 300 classes it has 2 a pixel."),
          new Words(
              TRUTH,
              new Fault.OtherLabel(60000, PIXEL, NINE),
              RejectKind.LABEL_OUT_OF_RANGE,
              "holds the label 60000 at (16, 20), but the classes are 0 to 4 and the ignore label is 9",
              "the truth holds the label 60000 at pixel 616, but the classes are 0 to 4 and the ignore label is 9."),
          new Words(
              TRUTH,
              new Fault.OtherLabel(5, PIXEL, new LabelRange(5, -1)),
              RejectKind.LABEL_OUT_OF_RANGE,
              "holds the label 5 at (16, 20), but the classes are 0 to 4, and no label is ignored",
              "the truth holds the label 5 at pixel 616, but the classes are 0 to 4 and no label is ignored."),
          new Words(
              TRUTH,
              new Fault.OtherPair(5, null, 1234, NINE),
              RejectKind.LABEL_OUT_OF_RANGE,
              "holds the label 5 in 1,234 pixels, but the classes are 0 to 4 and the ignore label is 9",
              "the truth holds the label 5, but the classes are 0 to 4 and the ignore label of the truth is 9."),
          new Words(
              TRUTH,
              new Fault.OtherPair(5, null, 0, NINE),
              RejectKind.LABEL_OUT_OF_RANGE,
              "holds the label 5 among others, but the classes are 0 to 4 and the ignore label is 9",
              "the truth holds the label 5, but the classes are 0 to 4 and the ignore label of the truth is 9."),
          new Words(
              1,
              new Fault.OtherPair(200, PIXEL, 1, NINE),
              RejectKind.LABEL_OUT_OF_RANGE,
              "holds the label 200 in 1 pixels, but the classes are 0 to 4",
              "the prediction holds the label 200 at pixel 616, but the classes are 0 to 4 and the ignore label of the truth is 9."),
          new Words(
              1,
              new Fault.OtherPair(9, null, 0, NINE),
              RejectKind.LABEL_OUT_OF_RANGE,
              "holds the label 9 among others, but the classes are 0 to 4, and only the truth may hold the ignore label: say what it is worth with --predicted-ignore error or drop",
              "the prediction holds the label 9, but the classes are 0 to 4 and the ignore label of the truth is 9."),
          new Words(
              TRUTH,
              new Fault.NoLabel("holds the value 30 at (3, 7), which the map does not name"),
              RejectKind.LABEL_OUT_OF_RANGE,
              "holds the value 30 at (3, 7), which the map does not name",
              "the truth holds the value 30 at (3, 7), which the map does not name."),
          new Words(
              TRUTH,
              new Fault.SeveralForegrounds(5, 64, 127),
              RejectKind.SEVERAL_FOREGROUNDS,
              "holds 5 labels besides 0, such as 64 and 127: say which is the foreground, by --foreground N, by --foreground nonzero for all of them, or by --truth-map '0..127=0,128..255=1'",
              "the truth holds 5 labels besides 0, such as 64 and 127, and which is the foreground is not said."),
          new Words(
              1,
              new Fault.OtherScore(Float.NaN, PIXEL, -1),
              RejectKind.NON_FINITE_SCORE,
              "holds the score NaN at (16, 20), but scores are finite numbers",
              "the score of pixel 616 is NaN, but scores are finite numbers."),
          new Words(
              1,
              new Fault.OtherScore(Float.NEGATIVE_INFINITY, PIXEL, 3),
              RejectKind.NON_FINITE_SCORE,
              "holds the score -Infinity at (16, 20) of channel 3, but scores are finite numbers",
              "the score of pixel 616 for class 3 is -Infinity, but scores are finite numbers."),
          new Words(
              0,
              new Fault.OtherScore(1.5f, PIXEL, -1),
              RejectKind.NO_PROBABILITY,
              "holds the score 1.5 at (16, 20), but probabilities are from 0 to 1: say --score logit if these are logits",
              "the score of pixel 616 is 1.5, but probabilities are from 0 to 1."),
          new Words(
              0,
              new Fault.OtherScore(-0.25f, PIXEL, 1),
              RejectKind.NO_PROBABILITY,
              "holds the score -0.25 at (16, 20) of channel 1, but probabilities are from 0 to 1: say --score logit if these are logits",
              "the score of pixel 616 for class 1 is -0.25, but probabilities are from 0 to 1."),
          new Words(
              0,
              new Fault.NotSumOne(1.25f, PIXEL),
              RejectKind.NO_PROBABILITY,
              "holds probabilities that add up to 1.25 at (16, 20), but those of all classes add up to 1",
              "the probabilities of pixel 616 add up to 1.25, but those of all classes add up to 1."),
          new Words(
              TRUTH,
              new Fault.OtherSegment(SegmentProblem.UNKNOWN_CATEGORY, 7, 92),
              RejectKind.MALFORMED_OBJECT,
              "lists the segment 7 with the category 92, which the data set does not have",
              "the truth lists the segment 7 with the category 92, which the data set does not have."),
          new Words(
              1,
              new Fault.OtherSize(3, 4, 2, NINE),
              RejectKind.SHAPE_MISMATCH,
              "the prediction has 3 bytes, but 4×2 pixels of one byte have 8",
              "the prediction has 3 bytes, but 4×2 pixels of one byte have 8."));

  @ParameterizedTest
  @FieldSource("ALL")
  void everyFaultInBothWords(Words words) {
    FaultException e = new FaultException(words.mask, words.fault);
    assertThat(FaultWords.kind(words.fault)).isEqualTo(words.kind);
    assertThat(FaultWords.clause(e, "class %d"::formatted)).isEqualTo(words.clause);
    assertThat(e).hasMessage(words.sentence);
  }

  @Test
  void noFaultIsLeftOut() {
    assertThat(ALL.stream().map(words -> words.fault.getClass()).collect(Collectors.toSet()))
        .isEqualTo(Stream.of(Fault.class.getPermittedSubclasses()).collect(Collectors.toSet()));
  }
}
