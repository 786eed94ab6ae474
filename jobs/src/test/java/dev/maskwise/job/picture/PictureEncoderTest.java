package dev.maskwise.job.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.run.page.Palette;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureEncoderTest {
  private static final int OPAQUE = 0xff000000;

  private static BufferedImage picture(String uri) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  /** The script finds a class by its colour: it has to be exact, for few classes and for many. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 15, 16, 19, 255, 256, 300})
  void classesHaveTheirColoursAndIgnoredPixelsNone(int classes) throws IOException {
    int[] labels = IntStream.rangeClosed(-1, classes).toArray();
    ClassMap map = new ClassMap(labels.length, 1, 1, labels);
    BufferedImage picture = picture(new PictureEncoder(classes).classes(map));
    int[] colours = Palette.classes(classes);
    assertThat(picture.getRGB(0, 0) >>> 24).isZero();
    for (int c = 0; c < classes; c++) {
      assertThat(picture.getRGB(c + 1, 0)).as("class %d", c).isEqualTo(OPAQUE | colours[c]);
    }
    assertThat(picture.getRGB(classes + 1, 0) >>> 24).as("no class").isZero();
  }

  @Test
  void errors() throws IOException {
    ClassMap truth = new ClassMap(5, 1, 1, new int[] {1, 1, 0, 0, -1});
    ClassMap prediction = new ClassMap(5, 1, 1, new int[] {1, 0, 1, 0, 1});
    PictureEncoder encoder = new PictureEncoder(2);
    BufferedImage ofClass = picture(encoder.errors(truth, prediction, 1));
    assertThat(IntStream.range(0, 5).map(x -> ofClass.getRGB(x, 0)))
        .containsExactly(
            OPAQUE | Palette.HIT, OPAQUE | Palette.MISSED, OPAQUE | Palette.FALSE, 0, 0);
    BufferedImage all = picture(encoder.errors(truth, prediction));
    assertThat(IntStream.range(0, 5).map(x -> all.getRGB(x, 0) >>> 24))
        .containsExactly(0, 255, 255, 0, 0);
  }

  @Test
  void photographsAreMadeAsLargeAsMasks() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1000, 500, BufferedImage.TYPE_INT_RGB), "png", file);
    BufferedImage picture =
        picture(PictureEncoder.photograph(file.toByteArray(), 240, 120, 1_000_000));
    assertThat(picture.getWidth()).isEqualTo(240);
    assertThat(picture.getHeight()).isEqualTo(120);
    assertThat(PictureEncoder.photograph(file.toByteArray(), 240, 120, 499_999))
        .as("larger than allowed")
        .isEmpty();
    assertThat(PictureEncoder.photograph(new byte[] {1, 2}, 240, 120, 1_000_000)).isEmpty();
  }

  @Test
  void noSideIsLargerThanThePageHasRoomFor() {
    for (int side = 1; side < 5000; side += 7) {
      int step = ClassMap.step(side, side / 2 + 1);
      assertThat(ClassMap.shown(side, step)).isBetween(1, 320);
    }
  }
}
