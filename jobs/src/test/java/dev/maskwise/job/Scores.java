package dev.maskwise.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.maskwise.oracle.NaiveImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Small score maps of the size of {@link Masks}, as arrays and as NumPy files. */
final class Scores {
  static final int PIXELS = Masks.WIDTH * Masks.HEIGHT;

  /** What a data set ignores; its classes are the labels below. */
  static final int IGNORE = 3;

  private Scores() {}

  /** Logits of which no two are equal, as a network gives them; decided by the seed. */
  static float[] logits(int seed, int channels) {
    Random random = new Random(seed);
    float[] logits = new float[channels * PIXELS];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (2 * random.nextGaussian());
    }
    return logits;
  }

  /** Logits from −4 to 4 in steps of a quarter, many of them equal. */
  static float[] quarters(int seed, int channels) {
    Random random = new Random(seed);
    float[] logits = new float[channels * PIXELS];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (random.nextInt(33) - 16) / 4f;
    }
    return logits;
  }

  /** Probabilities in sixteenths, 0 and 1 among them; those of several channels add up to 1. */
  static float[] probabilities(int seed, int channels) {
    Random random = new Random(seed);
    float[] probabilities = new float[channels * PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      int rest = 16;
      for (int c = 0; c < channels; c++) {
        int share = c > 0 && c == channels - 1 ? rest : random.nextInt(rest + 1);
        probabilities[c * PIXELS + i] = share / 16f;
        rest -= share;
      }
    }
    return probabilities;
  }

  /** A NumPy file of float32: height × width for one channel, else channels × height × width. */
  static byte[] npy(float[] scores) {
    return npy("<f4", shape(scores.length / PIXELS, Masks.HEIGHT, Masks.WIDTH), singles(scores));
  }

  /** A NumPy file of any type and shape. */
  static byte[] npy(String type, String shape, byte[] data) {
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int padding = 63 - (10 + dictionary.length()) % 64;
    String header = dictionary + " ".repeat(padding) + "\n";
    return ByteBuffer.allocate(10 + header.length() + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x93)
        .put("NUMPY\1\0".getBytes(ISO_8859_1))
        .putShort((short) header.length())
        .put(header.getBytes(ISO_8859_1))
        .put(data)
        .array();
  }

  /** The shape of an array as NumPy writes it. */
  static String shape(int channels, int height, int width) {
    String plane = "%d, %d)".formatted(height, width);
    return channels == 1 ? "(" + plane : "(" + channels + ", " + plane;
  }

  /** Little-endian float32. */
  static byte[] singles(float[] scores) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * scores.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(scores);
    return bytes.array();
  }

  /** Little-endian float16 of numbers that it holds exactly, none of them subnormal. */
  static byte[] halves(float[] scores) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * scores.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float score : scores) {
      int bits = Float.floatToIntBits(score);
      int magnitude = score == 0 ? 0 : ((bits & 0x7fffffff) >> 13) - (112 << 10);
      bytes.putShort((short) ((bits >>> 16 & 0x8000) | magnitude));
    }
    return bytes.array();
  }

  /** The id of an image: half of them are even, half odd. */
  static String id(int image) {
    return (image % 2 == 0 ? "even/" : "odd/") + image;
  }

  /** The true labels of an image: the classes 0 to 2 and the ignored 3. */
  static byte[] truth(int image) {
    return Masks.random(3 * image, IGNORE + 1);
  }

  /** The valid pixels of an image, planes of scores one after another, for the oracle. */
  static NaiveImage naive(float[] scores, byte[] truth, boolean logits) {
    float[][] planes = new float[scores.length / PIXELS][];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = Arrays.copyOfRange(scores, c * PIXELS, (c + 1) * PIXELS);
    }
    int[] labels = new int[PIXELS];
    Arrays.setAll(labels, i -> truth[i]);
    return NaiveImage.of(planes, labels, IGNORE, logits, -100);
  }

  static void writeTruth(Path directory, int images) throws IOException {
    for (int i = 0; i < images; i++) {
      Masks.write(directory.resolve("truth/" + id(i) + ".png"), truth(i));
    }
  }

  /** Scores of a model, decided by a seed and the number of channels. */
  @FunctionalInterface
  interface Maker {
    float[] make(int seed, int channels);
  }

  /** The seed of a model's scores of an image. */
  static int seed(String model, int image) {
    return 1000 * model.charAt(0) + image;
  }

  static void writeModel(Path directory, String model, int images, int channels, Maker maker)
      throws IOException {
    for (int i = 0; i < images; i++) {
      Masks.bytes(
          directory.resolve(model + "/" + id(i) + ".npy"),
          npy(maker.make(seed(model, i), channels)));
    }
  }
}
