package dev.maskwise.codec.inflate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Adler32;

/** A zlib stream of one block, written symbol by symbol as no compressor would. */
final class ZlibBlock {
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final byte[] symbolLengths;
  private final int[] symbolCodes;
  private final byte[] distanceLengths;
  private final int[] distanceCodes;
  private byte[] data = new byte[1 << 16];
  private int size;
  private int pending;
  private int pendingBits;

  private ZlibBlock(int type, byte[] symbolLengths, byte[] distanceLengths) {
    this.symbolLengths = symbolLengths;
    this.distanceLengths = distanceLengths;
    symbolCodes = PrefixCode.codewords(symbolLengths);
    distanceCodes = PrefixCode.codewords(distanceLengths);
    stream.write(0x78);
    stream.write(0x9c);
    bits(1, 1);
    bits(type, 2);
  }

  /** A block with the fixed codes. */
  static ZlibBlock fixed() {
    byte[] symbols = new byte[288];
    byte[] distances = new byte[32];
    Arrays.fill(symbols, 0, 144, (byte) 8);
    Arrays.fill(symbols, 144, 256, (byte) 9);
    Arrays.fill(symbols, 256, 280, (byte) 7);
    Arrays.fill(symbols, 280, 288, (byte) 8);
    Arrays.fill(distances, (byte) 5);
    return new ZlibBlock(1, symbols, distances);
  }

  /**
   * A block with codes of its own, each length written as four bits.
   *
   * @param symbols lengths of 257 to 288 literals and lengths
   * @param distances lengths of 1 to 32 distances
   */
  static ZlibBlock dynamic(byte[] symbols, byte[] distances) {
    ZlibBlock block = new ZlibBlock(2, symbols, distances);
    block.bits(symbols.length - 257, 5);
    block.bits(distances.length - 1, 5);
    block.bits(19 - 4, 4);
    for (int k = 0; k < 19; k++) {
      block.bits(k < 3 ? 0 : 4, 3);
    }
    for (byte length : symbols) {
      block.bits(Integer.reverse(length) >>> 28, 4);
    }
    for (byte length : distances) {
      block.bits(Integer.reverse(length) >>> 28, 4);
    }
    return block;
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
    int symbol = 257;
    int base = 3;
    int extra = 0;
    while (length < 258 && base + (1 << extra) <= length) {
      base += 1 << extra;
      symbol++;
      extra = symbol < 265 ? 0 : (symbol - 261) / 4;
    }
    if (length == 258) {
      symbol(285);
    } else {
      symbol(symbol);
      bits(length - base, extra);
    }
    int distanceSymbol = 0;
    int first = 1;
    int distanceExtra = 0;
    while (first + (1 << distanceExtra) <= distance) {
      first += 1 << distanceExtra;
      distanceSymbol++;
      distanceExtra = distanceSymbol < 4 ? 0 : (distanceSymbol - 2) / 2;
    }
    bits(distanceCodes[distanceSymbol], distanceLengths[distanceSymbol]);
    bits(distance - first, distanceExtra);
    for (int k = 0; k < length; k++) {
      append(distance > size ? 0 : data[size - distance]);
    }
  }

  /** Ends the block and the stream. */
  byte[] stream() {
    symbol(256);
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
    bits(symbolCodes[symbol], symbolLengths[symbol]);
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
