package dev.maskwise.codec.inflate;

import static dev.maskwise.codec.inflate.DeflateAlphabet.CODE_LENGTH_BITS;
import static dev.maskwise.codec.inflate.DeflateAlphabet.CODE_LENGTH_ORDER;

import dev.maskwise.codec.MalformedException;
import java.util.Arrays;

/** The two Huffman codes that a dynamic block of deflate begins with (RFC 1951, section 3.2.7). */
final class DynamicCodes {
  final int[] literals = new int[DeflateAlphabet.LITERAL_TABLE];
  final int[] distances = new int[DeflateAlphabet.DISTANCE_TABLE];

  private final HuffmanTable huffman = new HuffmanTable();
  private final int[] codeLengths = new int[1 << CODE_LENGTH_BITS];
  private final byte[] lengths = new byte[320];

  /** Reads the codes; the tables hold them until the next call. */
  void read(BitInput input) throws MalformedException {
    int literalCount = input.take(5) + 257;
    int distanceCount = input.take(5) + 1;
    int codeLengthCount = input.take(4) + 4;
    if (literalCount > 286 || distanceCount > 30) {
      throw damaged("too many symbols");
    }
    Arrays.fill(lengths, 0, 19, (byte) 0);
    for (int i = 0; i < codeLengthCount; i++) {
      lengths[CODE_LENGTH_ORDER[i]] = (byte) input.take(3);
    }
    // A lone codeword would give 257 symbols or more one length: no prefix code, refused below.
    if (!huffman.fill(
        codeLengths, CODE_LENGTH_BITS, lengths, 0, 19, DeflateAlphabet.CODE_LENGTHS)) {
      throw damaged("an impossible code of code lengths");
    }
    readLengths(input, literalCount + distanceCount);
    if (!huffman.fill(
        literals,
        DeflateAlphabet.LITERAL_BITS,
        lengths,
        0,
        literalCount,
        DeflateAlphabet.LITERALS_AND_LENGTHS)) {
      throw damaged("an impossible code of literals and lengths");
    }
    if (!huffman.fill(
        distances,
        DeflateAlphabet.DISTANCE_BITS,
        lengths,
        literalCount,
        distanceCount,
        DeflateAlphabet.DISTANCES)) {
      throw damaged("an impossible code of distances");
    }
  }

  private void readLengths(BitInput input, int total) throws MalformedException {
    int i = 0;
    while (i < total) {
      if (input.count < CODE_LENGTH_BITS) {
        input.refill();
      }
      int entry = codeLengths[(int) input.bits & ((1 << CODE_LENGTH_BITS) - 1)];
      input.drop(entry & 63);
      int symbol = entry >>> 16;
      if (symbol < 16) {
        lengths[i++] = (byte) symbol;
        continue;
      }
      if (symbol == 16 && i == 0) {
        throw damaged("a repeated length without a first");
      }
      byte repeated = symbol == 16 ? lengths[i - 1] : 0;
      int times =
          switch (symbol) {
            case 16 -> 3 + input.take(2);
            case 17 -> 3 + input.take(3);
            default -> 11 + input.take(7);
          };
      if (times > total - i) {
        throw damaged("too many lengths");
      }
      Arrays.fill(lengths, i, i + times, repeated);
      i += times;
    }
  }

  private static MalformedException damaged(String what) {
    return new MalformedException("is damaged: a block of its compressed data has " + what);
  }
}
