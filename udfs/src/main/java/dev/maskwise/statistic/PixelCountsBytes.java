package dev.maskwise.statistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts of pixels of any kind as bytes, for a way on which nobody knows the kind. */
public final class PixelCountsBytes {
  private static final byte CONFUSION = 0;
  private static final byte OVERLAPS = 1;

  private PixelCountsBytes() {}

  /** The bytes of counts. */
  public static byte[] encode(PixelCounts counts) {
    if (counts instanceof ConfusionMatrix matrix) {
      return ofConfusion(ConfusionMatrix.TYPE.encode(matrix));
    }
    List<byte[]> states = new ArrayList<>();
    for (int c = 0; c < counts.classes(); c++) {
      states.add(OverlapCounts.TYPE.encode(counts.overlap(c)));
    }
    return ofOverlaps(states);
  }

  /** The bytes of counts of which those of the {@link ConfusionMatrix} are there. */
  public static byte[] ofConfusion(byte[] state) {
    return marked(CONFUSION, state);
  }

  /** The bytes of counts of which those of the {@link OverlapCounts} of each class are there. */
  public static byte[] ofOverlaps(List<byte[]> states) {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(states.size());
    states.forEach(writer::block);
    return marked(OVERLAPS, writer.toBytes());
  }

  private static byte[] marked(byte kind, byte[] counts) {
    byte[] bytes = new byte[counts.length + 1];
    bytes[0] = kind;
    System.arraycopy(counts, 0, bytes, 1, counts.length);
    return bytes;
  }

  /**
   * The counts of some bytes.
   *
   * @throws IllegalArgumentException when the bytes are of no counts
   */
  public static PixelCounts decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] < CONFUSION || bytes[0] > OVERLAPS) {
      throw new IllegalArgumentException("These bytes hold no counts of pixels.");
    }
    byte[] counts = Arrays.copyOfRange(bytes, 1, bytes.length);
    if (bytes[0] == CONFUSION) {
      return ConfusionMatrix.TYPE.decode(counts);
    }
    ByteLayout.Reader reader = new ByteLayout.Reader("class overlaps", counts);
    int classes = reader.varint(ConfusionMatrix.MAX_CLASSES);
    List<byte[]> states = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      states.add(reader.block(counts.length));
    }
    reader.end();
    return ClassOverlaps.ofStates(states);
  }
}
