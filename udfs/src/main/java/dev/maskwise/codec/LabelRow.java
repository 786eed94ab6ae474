package dev.maskwise.codec;

/**
 * A row of a label map that turns into the next one, and remembers what it was where it changed.
 *
 * <p>A <em>word</em> is eight bytes of the row. The array is longer than the row, so the last word
 * may be taken whole; what lies behind the row never changes.
 */
public final class LabelRow {
  private static final int WORD = Long.BYTES;

  private final byte[] labels;
  private final int length;
  private final int[] places;
  private final long[] before;
  private int changes;

  /** A row of zeros, which stands before the first one. */
  public LabelRow(int bytes) {
    length = bytes;
    int words = (bytes + WORD - 1) / WORD;
    labels = new byte[bytes + WORD];
    places = new int[words + 1];
    before = new long[words + 1];
  }

  /** The labels as they are now, and some bytes more. */
  public byte[] labels() {
    return labels;
  }

  /** Bytes of the row. */
  public int length() {
    return length;
  }

  /** How many words changed last. */
  public int changes() {
    return changes;
  }

  /** Where the words begin that changed, in order. */
  public int[] places() {
    return places;
  }

  /** What the words were that changed. */
  public long[] before() {
    return before;
  }

  /** Forgets what changed: the next row begins. */
  public void begin() {
    changes = 0;
  }

  /** Remembers the word of a byte, which is about to change; bytes are named in order. */
  public void touch(int at) {
    int place = at & -WORD;
    if (changes == 0 || places[changes - 1] != place) {
      places[changes] = place;
      before[changes] = LittleEndian.get(labels, place);
      changes++;
    }
  }

  /** Puts a word at its place, if it is another one. */
  public void put(int place, long word) {
    long old = LittleEndian.get(labels, place);
    if (word != old) {
      places[changes] = place;
      before[changes] = old;
      changes++;
      LittleEndian.put(labels, place, word);
    }
  }

  /** Takes the labels of another row. */
  public void replace(byte[] from, int fromAt) {
    begin();
    int whole = length & -WORD;
    for (int at = 0; at < whole; at += WORD) {
      put(at, LittleEndian.get(from, fromAt + at));
    }
    if (whole < length) {
      touch(whole);
      System.arraycopy(from, fromAt + whole, labels, whole, length - whole);
    }
  }
}
