package dev.maskwise.job.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.job.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code schedule} says, and the programs that are asked about it. */
record Printed(int exitCode, String out, String err) {

  /** A path that no language takes as it is. */
  static final String ODD = "o'dd \"$HOME\" `x` 100% {{ y }} {% z %} #;&";

  static Printed by(String... words) {
    List<String> all = new ArrayList<>(List.of("schedule"));
    all.addAll(List.of(words));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Printed(exitCode, out.toString(), err.toString());
  }

  Printed succeeds() {
    assertThat(exitCode).as(err).isZero();
    return this;
  }

  /** The documents of a text of YAML. */
  static List<JsonNode> yaml(String text) {
    Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text);
    return StreamSupport.stream(documents.spliterator(), false)
        .<JsonNode>map(document -> new ObjectMapper().valueToTree(document))
        .toList();
  }

  /** A {@code maskwise} that notes the words it got, one a line, and ends as it is told. */
  static Path maskwise(Path home, int exitCode) throws IOException {
    Path program = Files.createDirectories(home).resolve("maskwise");
    Files.writeString(
        program,
        """
        #!/bin/sh
        pwd >"$0.words"
        printf '%%s\\n' "$@" >>"$0.words"
        echo a word of the log
        exit %d
        """
            .formatted(exitCode));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  /** The directory in which the program ran, and its words. */
  static List<String> words(Path home) throws IOException {
    return Files.readAllLines(home.resolve("maskwise.words"), UTF_8);
  }

  /** A process without an environment, but for the usual places of programs. */
  static Printed process(Path directory, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("HOME", "/nowhere");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Printed(process.waitFor(), output, "");
  }

  /** Whether there is a program, and it works with these words. */
  static boolean works(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
