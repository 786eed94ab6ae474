package dev.maskwise.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Values are labels where each is one, and labels are values in any case. */
class ValuesAsLabelsTest {

  /** A map of two columns. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Given(Kind kind, int largest, int[] values, int[] next) implements ValueRows {
    Given(Kind kind, int largest, int... values) {
      this(kind, largest, values, new int[1]);
    }

    @Override
    public int width() {
      return 2;
    }

    @Override
    public int height() {
      return values.length / 2;
    }

    @Override
    public void read(int[] into, int rows) {
      System.arraycopy(values, next[0], into, 0, 2 * rows);
      next[0] += 2 * rows;
    }

    @Override
    public void close() {
      next[0] = -1;
    }
  }

  private static byte[] read(LabelMapRows rows) throws MalformedException {
    byte[] labels = new byte[rows.width() * rows.height() * rows.bytesPerPixel()];
    rows.read(labels, rows.height());
    return labels;
  }

  @Test
  void theTypeSaysHowManyBytesALabelHas() throws MalformedException {
    LabelMapRows narrow = ValuesAsLabels.of(new Given(ValueRows.Kind.NUMBER, 127, 0, 1, 127, 3));
    assertThat(narrow.bytesPerPixel()).isEqualTo(1);
    assertThat(read(narrow)).containsExactly(0, 1, 127, 3);
    LabelMapRows wide =
        ValuesAsLabels.of(new Given(ValueRows.Kind.NUMBER, Integer.MAX_VALUE, 0, 1, 258, 65_535));
    assertThat(wide.bytesPerPixel()).isEqualTo(2);
    assertThat(read(wide)).containsExactly(0, 0, 1, 0, 2, 1, -1, -1);
  }

  @Test
  void whatIsNoLabelIsRefusedByItsPixel() {
    for (int value : new int[] {-1, 65_536, Integer.MIN_VALUE}) {
      assertThatThrownBy(
              () ->
                  read(
                      ValuesAsLabels.of(
                          new Given(
                              ValueRows.Kind.NUMBER, Integer.MAX_VALUE, 0, 1, 2, value, 4, -7))))
          .isInstanceOf(MalformedException.class)
          .hasMessage(
              "holds the value "
                  + value
                  + " at (1, 1), which is no label: labels are 0 to 65535, and --map says what"
                  + " other values mean");
    }
  }

  @Test
  void coloursAreNoLabels() {
    assertThatThrownBy(() -> ValuesAsLabels.of(new Given(ValueRows.Kind.COLOUR, 0xffffff, 1, 2)))
        .isInstanceOf(MalformedException.class)
        .hasMessage(
            "holds colours (RGB), and no colour table says which class each means: name one with"
                + " --map, also where all are grey");
  }

  @Test
  void closingReachesTheValues() throws MalformedException {
    Given values = new Given(ValueRows.Kind.NUMBER, 255, 0, 1);
    ValuesAsLabels.of(values).close();
    assertThat(values.next()[0]).isEqualTo(-1);
  }

  @Test
  void labelsAreValuesAndComeBackAsTheyAre() throws MalformedException {
    byte[] wide = {0, 0, 2, 1, -1, -1, 7, 0};
    for (int bytes = 1; bytes <= 2; bytes++) {
      LabelMapRows stored = RawRows.open(Arrays.copyOf(wide, 4 * bytes), 2, 2);
      LabelsAsValues values = new LabelsAsValues(stored);
      assertThat(ValuesAsLabels.of(values)).isSameAs(stored);
      assertThat(values.kind()).isEqualTo(ValueRows.Kind.NUMBER);
      assertThat(values.largest()).isEqualTo(bytes == 1 ? 255 : 65_535);
      int[] read = new int[4];
      values.read(read, 1);
      assertThat(read).startsWith(bytes == 1 ? new int[] {0, 0} : new int[] {0, 258});
      values.read(read, 1);
      assertThat(read).startsWith(bytes == 1 ? new int[] {2, 1} : new int[] {65_535, 7});
    }
  }

  @Test
  void callsThatAskForTooMuchAreRefused() throws MalformedException {
    LabelMapRows labels = ValuesAsLabels.of(new Given(ValueRows.Kind.NUMBER, 255, 0, 1, 2, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> labels.read(new byte[3], 2));
    assertThatIllegalArgumentException().isThrownBy(() -> labels.read(new byte[9], 3));
    LabelsAsValues values = new LabelsAsValues(RawRows.open(new byte[4], 2, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> values.read(new int[3], 2));
  }
}
