package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(words);
    return new MaskwiseProcess(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** That of this process, or of the loader of its tests. */
  static String classPath() {
    return Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
        ? String.join(
            File.pathSeparator, Arrays.stream(loader.getURLs()).map(URL::getPath).toList())
        : System.getProperty("java.class.path");
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
