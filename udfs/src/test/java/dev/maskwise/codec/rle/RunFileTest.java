package dev.maskwise.codec.rle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.kernel.run.RunPixels;
import dev.maskwise.kernel.run.Runs;
import dev.maskwise.law.Masks;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON of masks of runs, told by its content like any other label map. */
class RunFileTest {
  private static final long MOST = 1 << 20;

  /** 2×3 pixels, of which the upper right ones and one below are foreground. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"size\": [2, 3], \"counts\": \"231\"}",
        "{\"counts\":\"231\",\"size\":[2,3]}",
        "\n\t{ \"size\" : [ 2 , 3 ] ,\r\n \"counts\" : [ 2 , 3 , 1 ] } \n",
        "[{\"size\":[2,3],\"counts\":\"2\\u00331\"}]",
        "{\"size\":[2,3],\"counts\":[2,1,0,2,1]}"
      })
  void allFormsOfOneMask(String json) throws MalformedException {
    assertThat(LabelMaps.foreign(json.getBytes(UTF_8))).isEmpty();
    try (LabelMapRows rows = LabelMaps.open(json.getBytes(UTF_8), 6)) {
      byte[] labels = new byte[6];
      rows.read(labels, 2);
      assertThat(labels).containsExactly(0, 1, 1, 0, 1, 0);
      assertThat(rows.bytesPerPixel()).isEqualTo(1);
    }
  }

  /** A text of runs has backslashes, which JSON doubles. */
  @Test
  void backslashes() throws MalformedException {
    String json = "{\"size\": [20, 20], \"counts\": \"\\\\14`00000000P8\"}";
    assertThat(new RunJson(json.getBytes(UTF_8), MOST).masks())
        .containsExactly(RunText.decode("\\14`00000000P8".getBytes(UTF_8), 20, 20));
  }

  @Test
  void aMaskForEachClass() throws MalformedException {
    String json = "[{\"size\":[1,2],\"counts\":\"11\"}, {\"size\":[1,2],\"counts\":[0,2]}]";
    List<ValueRows> planes = LabelMaps.planes(json.getBytes(UTF_8), 2);
    int[] values = new int[2];
    planes.get(0).read(values, 1);
    assertThat(values).containsExactly(0, 1);
    planes.get(1).read(values, 1);
    assertThat(values).containsExactly(1, 1);
    assertThat(planes).hasSize(2);
    assertThatThrownBy(() -> LabelMaps.open(json.getBytes(UTF_8), 2))
        .isInstanceOf(MalformedException.class)
        .hasMessage(
            "holds 2 masks of runs, but a label map is one: masks of several classes are a task of"
                + " their own");
  }

  /** In strips of any number of rows, against the mask as a whole. */
  @Test
  void rowsInStrips() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      int height = random.nextInt(1, 40);
      int width = random.nextInt(1, 40);
      Masks.Regime[] regimes = Masks.Regime.values();
      byte[] mask = Masks.mask(regimes[i % regimes.length], width, height, random);
      Runs runs = RunPixels.runs(mask, height, width);
      byte[] pixels = RunPixels.of(runs);
      byte[] strip = new byte[pixels.length];
      RunRows rows = new RunRows(runs);
      for (int row = 0; row < height; ) {
        int count = random.nextInt(1, height - row + 1);
        Arrays.fill(strip, (byte) 7);
        rows.read(strip, count);
        assertThat(Arrays.copyOf(strip, count * width))
            .isEqualTo(Arrays.copyOfRange(pixels, row * width, (row + count) * width));
        row += count;
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"size\":[2,3]} | has no counts, the runs of the mask",
        "{\"counts\":\"231\"} | has no size, the height and the width of the mask of runs",
        "{\"size\":[2],\"counts\":\"231\"} | has no size, the height and the width of the mask of runs",
        "{\"size\":[2,3],\"counts\":\"231\",\"size\":[2,3]} | has the key 'size', but a mask of runs has size and counts, each once",
        "{\"size\":[2,3],\"counts\":\"231\",\"id\":4} | has the key 'id', but a mask of runs has size and counts, each once",
        "{\"size\":[-2,3],\"counts\":\"231\"} | declares a side of -2 pixels; a side has at least 1 and less than 2^31",
        "{\"size\":[2,3],\"counts\":\"231\"} { | has in its JSON, at 30, the byte 0x7b where its end is expected",
        "{\"size\":[2,3],\"counts\":[2,3.0,1]} | has in its JSON, at 27, the byte 0x2e where a whole number of pixels is expected",
        "{\"size\":[2,3],\"counts\":[2,null,1]} | has in its JSON, at 26, the byte 0x6e where a whole number of pixels is expected",
        "{\"size\":[2,3],\"counts\":[9999999999999999999]} | has in its JSON, at 42, the byte 0x39 where a whole number of pixels is expected",
        "{\"size\":[2,3],\"counts\":[-1,7]} | has a run of -1 pixels, after 0 pixels in all",
        "{\"size\":[2,3],\"counts\":\"23 | is cut off: its JSON ends where '\"' is expected",
        "{\"size\":[2,3],\"counts\":\"2\\n1\"} | has in its JSON, at 25, the byte 0x5c where a character of the text of runs is expected",
        "{\"size\":[1024,1025],\"counts\":\"0\"} | declares 1025x1024 pixels, more than --max-pixels 1048576",
      })
  void whatIsBrokenIsRefused(String json, String message) {
    assertThatThrownBy(() -> LabelMaps.values(json.getBytes(UTF_8), MOST))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }

  /** COCO's own files are no single masks, and are named as before. */
  @Test
  void otherJsonIsForeign() {
    for (String json : List.of("{\"annotations\": []}", "{\"sizes\": 1}", "[[0, 1]]", "{}")) {
      assertThat(LabelMaps.foreign(json.getBytes(UTF_8))).as(json).isPresent();
    }
  }

  @Test
  void damagedFilesAreMasksOrRefused() {
    SplittableRandom random = new SplittableRandom(2);
    byte[] whole = "{\"size\": [ 30,40], \"counts\": [1, 20, 300, 400, 479]}".getBytes(UTF_8);
    byte[] text =
        "[{\"size\": [20,20], \"counts\": \"\\\\14`00000000P8\"}, {\"size\": [2,3], \"counts\": \"231\"}]"
            .getBytes(UTF_8);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = (i % 2 == 0 ? whole : text).clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        int at = random.nextInt(damaged.length);
        switch (random.nextInt(3)) {
          case 0 -> damaged[at] = (byte) random.nextInt(256);
          case 1 -> damaged[at] = (byte) "{}[]\",:\\u0129-".charAt(random.nextInt(14));
          default -> damaged = Arrays.copyOf(damaged, at + 1);
        }
      }
      try {
        for (Runs mask : new RunJson(damaged, MOST).masks()) {
          assertThat((long) mask.height() * mask.width()).isLessThanOrEqualTo(MOST);
        }
      } catch (MalformedException e) {
        assertThat(e).hasMessageMatching("(?s)(has|is cut off|declares) .*[^.]|is cut off: .*");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(2500);
  }
}
