package dev.maskwise.job.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
  private static final String ABORTED =
      "Job aborted due to stage failure: Task 3 in stage 2.0 failed 4 times, most recent failure: ";

  private static String words(Throwable failure) {
    return words(failure, false);
  }

  private static String words(Throwable failure, boolean withTrace) {
    StringWriter text = new StringWriter();
    FailureWords.print(failure, new PrintWriter(text), withTrace);
    return text.toString();
  }

  @Test
  void memoryIsFoundBelowOtherFailures() {
    Throwable memory = new OutOfMemoryError("Java heap space");
    for (Throwable failure :
        new Throwable[] {
          memory,
          new ExecutionException(memory),
          new SparkException(ABORTED + "…\n\tat a", memory),
          new IllegalStateException(new IOException(memory)),
        }) {
      assertThat(words(failure))
          .startsWith("maskwise: The memory of the driver, ")
          .contains("(Java heap space)", "spark.driver.memory=")
          .hasLineCount(1);
    }
    assertThat(words(new OutOfMemoryError("unable to create native thread: possibly …")))
        .contains("ulimit -u")
        .doesNotContain("spark.driver.memory");
  }

  @Test
  void lostExecutorsPointAtTheirMemory() {
    String lost =
        ABORTED
            + "Lost task 3.3 in stage 2.0 (TID 9) (h executor 4): ExecutorLostFailure (executor 4 exited caused by one of the running tasks) Reason: Command exited with code 52\nDriver stacktrace:";
    assertThat(words(new SparkException(lost)))
        .contains("(Reason: Command exited with code 52)", "spark.executor.memory=2g")
        .contains("spark.executor.memoryOverhead")
        .hasLineCount(1);
  }

  @Test
  void resultsThatAreTooLargePointAtTheirLimit() {
    String large =
        "Job aborted due to stage failure: Total size of serialized results of 3 tasks (1030.0 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB)";
    assertThat(words(new SparkException(large)))
        .contains("--conf spark.driver.maxResultSize=4g", "spark.driver.memory")
        .hasLineCount(1);
  }

  @Test
  void aFullDiskPointsAtBothPlaces() {
    IOException full = new IOException("No space left on device");
    assertThat(words(new SparkException(ABORTED, new UncheckedIOException(full))))
        .contains("where the results go", "spark.local.dir")
        .hasLineCount(1);
  }

  @Test
  void whatNobodyForesawIsOneSentence() {
    IllegalStateException fault = new IllegalStateException("a fault.\nmore");
    assertThat(words(fault))
        .startsWith(
            "maskwise: Something failed that Maskwise has no words for: java.lang.IllegalStateException: a fault. Give")
        .contains(" --stacktrace ")
        .hasLineCount(1);
    assertThat(words(fault, true))
        .startsWith(words(fault))
        .contains("\tat " + FailureWordsTest.class.getName());
  }
}
