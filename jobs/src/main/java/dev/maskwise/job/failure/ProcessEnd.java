package dev.maskwise.job.failure;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the process ends when a thread dies of an error. Spark has threads of its own in
 * the driver: when one of them runs out of memory, the thread that waits for its answer would wait
 * for ever. What is half-written is deleted by the hooks of the file systems on the way out.
 *
 * <p>An exception in a thread is no such end: Spark hands on to the job what concerns it.
 */
public final class ProcessEnd {
  private static final int FAILED = 4;

  /** Hooks need some seconds: Hadoop leaves each of its own 30. */
  private static final long PATIENCE_SECONDS = 60;

  /** Let go when memory is exhausted, so that there is some to end with. */
  private static final int RESERVE_BYTES = 4 << 20;

  /** After those of Spark and of the file systems. */
  private static final int LAST = 0;

  private static final String HANDLER = " handler";

  private static final byte[] LAST_WORDS =
      "maskwise: The memory of the driver is exhausted: give it more with --conf spark.driver.memory, and start again.\n"
          .getBytes(StandardCharsets.UTF_8);

  private static @Nullable ProcessEnd ofThisProcess;

  private final PrintWriter err;
  private final boolean withTrace;
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch ending = new CountDownLatch(1);
  private final AtomicReference<byte @Nullable []> reserve =
      new AtomicReference<>(new byte[RESERVE_BYTES]);
  private volatile @Nullable Throwable failure;
  private volatile int code = FAILED;
  private volatile boolean decided;
  private volatile boolean endedByOthers;

  private ProcessEnd(PrintWriter err, boolean withTrace) {
    this.err = err;
    this.withTrace = withTrace;
  }

  /**
   * Watches over all threads from now on.
   *
   * @param err where the sentence goes
   * @param withTrace whether the stack trace follows
   */
  public static void guard(PrintWriter err, boolean withTrace) {
    ProcessEnd end = new ProcessEnd(err, withTrace);
    ofThisProcess = end;
    // They exist before they are needed: without memory no thread starts.
    start("maskwise failure", end::awaitFailure);
    start("maskwise end", end::awaitHooks);
    Runtime.getRuntime().addShutdownHook(new Thread(end::shuttingDown));
    Thread.setDefaultUncaughtExceptionHandler(end::uncaught);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Spark ends the process itself when it finds no place to work in, with codes of its own. Where
   * this process is not guarded nothing is done.
   */
  public static void beforeSparkStarts() {
    ProcessEnd end = ofThisProcess;
    if (end != null) {
      ShutdownHookManager.get().addShutdownHook(end::afterOthers, LAST);
    }
  }

  /**
   * Whether the process ends already, by a signal, by Spark, or since another thread died: what
   * fails now fails for that reason.
   */
  public static boolean isUnderWay() {
    ProcessEnd end = ofThisProcess;
    return end != null && (end.endedByOthers || end.failure != null);
  }

  /** The command is done; if it failed, the process ends within a minute, whatever hangs. */
  public static void decide(int exitCode) {
    ProcessEnd end = ofThisProcess;
    if (end != null) {
      end.code = exitCode;
      end.decided = true;
      if (exitCode != 0) {
        end.ending.countDown();
      }
    }
  }

  private void uncaught(Thread thread, Throwable thrown) {
    if (thrown instanceof Error && !decided && !endedByOthers) {
      reserve.set(null);
      failure = thrown;
      failed.countDown(); // The thread itself must not end the process: Spark waits for its death.
    } else {
      err.printf("Exception in thread \"%s\" ", thread.getName());
      thrown.printStackTrace(err);
      err.flush();
    }
  }

  private void awaitFailure() {
    try {
      failed.await();
    } catch (InterruptedException e) {
      return;
    }
    decide(FAILED);
    try {
      FailureWords.print(Objects.requireNonNull(failure), err, withTrace);
    } catch (OutOfMemoryError e) {
      sayWithoutMemory();
    }
    System.exit(FAILED);
  }

  private static void sayWithoutMemory() {
    System.err.write(LAST_WORDS, 0, LAST_WORDS.length);
  }

  private void awaitHooks() {
    try {
      ending.await();
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
    } catch (InterruptedException e) {
      return;
    }
    Runtime.getRuntime().halt(code);
  }

  private void shuttingDown() {
    endedByOthers = !decided;
    Optional<String> signal = signal();
    if (decided || signal.isEmpty()) {
      return;
    }
    err.printf("maskwise: Ended by %s; what is half-written is deleted.%n", signal.get());
    err.flush();
    // Threads that are cut off in the middle complain at length.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    if (SparkEnv.get() != null) {
      SparkContext.getOrCreate().setLogLevel("OFF");
    }
  }

  private void afterOthers() {
    if (decided || signal().isPresent()) {
      return;
    }
    err.println(
        "maskwise: Spark has ended the process, for the reason above: see that the directories in which it works (spark.local.dir) can be written and have room, and start again.");
    err.flush();
    Runtime.getRuntime().halt(FAILED);
  }

  /** Java ends by a signal in a thread that is called after it. */
  private static Optional<String> signal() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("SIG") && name.endsWith(HANDLER))
        .map(name -> name.substring(0, name.length() - HANDLER.length()))
        .findAny();
  }
}
