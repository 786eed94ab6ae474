package dev.maskwise.codec.inflate;

import static dev.maskwise.codec.inflate.DeflateAlphabet.DISTANCE_BITS;
import static dev.maskwise.codec.inflate.DeflateAlphabet.LITERAL_BITS;
import static dev.maskwise.codec.inflate.HuffmanTable.POINTER;
import static dev.maskwise.codec.inflate.HuffmanTable.STOP;

import dev.maskwise.codec.LittleEndian;
import dev.maskwise.codec.MalformedException;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Decompression of one zlib stream (RFC 1950, 1951) into a sliding window from which it is read.
 *
 * <p>Why not {@link java.util.zip.Inflater}: compressed label maps are long matches, mostly runs of
 * one byte, and are decoded here several times faster; nothing native is held, so a small image
 * costs microseconds. Accepts and refuses what zlib does.
 *
 * <p>Memory: 32 KiB of history, 64 KiB to decode into or the longest request if that is more, and
 * 16 KiB of tables; less when the whole stream is shorter.
 */
public final class Inflate {
  /** Deflate makes no more bytes of one: a match of 258 bytes takes two bits at least. */
  public static final long LARGEST_RATIO = 1032;

  private enum Stage {
    BLOCK_HEADER,
    STORED,
    CODED,
    END
  }

  private static final int HISTORY = 1 << 15;
  private static final int CHUNK = 1 << 16;
  private static final int WORD = Long.BYTES;

  /** The modulus of the checksum. */
  private static final int ADLER = 65521;

  private static final int LITERAL_MASK = (1 << LITERAL_BITS) - 1;
  private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;

  private final BitInput input;
  private final DynamicCodes dynamic = new DynamicCodes();
  private final Adler32 adler = new Adler32();

  /** All zero from a block behind {@link #out} on, so long runs of zeros need not be written. */
  private final byte[] window;

  private final ZeroRuns zeros;

  /** The two sums of the checksum (RFC 1950, section 8.2) of what is decoded. */
  private int sum = 1;

  private int sumOfSums;

  /** Decoding pauses when it has passed this place: a match and a block more always fit. */
  private final int limit;

  /** Where the next decoded byte goes, and the first decoded byte not yet read. */
  private int out;

  private int read;

  private Stage stage = Stage.BLOCK_HEADER;
  private boolean lastBlock;
  private int storedLeft;
  private int[] literals = DeflateAlphabet.FIXED_LITERALS;
  private int[] distances = DeflateAlphabet.FIXED_DISTANCES;

  /**
   * Begins with the header of the stream.
   *
   * @param longestRequest the most bytes that {@link #require} will be asked for
   * @param total how many bytes the caller is going to read
   */
  public Inflate(BitInput input, int longestRequest, long total) throws MalformedException {
    this.input = input;
    int method = input.take(Byte.SIZE);
    int flags = input.take(Byte.SIZE);
    if ((method & 15) != 8 || method >>> 4 > 7 || (method << 8 | flags) % 31 != 0) {
      throw new MalformedException("is damaged: its compressed data has no zlib header");
    }
    if ((flags & 32) != 0) {
      throw new MalformedException("is damaged: its compressed data wants a preset dictionary");
    }
    limit = (int) Math.min(total, HISTORY + Math.max(CHUNK, longestRequest));
    window = new byte[limit + Match.LONGEST + Match.BLOCK];
    zeros = new ZeroRuns(window.length);
  }

  /** The array that holds the bytes asked for, from {@link #position} on; not to be written. */
  public byte[] buffer() {
    return window;
  }

  /** Where bytes of {@link #buffer} are known to be zero. */
  public ZeroRuns zeros() {
    return zeros;
  }

  public int position() {
    return read;
  }

  /** Decodes until n bytes lie unread; false when the stream ends before. */
  public boolean require(int n) throws MalformedException {
    while (out - read < n && stage != Stage.END) {
      if (out > limit) {
        slide();
      }
      decode();
    }
    return out - read >= n;
  }

  public void skip(int n) {
    read += n;
  }

  /** Verifies that the stream ends where it was read to, and that nothing follows it. */
  public void finish() throws MalformedException {
    if (require(1)) {
      throw new MalformedException("is damaged: it holds more rows than it declares");
    }
    if (!input.atEnd()) {
      throw new MalformedException("is damaged: bytes follow the end of its compressed data");
    }
  }

  private void slide() {
    int from = Math.max(0, Math.min(read, out - HISTORY));
    System.arraycopy(window, from, window, 0, out - from);
    Arrays.fill(window, out - from, Math.min(window.length, out + Match.BLOCK), (byte) 0);
    zeros.slide(from, read);
    out -= from;
    read -= from;
  }

  private void decode() throws MalformedException {
    int from = out;
    int run = zeros.size();
    while (out <= limit && stage != Stage.END) {
      switch (stage) {
        case BLOCK_HEADER -> readBlockHeader();
        case STORED -> copyStored();
        default -> decodeSymbols();
      }
    }
    for (; run < zeros.size(); run++) {
      check(from, zeros.start(run));
      from = zeros.end(run);
      sumOfSums = (int) ((sumOfSums + (long) (from - zeros.start(run)) * sum) % ADLER);
    }
    check(from, out);
    if (stage == Stage.END) {
      input.alignToByte();
      if (Integer.reverseBytes(input.take(Integer.SIZE)) != (sumOfSums << Short.SIZE | sum)) {
        throw new MalformedException("is damaged: the checksum of its pixels does not match");
      }
    }
  }

