package dev.maskwise.codec.score;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns stored scores into float32. */
@FunctionalInterface
interface ScoreDecoder {

  /**
   * Decodes the first scores of a block.
   *
   * @param into gets them from the index {@code at} on
   */
  void decode(byte[] block, float[] into, int at, int count);

  /** Numbers that are float32 already: a copy. */
  static ScoreDecoder singles(ByteOrder order) {
    return (block, into, at, count) ->
        ByteBuffer.wrap(block).order(order).asFloatBuffer().get(into, at, count);
  }

  /** Numbers of double precision, each to the nearest float32. */
  static ScoreDecoder doubles(ByteOrder order, int blockScores) {
    double[] numbers = new double[blockScores];
    return (block, into, at, count) -> {
      ByteBuffer.wrap(block).order(order).asDoubleBuffer().get(numbers, 0, count);
      for (int i = 0; i < count; i++) {
        into[at + i] = (float) numbers[i];
      }
    };
  }

  /** Bytes, each with its value in a table of 256. */
  static ScoreDecoder bytes(float[] table) {
    return (block, into, at, count) -> {
      for (int i = 0; i < count; i++) {
        into[at + i] = table[block[i] & 0xff];
      }
    };
  }

  /** Pairs of bytes, each with its value in a table of 65,536. */
  static ScoreDecoder pairs(float[] table, ByteOrder order, int blockScores) {
    char[] pairs = new char[blockScores];
    return (block, into, at, count) -> {
      ByteBuffer.wrap(block).order(order).asCharBuffer().get(pairs, 0, count);
      for (int i = 0; i < count; i++) {
        into[at + i] = table[pairs[i]];
      }
    };
  }
}
