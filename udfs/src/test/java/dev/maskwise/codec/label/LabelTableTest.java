package dev.maskwise.codec.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.NoLabelException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.ValueRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels by a table against a loop that looks every pixel up. */
class LabelTableTest {

  /** A map of int32 numbers or colours in memory. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(int[] values, int width, Kind kind, int[] row) implements ValueRows {
    Values(int[] values, int width, Kind kind) {
      this(values, width, kind, new int[1]);
    }

    @Override
    public int height() {
      return values.length / width;
    }

    @Override
    public int largest() {
      return kind == Kind.COLOUR ? 0xffffff : Integer.MAX_VALUE;
    }

    @Override
    public void read(int[] into, int rows) {
      System.arraycopy(values, row[0] * width, into, 0, rows * width);
      row[0] += rows;
    }

    @Override
    public void close() {}
  }

  private static LabelTable table(String map, List<Integer> ignore, int ignored) {
    return new LabelTable(LabelMapText.parse(map, LabelMapText.NUMBERS), ignore, ignored);
  }

  private static ValueRows values(int[] values, int width, String form) throws MalformedException {
    if (form.equals("number")) {
      return new Values(values, width, ValueRows.Kind.NUMBER);
    }
    if (form.equals("colour")) {
      return new Values(values, width, ValueRows.Kind.COLOUR);
    }
    int bytes = form.equals("byte") ? 1 : 2;
    byte[] raw = new byte[values.length * bytes];
    for (int i = 0; i < values.length; i++) {
      raw[i * bytes] = (byte) values[i];
      if (bytes == 2) {
        raw[2 * i + 1] = (byte) (values[i] >> 8);
      }
    }
    return new LabelsAsValues(RawRows.open(raw, width, values.length / width));
  }

  private static int[] all(LabelMapRows rows, int step) throws MalformedException {
    int width = rows.width();
    int bytes = rows.bytesPerPixel();
    int[] all = new int[width * rows.height()];
    byte[] strip = new byte[step * width * bytes];
    for (int y = 0; y < rows.height(); y += step) {
      int some = Math.min(step, rows.height() - y);
      rows.read(strip, some);
      for (int i = 0; i < some * width; i++) {
        all[y * width + i] =
            bytes == 1 ? strip[i] & 0xff : (strip[2 * i] & 0xff) | (strip[2 * i + 1] & 0xff) << 8;
      }
    }
    return all;
  }

  /** Row by row; what a row remembers of the one above must be that row. */
  private static int[] byRows(LabelMapRows rows) throws MalformedException {
    int width = rows.width();
    int[] all = new int[width * rows.height()];
    LabelRow row = new LabelRow(width);
    byte[] above = row.labels().clone();
    for (int y = 0; y < rows.height(); y++) {
      rows.next(row);
      byte[] again = row.labels().clone();
      for (int k = 0; k < row.changes(); k++) {
        for (int i = 0; i < 8; i++) {
          again[row.places()[k] + i] = (byte) (row.before()[k] >> (8 * i));
        }
      }
      assertThat(again).as("row %d", y).isEqualTo(above);
      above = row.labels().clone();
      for (int x = 0; x < width; x++) {
        all[y * width + x] = above[x] & 0xff;
      }
      assertThat(Arrays.copyOfRange(above, width, above.length)).containsOnly(0);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"byte,256", "short,256", "short,65536", "number,100000", "colour,16777216"})
  void tablesGiveWhatALoopGives(String form, int bound) throws MalformedException {
    SplittableRandom random = new SplittableRandom(bound);
    for (int round = 0; round < 40; round++) {
      boolean wide = round % 4 == 3;
      LabelMapping.Builder builder = new LabelMapping.Builder();
      int[] named = new int[1 + random.nextInt(40)];
      for (int i = 0; i < named.length; i++) {
        named[i] = random.nextInt(bound) - (form.equals("number") ? 50 : 0);
        try {
          int target = random.nextInt(-1, wide ? 1000 : 200);
          builder.put(form.equals("colour"), named[i], named[i], target);
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageContaining("named twice");
        }
      }
      LabelMapping mapping = builder.build();
      List<Integer> ignore = List.of(100, 101);
      LabelTable table = new LabelTable(mapping, ignore, 255);
      int width = 1 + random.nextInt(70);
      int[] pixels = new int[width * (1 + random.nextInt(9))];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] =
            i >= width && random.nextInt(10) > 0
                ? pixels[i - width]
                : i > 0 && random.nextInt(5) > 0
                    ? pixels[i - 1]
                    : named[random.nextInt(named.length)];
      }
      int[] expected = new int[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        int target = mapping.target(form.equals("colour"), pixels[i]);
        expected[i] = target < 0 || ignore.contains(target) ? 255 : target;
      }
      try (LabelMapRows rows = table.rows(values(pixels, width, form))) {
        assertThat(all(rows, 1 + random.nextInt(4))).isEqualTo(expected);
      }
      LabelMapRows rows = table.rows(values(pixels, width, form));
      boolean narrow = mapping.largestLabel() <= 255;
      assertThat(rows.bytesPerPixel()).isEqualTo(narrow ? 1 : 2);
      if (narrow) {
        assertThat(byRows(rows)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"byte", "short", "number", "colour"})
  void anUnknownValueIsNamedWithItsPixel(String form) throws MalformedException {
    int[] pixels = new int[19 * 11];
    pixels[19 * 7 + 3] = 30;
    LabelTable table = table(form.equals("colour") ? "#000000=0" : "0=0", List.of(), -1);
    String clause =
        form.equals("colour")
            ? "holds the colour #00001e at (3, 7), which the map gives no label: add it, or '*=ignore'"
            : "holds the value 30 at (3, 7), which the map gives no label: add it, or '*=ignore'";
    LabelMapRows whole = table.rows(values(pixels, 19, form));
    assertThatThrownBy(() -> whole.read(new byte[19 * 11], 11))
        .isInstanceOf(NoLabelException.class)
        .hasMessage(clause);
    LabelMapRows single = table.rows(values(pixels, 19, form));
    assertThatThrownBy(() -> byRows(single))
        .isInstanceOf(NoLabelException.class)
        .hasMessage(clause);
  }

