package dev.maskwise.codec.inflate;

/**
 * Long runs of zeros by their places in an array, where the compressed stream says that there are
 * some: who reads the data need not look at them. A run may not be noted; what is noted is zero.
 */
public final class ZeroRuns {
  /** Shorter ones are not worth a note. */
  static final int SHORTEST = 64;

  private static final int MOST = 1024;

  private final int[] starts;
  private final int[] ends;
  private int size;
  private int next;

  /**
   * @param bytes how long the array is
   */
  public ZeroRuns(int bytes) {
    int runs = Math.min(MOST, 1 + bytes / SHORTEST);
    starts = new int[runs];
    ends = new int[runs];
  }

  /** Notes a run behind those that are there, or that the last one goes on. */
  public void add(int from, int to) {
    if (size > 0 && ends[size - 1] == from) {
      ends[size - 1] = to;
    } else if (size < starts.length) {
      starts[size] = from;
      ends[size] = to;
      size++;
    }
  }

  int size() {
    return size;
  }

  int start(int run) {
    return starts[run];
  }

  int end(int run) {
    return ends[run];
  }

  /** All bytes moved to the front, and those before a place are not asked for any more. */
  void slide(int bytes, int place) {
    int kept = 0;
    for (int run = 0; run < size; run++) {
      if (ends[run] > place) {
        starts[kept] = starts[run] - bytes;
        ends[kept] = ends[run] - bytes;
        kept++;
      }
    }
    size = kept;
    next = 0;
  }

  /** Where the first run begins that ends behind a place; places must not go back. */
  public int startAfter(int place) {
    while (next < size && ends[next] <= place) {
      next++;
    }
    return next < size ? starts[next] : Integer.MAX_VALUE;
  }

  /** The end of the run in which a place lies, else the place; places must not go back. */
  public int endAround(int place) {
    return startAfter(place) <= place ? ends[next] : place;
  }
}
