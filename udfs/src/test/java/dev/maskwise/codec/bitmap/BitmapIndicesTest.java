package dev.maskwise.codec.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The files of the JDK's writers, and what its readers make of them. */
class BitmapIndicesTest {
  private static final int COLOURS = 256;

  /** Runs of random length, so that texts of every length come up. */
  private static BufferedImage image(Random random, int width, int height, int colours) {
    byte[] palette = new byte[3 * colours];
    random.nextBytes(palette);
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(colours - 1));
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(Math.max(bits, 8), colours, palette, 0, false));
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int longest = 1 + random.nextInt(60);
    int end = 0;
    byte label = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (i == end) {
        label = (byte) random.nextInt(colours);
        end += 1 + random.nextInt(longest);
      }
      pixels[i] = label;
    }
    return image;
  }

  private static byte[] pixels(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static byte[] write(BufferedImage image, String format, boolean interlaced)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    if (format.equals("gif")) {
      how.setProgressiveMode(
          interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    }
    writer.dispose();
    return file.toByteArray();
  }

  @Test
  void gifFilesOfEverySize() throws IOException {
    Random random = new Random(1);
    for (int round = 0; round < 150; round++) {
      int width = 1 + random.nextInt(round % 10 == 0 ? 300 : 40);
      int height = 1 + random.nextInt(round % 10 == 0 ? 300 : 40);
      int colours = 2 + random.nextInt(COLOURS - 1);
      BufferedImage image = image(random, width, height, colours);
      byte[] file = write(image, "gif", round % 2 == 0);
      assertThat(GifIndices.of(file, width, height))
          .as("%d×%d, %d colours, round %d", width, height, colours, round)
          .isEqualTo(pixels(image));
    }
    BufferedImage flat = new BufferedImage(900, 900, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] file = write(flat, "gif", false);
    assertThat(GifIndices.of(file, 900, 900)).isEqualTo(new byte[900 * 900]);
  }

  /** What is cut off or changed is left to the reader of the JDK, or read as that reads it. */
  @Test
  void damagedGifFiles() throws IOException {
    Random random = new Random(2);
    BufferedImage image = image(random, 37, 23, 200);
    byte[] file = write(image, "gif", false);
    for (int length = 0; length < file.length; length++) {
      assertThat(GifIndices.of(Arrays.copyOf(file, length), 37, 23)).as("%d", length).isNull();
    }
    int read = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] changed = file.clone();
      changed[random.nextInt(file.length)] = (byte) random.nextInt(256);
      byte[] mine = GifIndices.of(changed, 37, 23);
      if (mine != null) {
        BufferedImage theirs = byJdk(changed);
        if (theirs != null && theirs.getWidth() == 37 && theirs.getHeight() == 23) {
          assertThat(mine).as("round %d", round).isEqualTo(pixels(theirs));
          read++;
        }
      }
    }
    assertThat(read).isPositive();
  }

  private static @Nullable BufferedImage byJdk(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  @Test
  void bmpFilesOfEverySize() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 60; round++) {
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(40);
      BufferedImage image = image(random, width, height, 17 + random.nextInt(COLOURS - 16));
      byte[] file = write(image, "bmp", false);
      assertThat(BmpIndices.of(file, width, height)).isEqualTo(pixels(image));
      assertThat(BmpIndices.of(Arrays.copyOf(file, file.length - 1), width, height)).isNull();
      file[25] = -1; // The height is negative: rows go down from the top.
      file[22] = (byte) -height;
      file[23] = -1;
      file[24] = -1;
      assertThat(BmpIndices.of(file, width, height)).isNotNull();
    }
  }
}