  @Test
  void aTableOfColoursTakesNoNumbersAndTheOtherWayRound() {
    assertThatThrownBy(() -> table("#000000=0", List.of(), -1).rows(values(new int[4], 2, "byte")))
        .hasMessageStartingWith("holds numbers, and the map names colours alone");
    assertThatThrownBy(() -> table("0=0", List.of(), -1).rows(values(new int[4], 2, "colour")))
        .hasMessageStartingWith("holds colours (RGB), and the map names numbers alone");
    assertThatThrownBy(() -> table("*=ignore", List.of(), 9).rows(values(new int[4], 2, "colour")))
        .hasMessageStartingWith("holds colours (RGB), and the map names numbers alone");
    assertThatThrownBy(() -> table("*=same", List.of(), -1).rows(values(new int[4], 2, "colour")))
        .hasMessageStartingWith("holds colours (RGB), and no colour table says");
  }

  @Test
  void severalIgnoreLabelsAreOne() throws MalformedException {
    LabelTable table = table("*=same", List.of(254, 255), 19);
    int[] pixels = {0, 18, 254, 255};
    assertThat(all(table.rows(values(pixels, 4, "byte")), 1)).containsExactly(0, 18, 19, 19);
    assertThatThrownBy(() -> all(table.rows(values(new int[] {0, 19}, 2, "byte")), 1))
        .hasMessage("holds the value 19 at (1, 0), which is neither a class nor an ignore label");
  }

  @Test
  void aTableTravels() throws Exception {
    LabelTable table = table("1..3=0..2,#804080=1,*=ignore", List.of(255), 255);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(table);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      LabelTable there = (LabelTable) in.readObject();
      assertThat(all(there.rows(values(new int[] {3, 9}, 2, "byte")), 1)).containsExactly(2, 255);
    }
  }
}
