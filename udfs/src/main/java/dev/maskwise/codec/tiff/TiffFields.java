package dev.maskwise.codec.tiff;

import dev.maskwise.codec.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The fields of the one image of a TIFF or BigTIFF file. Reduced copies and transparency masks,
 * which have directories of their own, are passed over; several images are refused.
 */
final class TiffFields {
  private static final int NEW_SUBFILE_TYPE = 254;

  /** A copy of another image of the file at a lower resolution, or a mask of it. */
  private static final int ACCESSORY = 1 | 4;

  /** Bytes of a value by its type; 0 where it is no whole number. */
  private static final int[] SIZES = {0, 1, 0, 2, 4, 0, 1, 0, 2, 4, 0, 0, 0, 4, 0, 0, 8, 8, 8};

  private static final int MOST_FIELDS = 1 << 16;

  private final ByteBuffer file;
  private final boolean big;

  /** Tag → where its field begins. */
  private final Map<Integer, Integer> fields = new HashMap<>();

  private TiffFields(ByteBuffer file, boolean big) {
    this.file = file;
    this.big = big;
  }

  /** Whether a file may be a TIFF file, by its first bytes. */
  static boolean begins(byte[] file) {
    return file.length >= 4
        && (isMagic(file, 'I', file[2], file[3]) || isMagic(file, 'M', file[3], file[2]));
  }

  private static boolean isMagic(byte[] file, char order, byte low, byte high) {
    return file[0] == order && file[1] == order && high == 0 && (low == 42 || low == 43);
  }

  /** Finds the image of a file. */
  static TiffFields read(byte[] bytes) throws MalformedException {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    file.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean big = file.getShort(2) == 43;
    if (bytes.length < (big ? 16 : 8)) {
      throw new MalformedException("is cut off: it has " + bytes.length + " bytes");
    }
    TiffFields image = new TiffFields(file, big);
    int images = 0;
    Set<Integer> seen = new HashSet<>();
    for (long at = big ? file.getLong(8) : offset(file, 4); at != 0; ) {
      TiffFields directory = new TiffFields(file, big);
      if (!seen.add((int) at)) {
        throw new MalformedException("is damaged: its directories lead around in a circle");
      }
      at = directory.fill(at);
      if ((directory.number(NEW_SUBFILE_TYPE, 0) & ACCESSORY) == 0) {
        image = images == 0 ? directory : image;
        images++;
      }
    }
    if (images != 1) {
      throw new MalformedException(
          images == 0
              ? "is a TIFF file without an image"
              : "is a TIFF file of %d images, but a label map is one: save each to a file of its own, as tiffsplit does"
                  .formatted(images));
    }
    return image;
  }

  private static long offset(ByteBuffer file, int at) {
    return Integer.toUnsignedLong(file.getInt(at));
  }

  /** Notes the fields of a directory, and gives the place of the next one. */
  private long fill(long start) throws MalformedException {
    int countBytes = big ? Long.BYTES : Short.BYTES;
    int at = place(start, countBytes);
    long count = big ? file.getLong(at) : file.getChar(at);
    int fieldBytes = big ? 20 : 12;
    if (count < 0 || count > MOST_FIELDS) {
      throw new MalformedException("is damaged: a directory of it declares " + count + " fields");
    }
    at += countBytes;
    place(at, count * fieldBytes + (big ? Long.BYTES : Integer.BYTES));
    for (int i = 0; i < count; i++, at += fieldBytes) {
      fields.putIfAbsent((int) file.getChar(at), at);
    }
    return big ? file.getLong(at) : offset(file, at);
  }

  /** Checks that so many bytes are there. */
  private int place(long at, long bytes) throws MalformedException {
    if (at < 0 || at > file.capacity() - bytes) {
      throw new MalformedException(
          "is cut off or damaged: it has %d bytes, and names what lies behind them"
              .formatted(file.capacity()));
    }
    return (int) at;
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** The number of a field of one number, or the first of several. */
  long number(int tag, long standard) throws MalformedException {
    return has(tag) ? values(tag, 1)[0] : standard;
  }

  /** How many values a field has. */
  long count(int tag) {
    Integer at = fields.get(tag);
    return at == null ? 0 : big ? file.getLong(at + 4) : offset(file, at + 4);
  }

  /** The first values of a field that has them. */
  long[] values(int tag, int count) throws MalformedException {
    Integer at = fields.get(tag);
    if (at == null || count(tag) < count) {
      throw new MalformedException(
          "is damaged: its field %d has %d values in the place of %d"
              .formatted(tag, count(tag), count));
    }
    int type = file.getChar(at + 2);
    int size = type < SIZES.length ? SIZES[type] : 0;
    if (size == 0) {
      throw new MalformedException(
          "is damaged: its field %d is of the type %d, which is no whole number"
              .formatted(tag, type));
    }
    int own = at + (big ? 12 : 8);
    boolean inline = count(tag) <= (big ? Long.BYTES : Integer.BYTES) / size;
    int from =
        inline ? own : place(big ? file.getLong(own) : offset(file, own), (long) count * size);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      int value = from + i * size;
      values[i] =
          switch (size) {
            case 1 -> file.get(value) & 0xff;
            case 2 -> file.getChar(value);
            case 4 -> offset(file, value);
            default -> file.getLong(value);
          };
    }
    return values;
  }

  ByteOrder order() {
    return file.order();
  }
}
