package dev.maskwise.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Adler32;

/** A zlib stream of one block, written symbol by symbol as no compressor would. */
final class ZlibBlock {
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private byte[] data = new byte[1 << 16];
  private int size;
  private int pending;
  private int pendingBits;

  private ZlibBlock(int type) {
    stream.write(0x78);
    stream.write(0x9c);
    bits(1, 1);
    bits(type, 2);
  }

  /** A block with the fixed codes. */
  static ZlibBlock fixed() {
    return new ZlibBlock(1);
  }

  /**
   * A stream of one zero byte, in a dynamic block that declares so many symbols and gives codewords
   * to the byte and to the end of the block only.
   *
   * @param literals declared literals and lengths, 257 to 288
   * @param distances declared distances, 1 to 32
   */
  static byte[] dynamic(int literals, int distances) {
    ZlibBlock block = new ZlibBlock(2);
    block.bits(literals - 257, 5);
    block.bits(distances - 1, 5);
    block.bits(18 - 4, 4);
    // Code lengths 18, 0 and 1 have codewords of 1, 2 and 2 bits: 0, 10 and 11.
    int[] given = new int[18];
    given[2] = 1;
    given[3] = 2;
    given[17] = 2;
    for (int length : given) {
      block.bits(length, 3);
    }
    block.bits(3, 2);
    block.zeros(255);
    block.bits(3, 2);
    block.zeros(literals - 257 + distances);
    block.bits(0, 1);
    block.append((byte) 0);
    block.bits(1, 1);
    return block.end();
  }

  private void zeros(int count) {
    int left = count;
    while (left > 0) {
      int run = Math.min(138, left);
      if (run < 11) {
        bits(1, 2);
        left--;
      } else {
        bits(0, 1);
        bits(run - 11, 7);
        left -= run;
      }
    }
  }

  /** How many bytes the symbols so far stand for. */
  int size() {
    return size;
  }

  void literal(int value) {
    symbol(value & 0xff);
    append((byte) value);
  }

  /** A match; one that reaches back before the beginning stands for zeros. */
  void match(int length, int distance) {
    int code = 257;
    int base = 3;
    int extra = 0;
    while (length < 258 && base + (1 << extra) <= length) {
      base += 1 << extra;
      code++;
      extra = code < 265 ? 0 : (code - 261) / 4;
    }
    if (length == 258) {
      symbol(285);
    } else {
      symbol(code);
      bits(length - base, extra);
    }

    int distanceCode = 0;
    int first = 1;
    int distanceExtra = 0;
    while (first + (1 << distanceExtra) <= distance) {
      first += 1 << distanceExtra;
      distanceCode++;
      distanceExtra = distanceCode < 4 ? 0 : (distanceCode - 2) / 2;
    }
    bits(Integer.reverse(distanceCode) >>> 27, 5);
    bits(distance - first, distanceExtra);
    for (int k = 0; k < length; k++) {
      append(distance > size ? 0 : data[size - distance]);
    }
  }

  /** Ends the block and the stream. */
  byte[] stream() {
    symbol(256);
    return end();
  }

  private byte[] end() {
    bits(0, 7);
    Adler32 adler = new Adler32();
    adler.update(data, 0, size);
    for (int shift = 24; shift >= 0; shift -= 8) {
      stream.write((int) (adler.getValue() >>> shift));
    }
    return stream.toByteArray();
  }

  private void append(byte value) {
    if (size == data.length) {
      data = Arrays.copyOf(data, 2 * size);
    }
    data[size++] = value;
  }

  private void symbol(int symbol) {
    if (symbol < 144) {
      code(0x30 + symbol, 8);
    } else if (symbol < 256) {
      code(0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
      code(symbol - 256, 7);
    } else {
      code(0xc0 + symbol - 280, 8);
    }
  }

  private void code(int code, int length) {
    bits(Integer.reverse(code) >>> (32 - length), length);
  }

  private void bits(int value, int count) {
    pending |= value << pendingBits;
    pendingBits += count;
    while (pendingBits >= 8) {
      stream.write(pending);
      pending >>>= 8;
      pendingBits -= 8;
    }
  }
}
