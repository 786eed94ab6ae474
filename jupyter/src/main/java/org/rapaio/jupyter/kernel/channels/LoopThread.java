package org.rapaio.jupyter.kernel.channels;

import java.util.concurrent.CountDownLatch;

/**
 * A thread that repeats something until it is told to stop. It stands in for the class of this name
 * in rapaio-jupyter-kernel 3.0.1, which can lose the start of a kernel in two ways: its {@code
 * start} first starts the thread and then says that it shall run, so that now and then the thread
 * has looked before and ended; and the sockets are read before it is said who handles their
 * messages, so that the first one may be dropped.
 *
 * <p>Here a thread runs from the start, and waits for {@link #begin} before its first turn.
 */
public final class LoopThread extends Thread {
  private static final CountDownLatch BEGUN = new CountDownLatch(1);

  private final long pauseMillis;
  private final Runnable turn;
  private volatile boolean running = true;

  public LoopThread(String name, long pauseMillis, Runnable turn) {
    super(name);
    this.pauseMillis = pauseMillis;
    this.turn = turn;
  }

  /** Lets all threads have their first turn, those that are there and those to come. */
  public static void begin() {
    BEGUN.countDown();
  }

  @Override
  public void run() {
    try {
      BEGUN.await();
      while (running) {
        turn.run();
        Thread.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** Lets the turn that is under way be the last. */
  public void shutdown() {
    running = false;
  }
}