  /** Adds decoded bytes to the checksum; zeros would only add to the sum of sums. */
  private void check(int from, int to) {
    adler.reset();
    adler.update(window, from, to - from);
    int value = (int) adler.getValue();
    // The sums of these bytes began with 1 and 0.
    long before = sum + ADLER - 1L;
    sumOfSums = (int) ((sumOfSums + (to - from) * before + (value >>> Short.SIZE)) % ADLER);
    sum = (int) ((before + (value & 0xffff)) % ADLER);
  }

  private void readBlockHeader() throws MalformedException {
    if (lastBlock) {
      stage = Stage.END;
      return;
    }
    lastBlock = input.take(1) == 1;
    switch (input.take(2)) {
      case 0 -> {
        input.alignToByte();
        storedLeft = input.take(Short.SIZE);
        if (input.take(Short.SIZE) != (storedLeft ^ 0xffff)) {
          throw damaged("a stored block whose two lengths differ");
        }
        stage = Stage.STORED;
      }
      case 1 -> {
        literals = DeflateAlphabet.FIXED_LITERALS;
        distances = DeflateAlphabet.FIXED_DISTANCES;
        stage = Stage.CODED;
      }
      case 2 -> {
        dynamic.read(input);
        literals = dynamic.literals;
        distances = dynamic.distances;
        stage = Stage.CODED;
      }
      default -> throw damaged("a block of no known type");
    }
  }

  private void copyStored() throws MalformedException {
    while (storedLeft > 0 && out <= limit) {
      int copied = input.copy(window, out, Math.min(storedLeft, window.length - out));
      out += copied;
      storedLeft -= copied;
    }
    if (storedLeft == 0) {
      stage = Stage.BLOCK_HEADER;
    }
  }

  /** Decodes literals and matches until the block ends or the window is full. */
  private void decodeSymbols() throws MalformedException {
    final byte[] array = input.array;
    final byte[] window = this.window;
    final int[] literals = this.literals;
    final int[] distances = this.distances;
    final int limit = this.limit;
    int out = this.out;
    long bits = input.bits;
    int count = input.count;
    int at = input.at;
    int lastWord = input.end - WORD;
    while (out <= limit) {
      // A literal or length takes 20 bits at most, a distance 28: one refill serves both.
      if (at <= lastWord) {
        bits |= LittleEndian.get(array, at) << count;
        at += (63 - count) >>> 3;
        count |= 56;
      } else {
        input.bits = bits;
        input.count = count;
        input.at = at;
        input.refill();
        bits = input.bits;
        count = input.count;
        at = input.at;
        lastWord = input.end - WORD;
      }
      long loaded = bits;
      int loadedCount = count;
      int entry = literals[(int) bits & LITERAL_MASK];
      if ((entry & POINTER) != 0) {
        entry = literals[(entry >>> 16) + ((int) (bits >>> LITERAL_BITS) & ~(-1 << entry))];
      }
      int length = (entry >>> 16) + ((int) (bits & ~(-1L << entry)) >>> (entry >>> 8));
      bits >>>= entry;
      count -= entry & 63;
      if (entry < 0) {
        window[out++] = (byte) (entry >>> 16);
        continue;
      }
      if ((entry & STOP) != 0) {
        if (entry >>> 16 == 0) {
          throw invalidCode(count);
        }
        stage = Stage.BLOCK_HEADER;
        break;
      }
      entry = distances[(int) bits & DISTANCE_MASK];
      if ((entry & POINTER) != 0) {
        entry = distances[(entry >>> 16) + ((int) (bits >>> DISTANCE_BITS) & ~(-1 << entry))];
      }
      int distance = (entry >>> 16) + ((int) (bits & ~(-1L << entry)) >>> (entry >>> 8));
      bits >>>= entry;
      count -= entry & 63;
      if ((entry & STOP) != 0) {
        throw invalidCode(count);
      }
      if (distance > out) {
        throw count < 0 ? cutOff() : damaged("a match from before its beginning");
      }
      if (distance == 1 && length >= ZeroRuns.SHORTEST && window[out - 1] == 0) {
        // Long runs are the same bits again and again. Behind the block all is zero.
        int used = loadedCount - count;
        long repeated = loaded & ~(-1L << used);
        int start = out;
        out += length;
        while (count >= used && (bits & ~(-1L << used)) == repeated && out <= limit) {
          bits >>>= used;
          count -= used;
          out += length;
        }
        zeros.add(start, out);
        LittleEndian.put(window, start, 0);
        LittleEndian.put(window, start + WORD, 0);
        LittleEndian.put(window, start + 2 * WORD, 0);
        LittleEndian.put(window, start + 3 * WORD, 0);
      } else {
        Match.copy(window, out, distance, length);
        out += length;
      }
    }
    input.bits = bits;
    input.count = count;
    input.at = at;
    this.out = out;
  }

  private static MalformedException invalidCode(int bitCount) {
    return bitCount < 0 ? cutOff() : damaged("bits that are no code");
  }

  private static MalformedException cutOff() {
    return new MalformedException(BitInput.CUT_OFF);
  }

  private static MalformedException damaged(String what) {
    return new MalformedException("is damaged: its compressed data has " + what);
  }
}
