package dev.maskwise.rapids.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Probabilities of logits, as bytes of float32; those of every sixteenth pixel are 0 and 1. */
final class Probabilities {
  private static final int SURE = 16;

  private Probabilities() {}

  /** Of one class. */
  static byte[] ofLogits(ByteBuffer logits) {
    byte[] bytes = new byte[logits.capacity()];
    ByteBuffer probabilities = littleEndian(bytes);
    for (int i = 0; i < bytes.length / Float.BYTES; i++) {
      float logit = logits.getFloat(Float.BYTES * i);
      double sure = logit > 0 ? 1 : 0;
      probabilities.putFloat((float) (i % SURE == 0 ? sure : 1 / (1 + Math.exp(-logit))));
    }
    return bytes;
  }

  /** Of many classes, a plane for each. */
  static byte[] ofPlanes(ByteBuffer planes, int classes) {
    byte[] bytes = new byte[planes.capacity()];
    ByteBuffer probabilities = littleEndian(bytes);
    int pixels = bytes.length / Float.BYTES / classes;
    for (int i = 0; i < pixels; i++) {
      double scale = i % SURE == 0 ? 1000 : 1;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        greatest = Math.max(greatest, planes.getFloat(at(c, pixels, i)));
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(scale * (planes.getFloat(at(c, pixels, i)) - greatest));
      }
      for (int c = 0; c < classes; c++) {
        double score = planes.getFloat(at(c, pixels, i)) - greatest;
        probabilities.putFloat(at(c, pixels, i), (float) (Math.exp(scale * score) / sum));
      }
    }
    return bytes;
  }

  private static int at(int classId, int pixels, int pixel) {
    return Float.BYTES * (classId * pixels + pixel);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
