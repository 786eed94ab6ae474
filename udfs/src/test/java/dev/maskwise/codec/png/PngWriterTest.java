package dev.maskwise.codec.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngWriterTest {

  @Test
  void writesWhatTheJdkAndWeRead() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int width = 1 + random.nextInt(70);
      int height = 1 + random.nextInt(40);
      int bytesPerPixel = 1 + random.nextInt(2);
      byte[] labels = new byte[width * height * bytesPerPixel];
      random.nextBytes(labels);

      byte[] file = PngWriter.encode(labels, width, height, bytesPerPixel);

      byte[] read = new byte[labels.length];
      try (PngRows rows = PngRows.open(file, Long.MAX_VALUE)) {
        assertThat(rows.bytesPerPixel()).isEqualTo(bytesPerPixel);
        rows.read(read, height);
      }
      assertThat(read).as("seed %d", seed).isEqualTo(labels);
      Raster raster = ImageIO.read(new ByteArrayInputStream(file)).getRaster();
      assertThat(raster.getWidth()).isEqualTo(width);
      assertThat(raster.getHeight()).isEqualTo(height);
      int last = labels.length - bytesPerPixel;
      int label = labels[last] & 0xff;
      if (bytesPerPixel == 2) {
        label |= (labels[last + 1] & 0xff) << 8;
      }
      assertThat(raster.getSample(width - 1, height - 1, 0)).isEqualTo(label);
    }
  }

  @Test
  void keepsTheSmallerOfTwoEncodings() {
    byte[] stripes = new byte[256 * 256];
    byte[] noise = new byte[256 * 256];
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i < 256 ? (byte) random.nextInt(256) : stripes[i - 256];
      noise[i] = (byte) random.nextInt(2);
    }
    assertThat(PngWriter.encode(stripes, 256, 256, 1).length).isLessThan(700);
    assertThat(PngWriter.encode(noise, 256, 256, 1).length).isLessThan(12_000);
  }

  @Test
  void writesTheSameFileForTheSameLabels() {
    byte[] labels = StreetScene.paint(100, 60, 4);
    assertThat(PngWriter.encode(labels, 100, 60, 1))
        .isEqualTo(PngWriter.encode(labels, 100, 60, 1));
  }

  @Test
  void refusesArraysThatAreNoMap() {
    assertThatIllegalArgumentException().isThrownBy(() -> PngWriter.encode(new byte[5], 2, 3, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> PngWriter.encode(new byte[0], 0, 3, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> PngWriter.encode(new byte[18], 2, 3, 3));
  }
}
