package dev.maskwise.job.failure;

import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.SparkIllegalArgumentException;

/**
 * What failed while a command was at work, in words: memory, a disk, an executor, judged by the
 * types in the chain of causes, and by Spark's words where it hands on no type.
 */
public final class FailureWords {
  private static final String NO_SPACE = "No space left on device";
  private static final String ABORTED = "Job aborted due to stage failure";
  private static final String RESULT_SIZE = "spark.driver.maxResultSize";
  private static final int CAUSES = 64;
  private static final long MIB = 1 << 20;
  private static final long MIB_IN_GIB = 1024;

  private FailureWords() {}

  /**
   * Prints the sentence.
   *
   * @param withTrace whether the stack trace follows
   */
  public static void print(Throwable failure, PrintWriter err, boolean withTrace) {
    err.println("maskwise: " + sentence(failure).orElseGet(() -> unforeseen(failure)));
    if (withTrace) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  /** Empty when nobody foresaw the failure. */
  static Optional<String> sentence(Throwable failure) {
    List<Throwable> chain = chain(failure);
    boolean inTask = says(chain, ABORTED).isPresent();
    return last(chain, OutOfMemoryError.class)
        .map(memory -> memory(memory, inTask))
        .or(() -> last(chain, SparkIllegalArgumentException.class).flatMap(FailureWords::tooSmall))
        .or(() -> says(chain, RESULT_SIZE).map(message -> results()))
        .or(() -> last(chain, SparkException.class).flatMap(spark -> file(spark, chain)))
        .or(() -> last(chain, IOException.class).map(OpenFault::reason).map(FailureWords::disk))
        .or(() -> says(chain, "ExecutorLostFailure").map(FailureWords::lost))
        .or(() -> says(chain, "FetchFailed").map(FailureWords::lost));
  }

  /** The last in the chain of causes that is of a type: what a task found stands below its job. */
  public static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    return last(chain(failure), type);
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = failure; cause != null && chain.size() < CAUSES; ) {
      chain.add(cause);
      cause = cause.getCause();
    }
    return chain;
  }

  private static <T> Optional<T> last(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).reduce((first, next) -> next);
  }

  private static Optional<String> says(List<Throwable> chain, String words) {
    return chain.stream()
        .filter(SparkException.class::isInstance)
        .map(cause -> String.valueOf(cause.getMessage()))
        .filter(message -> message.contains(words))
        .findFirst();
  }

  private static String memory(OutOfMemoryError error, boolean inTask) {
    String reason = firstLine(String.valueOf(error.getMessage()));
    if (reason.contains("native thread")) {
      return "No more threads may be started (%s): raise the limit of processes (ulimit -u), and start again."
          .formatted(reason);
    }
    Optional<SparkContext> spark = spark();
    boolean local = spark.map(SparkContext::isLocal).orElse(true);
    if (inTask && !local) {
      return "The memory of an executor, %s, is exhausted (%s): %s, or spark.executor.cores lower, and start again."
          .formatted(words(executorMemory(spark)), reason, raiseExecutor(spark));
    }
    long mebibytes = Runtime.getRuntime().maxMemory() / MIB;
    return "The memory of the driver, %s, is exhausted (%s): give it more with --conf spark.driver.memory=%s%s, and start again."
        .formatted(
            words(mebibytes),
            reason,
            twice(mebibytes),
            local ? ", or let fewer tasks run at a time with --master local[1]" : "");
  }

  private static String results() {
    return "The results of the tasks are larger than %s permits: raise it with --conf %s=4g, and spark.driver.memory with it, and start again."
        .formatted(RESULT_SIZE, RESULT_SIZE);
  }

  private static Optional<String> tooSmall(SparkIllegalArgumentException exception) {
    return "INVALID_DRIVER_MEMORY".equals(exception.getCondition())
        ? Optional.of(
            "The memory of the driver, %s, is less than Spark starts with: give it more with --conf spark.driver.memory=1g, and start again."
                .formatted(words(Runtime.getRuntime().maxMemory() / MIB)))
        : Optional.empty();
  }

  /** Spark says which file it read; what is below says what was wrong with it. */
  private static Optional<String> file(SparkException exception, List<Throwable> chain) {
    String condition = String.valueOf(exception.getCondition());
    if (!condition.startsWith("FAILED_READ_FILE")) {
      return Optional.empty();
    }
    String reason = firstLine(String.valueOf(chain.get(chain.size() - 1).getMessage()));
    return Optional.of(
        "%s cannot be read (%s): write it again or move it away, and start again."
            .formatted(
                exception.getMessageParameters().get("path"), reason.replaceAll("\\.$", "")));
  }

  private static String disk(String message) {
    String reason = firstLine(message);
    return reason.contains(NO_SPACE)
        ? "%s: make room where the results go, or where Spark works (spark.local.dir), and start again; what is half-written counts as no run."
            .formatted(reason)
        : "A file or a file system failed (%s): see that it can be reached, and start again."
            .formatted(reason);
  }

  private static String lost(String message) {
    Optional<SparkContext> spark = spark();
    return "Executors were lost again and again (%s): most often their memory, %s, does not suffice; %s, and where containers are killed spark.executor.memoryOverhead, and start again."
        .formatted(reasonOfLoss(message), words(executorMemory(spark)), raiseExecutor(spark));
  }

  /** Spark's reason for the last loss, without the numbers of tasks and stages. */
  private static String reasonOfLoss(String message) {
    String line = firstLine(message);
    int reason = Math.max(line.lastIndexOf("Reason: "), line.lastIndexOf("FetchFailed"));
    return reason < 0 ? line : line.substring(reason);
  }

  private static String raiseExecutor(Optional<SparkContext> spark) {
    return "raise it with --conf spark.executor.memory=" + twice(executorMemory(spark));
  }

  private static long executorMemory(Optional<SparkContext> spark) {
    return spark
        .map(context -> context.getConf().getSizeAsMb("spark.executor.memory", "1g"))
        .orElse(MIB_IN_GIB);
  }

  private static Optional<SparkContext> spark() {
    return SparkEnv.get() == null ? Optional.empty() : Optional.of(SparkContext.getOrCreate());
  }

  private static String words(long mebibytes) {
    return "%,d MiB".formatted(mebibytes);
  }

  /** As a setting, in whole gibibytes. */
  private static String twice(long mebibytes) {
    return (2 * mebibytes + MIB_IN_GIB - 1) / MIB_IN_GIB + "g";
  }

  private static String unforeseen(Throwable failure) {
    return "Something failed that Maskwise has no words for: %s. Give the command again with --stacktrace to see where, and send that to whoever looks after it."
        .formatted(firstLine(failure.toString()).replaceAll("\\.$", ""));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
