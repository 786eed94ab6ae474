package ai.rapids.cudf;

import java.util.function.Supplier;

/** What the model knows of the whole device: how much is open, and when it shall fail. */
public final class Device {
  private static long open;
  private static long bytes;
  private static long peak;
  private static long untilFailure = Long.MAX_VALUE;

  private Device() {}

  /** A call failed, as when memory is short. */
  public static final class OutOfMemory extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfMemory() {
      super("The model's device is out of memory.");
    }
  }

  /** How many references to columns, views, scalars, tables and formulas are not closed. */
  public static long open() {
    return open;
  }

  /**
   * Runs a computation and gives the most bytes that columns took together, those included that
   * were there before. What cuDF takes within a call is not.
   */
  public static long peakOf(Runnable computation) {
    peak = bytes;
    computation.run();
    return peak;
  }

  static void allocated(long size) {
    bytes += size;
    peak = Math.max(peak, bytes);
  }

  static void freed(long size) {
    bytes -= size;
  }

  /** Runs a computation whose call of this index fails, counted from 0. */
  public static <T> T failingAt(long call, Supplier<T> computation) {
    untilFailure = call;
    try {
      return computation.get();
    } finally {
      untilFailure = Long.MAX_VALUE;
    }
  }

  /** Before anything is made: this is where a call fails. */
  static void call() {
    if (untilFailure-- == 0) {
      throw new OutOfMemory();
    }
  }

  static void opened() {
    open++;
  }

  static void closed() {
    open--;
  }
}
