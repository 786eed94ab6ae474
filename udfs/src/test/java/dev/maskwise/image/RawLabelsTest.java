package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts of arrays of bytes, and the faults of them as values and as sentences. */
class RawLabelsTest {
  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void counts() throws Exception {
    byte[] truth = bytes("0001ff0102");
    byte[] prediction = bytes("0000010100");
    assertThat(RawLabels.overlap(truth, prediction, 255)).isEqualTo(new OverlapCounts(1, 3, 1, 4));
    assertThat(RawLabels.overlap(truth, prediction, -1)).isEqualTo(new OverlapCounts(2, 4, 2, 5));
    assertThat(RawLabels.confusion(truth, prediction, 3, 255))
        .isEqualTo(ConfusionMatrix.of(3, new long[] {1, 0, 0, 1, 1, 0, 1, 0, 0}));
    ConfusionMatrix wide =
        RawLabels.confusion(bytes("2b010500ffff"), bytes("2b0106002b01"), 300, 0xffff);
    assertThat(wide.total()).isEqualTo(2);
    assertThat(wide.count(299, 299) + wide.count(5, 6)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "0003ff05, 00000000, 3, 255, true, 3, 1, 2, 'the truth holds the label 3 at pixel 1, but the classes are 0 to 2 and the ignore label of the truth is 255.'",
    "000000, 00ff00, 3, -1, false, 255, 1, 1, 'the prediction holds the label 255 at pixel 1, but the classes are 0 to 2 and no label is ignored.'",
    "00000203, 00000002, 600, -1, true, 770, 1, 1, 'the truth holds the label 770 at pixel 1, but the classes are 0 to 599 and no label is ignored.'"
  })
  void aLabelThatIsNoClass(
      String truth,
      String prediction,
      int classes,
      int ignore,
      boolean inTruth,
      int label,
      int pixel,
      int pixels,
      String sentence) {
    int all = truth.length() / (classes > 256 ? 4 : 2);
    assertFault(
        bytes(truth),
        bytes(prediction),
        classes,
        ignore,
        inTruth ? FaultException.TRUTH : 0,
        new Fault.OtherPair(
            label, new Fault.Pixel(pixel, all), pixels, new LabelRange(classes, ignore)),
        sentence);
  }

  private static void assertFault(
      byte[] truth,
      byte[] prediction,
      int classes,
      int ignore,
      int mask,
      Fault fault,
      String sentence) {
    assertThatThrownBy(() -> RawLabels.confusion(truth, prediction, classes, ignore))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.mask()).isEqualTo(mask);
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e).hasMessage(sentence);
            });
  }

  @Test
  void lengthsThatDoNotFit() {
    assertFault(
        new byte[3],
        new byte[3],
        300,
        -1,
        0,
        new Fault.OtherLength(3, 3, new LabelRange(300, -1)),
        "the truth has 3 bytes and the prediction 3, but with 300 classes both have 2 a pixel.");
    assertThatThrownBy(() -> RawLabels.overlap(new byte[2], new byte[1], -1))
        .hasMessage("the truth has 2 bytes and the prediction 1, but both have one byte a pixel.");
    assertThatThrownBy(() -> new ClassScores().truth().read(new byte[3], new LabelRange(300, 9)))
        .hasMessage("the truth has 3 bytes, but with 300 classes it has 2 a pixel.");
  }

  @Test
  void classesThatThereCannotBe() {
    for (int classes : new int[] {-1, 0, 4097}) {
      assertThatThrownBy(() -> RawLabels.confusion(new byte[2], new byte[2], classes, -1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("There are 1 to 4096 classes, not %d.".formatted(classes));
    }
  }
}
