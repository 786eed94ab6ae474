package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.publish.http.DeliveryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextfileTest {
  @TempDir Path directory;

  private PublishedRun run;

  @BeforeEach
  void write() throws IOException {
    run = PublishedRuns.read(PublishedRuns.write(directory.resolve("run")), List.of(), false);
  }

  @Test
  void theFileIsReplacedAsAWhole() throws IOException, DeliveryException {
    Path textfiles = Files.createDirectory(directory.resolve("textfiles"));
    Path file = textfiles.resolve("maskwise.prom");
    Files.writeString(file, "old");
    Textfile target = new Textfile(file.toString(), Map.of("dataset", "streets"));
    assertThat(target.send(run)).isEqualTo("has 17 numbers");
    assertThat(file)
        .content()
        .startsWith("# HELP maskwise_metric ")
        .contains("slice=\"\",dataset=\"streets\"} 0.75\n")
        .endsWith("\n");
    assertThat(Files.getPosixFilePermissions(file))
        .as("as any new file has them")
        .isEqualTo(Files.getPosixFilePermissions(Files.createFile(directory.resolve("new"))));
    try (Stream<Path> files = Files.list(textfiles)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aDirectoryThatIsNotThere() {
    Textfile target = new Textfile(directory.resolve("none/maskwise.prom").toString(), Map.of());
    assertThatThrownBy(() -> target.send(run))
        .isInstanceOf(DeliveryException.class)
        .hasMessageStartingWith("cannot be written (No such file or directory: ")
        .hasMessageEndingWith("): name one in a directory that is there and may be written to");
  }

  /** What cannot be moved into place is not left behind. */
  @Test
  void aDirectoryInItsPlace() throws IOException {
    Path file = directory.resolve("textfiles/maskwise.prom");
    Files.createDirectories(file.resolve("inside"));
    Textfile target = new Textfile(file.toString(), Map.of());
    assertThatThrownBy(() -> target.send(run)).hasMessageStartingWith("cannot be written (");
    try (Stream<Path> files = Files.list(directory.resolve("textfiles"))) {
      assertThat(files).containsExactly(file);
    }
  }
}
