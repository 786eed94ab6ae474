package dev.maskwise.reader.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.file.FileRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
  @TempDir Path directory;
  private final Configuration hadoop = new Configuration();
  private Path file = Path.of("");
  private FileRange range = new FileRange("", 0, 0, 0, 0);

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("a.tar"), "0123456789");
    long modified = Files.getLastModifiedTime(file).toMillis();
    range = new FileRange("file:" + file, 10, modified, 3, 4);
  }

  @Test
  void aPartIsRead() throws IOException {
    assertThat(OpenFiles.read(hadoop, range)).asString(StandardCharsets.US_ASCII).isEqualTo("3456");
    try (InputStream in = OpenFiles.stream(hadoop, range)) {
      assertThat(in.read()).isEqualTo('3');
      assertThat(in.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("456");
    }
  }

  /** Where the part was, another may be now. */
  @Test
  void aFileThatIsAnotherIsRefused() throws IOException {
    Files.writeString(file, "0123456789x");
    assertThatThrownBy(() -> OpenFiles.read(hadoop, range))
        .hasMessage("the tar changed since it was listed; evaluate again");
    Files.delete(file);
    assertThatThrownBy(() -> OpenFiles.stream(hadoop, range)).isInstanceOf(IOException.class);
  }
}
