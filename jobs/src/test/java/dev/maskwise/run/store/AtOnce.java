package dev.maskwise.run.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several writers that start at the same moment. */
public final class AtOnce {
  private AtOnce() {}

  /** What each of them gives, in the order of their numbers from 0 on. */
  public static <T> List<T> run(int writers, IntFunction<T> writer) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      CyclicBarrier start = new CyclicBarrier(writers);
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        int number = i;
        tasks.add(
            () -> {
              start.await();
              return writer.apply(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
