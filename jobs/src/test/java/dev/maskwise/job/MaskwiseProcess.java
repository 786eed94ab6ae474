package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command in a process of its own, with the flags of this one but for the heap.
 *
 * @param log all that it prints
 */
public record MaskwiseProcess(Process process, Path log) implements AutoCloseable {
  /**
   * Starts a program.
   *
   * @param before a command that runs another, in front of Java; may be empty
   * @param flags of Java, after those of this process
   */
  public static MaskwiseProcess start(
      Path log, List<String> before, List<String> flags, Class<?> program, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(System.getProperty("java.home") + "/bin/java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xmx"))
        .forEach(command::add);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(words);
    return new MaskwiseProcess(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** Waits for the end. */
  public MaskwiseProcess endsWith(int exitCode) throws InterruptedException {
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("it has ended: %s", output()).isTrue();
    assertThat(process.exitValue()).as(output()).isEqualTo(exitCode);
    return this;
  }

  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Maskwise says, without the log of Spark. */
  public List<String> sentences() {
    return output().lines().filter(line -> line.startsWith("maskwise: ")).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
