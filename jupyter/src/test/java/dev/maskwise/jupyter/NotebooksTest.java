package dev.maskwise.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed notebooks: of the format, without outputs, and for the kernel that is here. */
class NotebooksTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");
  private static final Path FOLDER = Path.of("kernels", "maskwise");
  private static final Path KERNEL = FOLDER.resolve("kernel.json");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(notebooks()).hasSizeGreaterThanOrEqualTo(5);
  }

  /** What the schema of nbformat 4.5 demands of the cells that are here. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void isOfTheFormat(Path file) throws IOException {
    JsonNode notebook = JSON.readTree(file.toFile());
    assertThat(notebook.get("nbformat").asInt()).isEqualTo(4);
    assertThat(notebook.get("nbformat_minor").asInt()).isEqualTo(5);
    assertThat(notebook.get("metadata").get("title").asText()).isNotBlank();
    List<String> ids = new ArrayList<>();
    for (JsonNode cell : notebook.get("cells")) {
      ids.add(cell.get("id").asText());
      assertThat(cell.get("id").asText()).matches("[a-zA-Z0-9_-]{1,64}");
      assertThat(cell.get("cell_type").asText()).isIn("markdown", "code");
      assertThat(cell.get("metadata").isObject()).isTrue();
      assertThat(cell.get("source").isArray()).isTrue();
      assertThat(source(cell)).isNotBlank();
      boolean code = cell.get("cell_type").asText().equals("code");
      assertThat(cell.has("outputs")).isEqualTo(code);
      assertThat(cell.has("execution_count")).isEqualTo(code);
    }
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void hasNoOutputs(Path file) throws IOException {
    for (JsonNode cell : JSON.readTree(file.toFile()).get("cells")) {
      if (cell.has("outputs")) {
        assertThat(cell.get("outputs")).as("%s", source(cell)).isEmpty();
        assertThat(cell.get("execution_count").isNull()).as("%s", source(cell)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void asksForTheKernelThatIsHere(Path file) throws IOException {
    JsonNode asked = JSON.readTree(file.toFile()).get("metadata").get("kernelspec");
    JsonNode kernel = JSON.readTree(KERNEL.toFile());
    assertThat(asked.get("name").asText()).isEqualTo(FOLDER.getFileName().toString());
    assertThat(asked.get("display_name")).isEqualTo(kernel.get("display_name"));
    assertThat(asked.get("language")).isEqualTo(kernel.get("language"));
  }

  @Test
  void theKernelStartsTheLauncher() throws IOException {
    JsonNode words = JSON.readTree(KERNEL.toFile()).get("argv");
    Path launcher = Path.of(words.get(0).asText().replace("{resource_dir}", FOLDER.toString()));
    assertThat(launcher).isExecutable();
    assertThat(words.get(1).asText()).isEqualTo("kernel");
    assertThat(words.get(2).asText()).isEqualTo("{connection_file}");
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void linksLeadToNotebooksThatExist(Path file) throws IOException {
    for (JsonNode cell : JSON.readTree(file.toFile()).get("cells")) {
      Matcher link =
          LINK.matcher(cell.get("cell_type").asText().equals("code") ? "" : source(cell));
      while (link.find()) {
        assertThat(NOTEBOOKS.resolve(link.group(1))).exists();
      }
    }
  }

  private static String source(JsonNode cell) {
    StringBuilder source = new StringBuilder();
    cell.get("source").forEach(line -> source.append(line.asText()));
    return source.toString();
  }
}
