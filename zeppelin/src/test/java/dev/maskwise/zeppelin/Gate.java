package dev.maskwise.zeppelin;

import java.util.concurrent.CountDownLatch;

/** Where paragraphs wait until they are cancelled. */
public final class Gate {
  private static volatile CountDownLatch entry = new CountDownLatch(1);

  private Gate() {}

  /** Says that somebody is here, and waits for ever. */
  public static long pass(long value) throws InterruptedException {
    entry.countDown();
    new CountDownLatch(1).await();
    return value;
  }

  static void close() {
    entry = new CountDownLatch(1);
  }

  static void awaitEntry() throws InterruptedException {
    entry.await();
  }
}
