package dev.maskwise.job.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.MaskwiseProcess;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of this class waits for ever for a thread that dies. */
class ProcessEndTest {
  @TempDir Path directory;

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    boolean withTrace = arguments[0].equals("error");
    ProcessEnd.guard(new PrintWriter(System.err, true, StandardCharsets.UTF_8), withTrace);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("hooks run")));
    Thread dying =
        new Thread(
            () -> {
              switch (arguments[0]) {
                case "heap" -> takeAll();
                case "error" -> throw new StackOverflowError();
                default -> throw new IllegalStateException("a fault of this thread alone");
              }
            },
            "dying");
    dying.start();
    if (arguments[0].equals("exception")) {
      dying.join();
      ProcessEnd.decide(0);
    } else {
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static void takeAll() {
    List<byte[]> all = new ArrayList<>();
    while (!all.contains(new byte[0])) {
      all.add(new byte[1000]);
    }
  }

  private MaskwiseProcess run(String how) throws Exception {
    return MaskwiseProcess.start(
        directory.resolve("log"),
        List.of(),
        List.of("-Xmx60m"),
        ProcessEndTest.class,
        List.of(how));
  }

  @Tag("slow")
  @Test
  void memoryIsExhaustedWhileTheMainThreadWaits() throws Exception {
    try (MaskwiseProcess process = run("heap")) {
      assertThat(process.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("The memory of the driver, ", "(Java heap space)", "spark.driver.memory=1g");
      assertThat(process.output()).contains("hooks run");
    }
  }

  @Test
  void anotherErrorEndsTheProcessTooAndLeavesItsTrace() throws Exception {
    try (MaskwiseProcess process = run("error")) {
      assertThat(process.endsWith(4).sentences())
          .singleElement()
          .asString()
          .contains("no words for: java.lang.StackOverflowError");
      assertThat(process.output()).contains("\tat " + ProcessEndTest.class.getName());
    }
  }

  @Test
  void anExceptionEndsItsThreadAlone() throws Exception {
    try (MaskwiseProcess process = run("exception")) {
      assertThat(process.endsWith(0).sentences()).isEmpty();
      assertThat(process.output()).contains("Exception in thread \"dying\"", "hooks run");
    }
  }
}
