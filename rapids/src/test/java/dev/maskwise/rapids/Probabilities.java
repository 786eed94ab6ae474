package dev.maskwise.rapids;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Probabilities as bytes of float32: any, near 0 and 1, down to the least float32, and 0 and 1. */
final class Probabilities {
  private Probabilities() {}

  static byte[] ofForeground(int pixels, SplittableRandom random) {
    byte[] bytes = new byte[Float.BYTES * pixels];
    ByteBuffer floats = littleEndian(bytes);
    int kind = random.nextInt(4);
    for (int i = 0; i < pixels; i++) {
      floats.putFloat(ofPixel(kind, random));
    }
    return bytes;
  }

  private static float ofPixel(int kind, SplittableRandom random) {
    return switch (kind) {
      case 0 -> random.nextInt(2);
      case 1 -> random.nextInt(5) / 4f;
      case 2 -> {
        float small = (float) Math.pow(10, random.nextDouble(-45, 0));
        yield random.nextBoolean() ? small : 1 - small;
      }
      default -> (float) random.nextDouble();
    };
  }

  /** A plane for each class, one after another. */
  static byte[] ofClasses(int classes, int pixels, SplittableRandom random) {
    byte[] bytes = new byte[Float.BYTES * classes * pixels];
    ByteBuffer planes = littleEndian(bytes);
    int kind = random.nextInt(4);
    for (int i = 0; i < pixels; i++) {
      double[] weights = new double[classes];
      for (int c = 0; c < classes; c++) {
        weights[c] = weight(kind, random);
      }
      weights[random.nextInt(classes)] = 1;
      double sum = Arrays.stream(weights).sum();
      for (int c = 0; c < classes; c++) {
        planes.putFloat(Float.BYTES * (c * pixels + i), (float) (weights[c] / sum));
      }
    }
    return bytes;
  }

  private static double weight(int kind, SplittableRandom random) {
    return switch (kind) {
      case 0 -> 0;
      case 1 -> random.nextInt(2);
      case 2 -> Math.exp(random.nextDouble(-100, 0));
      default -> random.nextDouble();
    };
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
