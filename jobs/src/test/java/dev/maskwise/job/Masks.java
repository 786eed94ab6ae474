package dev.maskwise.job;

import dev.maskwise.codec.png.PngWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small label maps as files. */
final class Masks {
  static final int WIDTH = 13;
  static final int HEIGHT = 9;

  private Masks() {}

  /** Labels below a bound, decided by the seed. */
  static byte[] random(int seed, int bound) {
    byte[] labels = new byte[WIDTH * HEIGHT];
    Random random = new Random(seed);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) random.nextInt(bound);
    }
    return labels;
  }

  static byte[] png(byte[] labels) {
    return PngWriter.encode(labels, WIDTH, HEIGHT, 1);
  }

  /** Writes a PNG label map and the directories above it. */
  static void write(Path file, byte[] labels) throws IOException {
    bytes(file, png(labels));
  }

  static void bytes(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  static void rgb(Path file) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  /**
   * A data set of four classes below a directory: {@code truth} and the predictions of {@code a}
   * and {@code b}, images {@code x/0}, {@code x/1}, ….
   */
  static void dataSet(Path directory, int images) throws IOException {
    for (int i = 0; i < images; i++) {
      write(directory.resolve("truth/x/" + i + ".png"), random(3 * i, 4));
      write(directory.resolve("a/x/" + i + ".png"), random(3 * i + 1, 4));
      write(directory.resolve("b/x/" + i + ".png"), random(3 * i + 2, 4));
    }
  }
}
