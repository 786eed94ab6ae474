package dev.maskwise.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code ./maskwise notebook --execute} puts its pages; nbconvert only writes small ones. */
class NotebookPagesTest {
  @TempDir Path folder;
  private Path pages;

  @BeforeEach
  void makeConverter() throws IOException {
    pages = folder.resolve("some pages");
    Path converter = Files.createDirectory(folder.resolve("tools")).resolve("jupyter-nbconvert");
    Files.writeString(
        converter,
        """
        #!/bin/bash
        while [ "$1" != --output-dir ]; do shift; done
        for notebook in ./*.ipynb; do
          echo '<a href="2-losses.ipynb">next</a>' >"$2/$(basename "$notebook" .ipynb).html"
        done
        """);
    assertThat(converter.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void pagesAreReplacedAndNothingElse() throws Exception {
    assertThat(run(0)).isEmpty();
    Path page = pages.resolve("1-tour.html");
    String first = Files.readString(page);
    assertThat(first).contains("<a href=\"2-losses.html\">next</a>");
    try (Stream<Path> files = Files.list(pages)) {
      assertThat(files).hasSize(NotebooksTest.notebooks().size());
    }
    assertThat(run(0)).isEmpty();
    assertThat(page).hasContent(first);
    Path mine = pages.resolve("3-own-metric.html");
    Files.writeString(mine, "<p>mine</p>");
    assertThat(run(1))
        .containsExactly(
            "maskwise: "
                + mine
                + " is there already and was not made by maskwise notebook: move it away, or name"
                + " another folder with --out.");
    assertThat(mine).hasContent("<p>mine</p>");
  }

  private List<String> run(int exitCode) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "notebook.sh", "--execute", "--out", pages.toString())
            .redirectErrorStream(true);
    builder.environment().put("PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output.lines().toList();
  }
}
