package dev.maskwise.codec.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Colours and numbers of PNG files of every kind. */
class PngValuesTest {

  @Test
  void readsEveryKindThatIsWritten() throws MalformedException {
    for (long seed = 0; seed < 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = 2 + random.nextInt(3);
      int sampleBytes = channels == 2 ? 1 + random.nextInt(2) : 1;
      int width = 1 + random.nextInt(random.nextBoolean() ? 20 : 150);
      int height = 1 + random.nextInt(40);
      int[] values = new int[width * height];
      int[] few = random.ints(1 + random.nextInt(20)).toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] =
            i > 0 && random.nextInt(9) > 0 ? values[i - 1] : few[random.nextInt(few.length)];
      }
      int mask = channels > 2 ? 0xffffff : (1 << (8 * sampleBytes)) - 1;
      Arrays.setAll(values, i -> values[i] & mask);
      PngFixture fixture =
          PngFixture.channels(
              samples(values, channels, sampleBytes), width, height, 8 * sampleBytes, channels);
      int filter = random.nextInt(6);
      fixture.filter(filter == 5 ? PngFixture.ADAPTIVE : y -> filter);
      if (random.nextInt(3) == 0) {
        fixture.interlaced();
      }

      ValueRows rows = PngValues.open(fixture.encode(), 1 << 20);

      String what = "seed %d: %dx%d, %d channels".formatted(seed, width, height, channels);
      assertThat(rows.kind())
          .isEqualTo(channels > 2 ? ValueRows.Kind.COLOUR : ValueRows.Kind.NUMBER);
      assertThat(rows.largest()).isEqualTo(mask);
      assertThat(read(rows, 1 + random.nextInt(height))).as(what).isEqualTo(values);
    }
  }

  private static byte[] samples(int[] values, int channels, int sampleBytes) {
    byte[] samples = new byte[values.length * channels * sampleBytes];
    Arrays.fill(samples, (byte) -1);
    for (int i = 0; i < values.length; i++) {
      int at = i * channels * sampleBytes;
      if (channels > 2) {
        samples[at] = (byte) (values[i] >> 16);
        samples[at + 1] = (byte) (values[i] >> 8);
        samples[at + 2] = (byte) values[i];
      } else {
        samples[at] = (byte) values[i];
        samples[at + sampleBytes - 1] = (byte) (values[i] >> (8 * (sampleBytes - 1)));
      }
    }
    return samples;
  }

  private static int[] read(ValueRows rows, int strip) throws MalformedException {
    int[] values = new int[rows.width() * rows.height()];
    int[] some = new int[rows.width() * strip];
    for (int y = 0; y < rows.height(); y += strip) {
      int count = Math.min(strip, rows.height() - y);
      rows.read(some, count);
      System.arraycopy(some, 0, values, y * rows.width(), count * rows.width());
    }
    return values;
  }

  @Test
  void readsTheColoursOfTheJdk() throws Exception {
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
      BufferedImage image = new BufferedImage(3, 2, type);
      int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0x010203, 0, 0xffffff};
      for (int i = 0; i < 6; i++) {
        image.setRGB(i % 3, i / 3, 0xff000000 | colours[i]);
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(image, "png", file);
      assertThat(read(PngValues.open(file.toByteArray(), 6), 2)).isEqualTo(colours);
    }
  }

  @Test
  void greyAndPaletteAreLabelsAsTheyLie() throws MalformedException {
    byte[] file = PngFixture.palette(new byte[] {1, 0, 1}, 3, 1, 1).encode();
    LabelsAsValues values = (LabelsAsValues) PngValues.open(file, 3);
    assertThat(read(values, 1)).containsExactly(1, 0, 1);
  }

  @Test
  void whatIsNotOpaqueIsRefusedByItsPixel() {
    byte[] colours = {1, 2, 3, -1, 4, 5, 6, -1, 7, 8, 9, -128, 0, 0, 0, -1};
    refused(
        PngFixture.channels(colours, 2, 2, 8, 4),
        "holds at (0, 1) the colour #070809 with the alpha 128 of 255: a label map is opaque, so"
            + " save it without alpha");
    byte[] greys = {5, 0, -1, -1, 6, 1, -2, -1};
    refused(
        PngFixture.channels(greys, 2, 1, 16, 2),
        "holds at (1, 0) the grey 262 with the alpha 65534 of 65535: a label map is opaque, so save"
            + " it without alpha");
  }

  private static void refused(PngFixture fixture, String message) {
    assertThatThrownBy(() -> read(PngValues.open(fixture.encode(), 4), 1))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }
}
