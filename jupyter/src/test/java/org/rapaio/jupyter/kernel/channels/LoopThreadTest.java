package org.rapaio.jupyter.kernel.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The threads of the kernel lose no start: neither their own, nor that of the kernel. */
class LoopThreadTest {

  @Test
  void aThreadTakesItsFirstTurnWhenAllHasBegunAndTurnsUntilItIsToldToStop() throws Exception {
    AtomicInteger turns = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(3);
    LoopThread thread =
        new LoopThread(
            "turns",
            1,
            () -> {
              turns.incrementAndGet();
              third.countDown();
            });
    thread.start();
    thread.join(100);
    assertThat(turns).hasValue(0);
    assertThat(thread.isAlive()).isTrue();

    LoopThread.begin();
    assertThat(third.await(1, TimeUnit.MINUTES)).isTrue();

    thread.shutdown();
    thread.join(TimeUnit.MINUTES.toMillis(1));
    assertThat(thread.isAlive()).isFalse();

    // Once begun, a thread that is told to stop before it starts never turns.
    AtomicInteger late = new AtomicInteger();
    LoopThread stopped = new LoopThread("stopped", 1, late::incrementAndGet);
    stopped.shutdown();
    stopped.start();
    stopped.join(TimeUnit.MINUTES.toMillis(1));
    assertThat(late).hasValue(0);
  }
}
