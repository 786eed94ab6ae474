package dev.maskwise.codec.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.PngFixture;
import dev.maskwise.codec.png.PngRows;
import org.junit.jupiter.api.Test;

/** A file is opened as what it holds. */
class LabelMapsTest {
  private static final byte[] LABELS = {0, 1, 2, 3, 4, 5};

  @Test
  void labelsOfBytesAreNotTurnedToValuesAndBack() throws MalformedException {
    byte[] png = PngFixture.grey(LABELS, 3, 2, 8).encode();
    try (LabelMapRows rows = LabelMaps.open(png, 6)) {
      assertThat(rows).isInstanceOf(PngRows.class);
    }
    try (LabelsAsValues values = (LabelsAsValues) LabelMaps.values(png, 6)) {
      int[] read = new int[6];
      values.read(read, 2);
      assertThat(read).containsExactly(0, 1, 2, 3, 4, 5);
    }
  }
}
