package dev.maskwise.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to an output that others touch, or whose disk fails, while it is replaced. */
class OutputDirectoryTest {
  private static final String PART = "part-00000-6d1b2a0c-54c8-4b1f-9f29-3a7d7b3c5f10-c000.parquet";

  @TempDir Path directory;
  @TempDir Path elsewhere;
  private Path out;

  @BeforeEach
  void writeFirst() throws IOException {
    out = directory.resolve("out");
    try (OutputDirectory first = open(new Configuration(), false)) {
      write(first, "first");
      first.commit();
    }
    assertThat(siblings()).containsExactly("out");
  }

  @Test
  void theEarlierOutputIsReplaced() throws IOException {
    try (OutputDirectory second = open(new Configuration(), true)) {
      write(second, "second");
      second.commit();
      assertThat(second.remarks()).isEmpty();
    }
    assertThat(siblings()).containsExactly("out");
    assertThat(out.resolve("report.html")).hasContent("second");
  }

  @Test
  void whatIsNotCommittedIsDeleted() throws IOException {
    try (OutputDirectory second = open(new Configuration(), true)) {
      write(second, "second");
    }
    assertThat(siblings()).containsExactly("out");
    assertThat(out.resolve("report.html")).hasContent("first");
  }

  @Test
  void whatCameMeanwhileIsKeptInItsPlace() throws IOException {
    for (String name : List.of("note.txt", "per_image.parquet/note.txt")) {
      try (OutputDirectory second = open(new Configuration(), true)) {
        write(second, "second");
        Files.writeString(out.resolve(name), "mine");
        assertRefused(second, "holds something else than an evaluation, " + name);
      }
      assertThat(out.resolve(name)).hasContent("mine");
      assertThat(out.resolve("report.html")).hasContent("first");
      Files.delete(out.resolve(name));
    }
  }

  @Test
  void anOutputThatAnotherRunMadeMeanwhileIsKept() throws IOException {
    Path first = Files.move(out, directory.resolve("first"));
    try (OutputDirectory second = open(new Configuration(), false)) {
      write(second, "second");
      Files.move(first, out);
      assertRefused(second, "is there already");
    }
    assertThat(out.resolve("report.html")).hasContent("first");
  }

  /** The new evaluation, which may have taken hours, is named and whole. */
  private void assertRefused(OutputDirectory second, String reason) throws IOException {
    assertThatThrownBy(second::commit)
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContainingAll(
            reason, " The new evaluation is in file:" + directory, ".complete");
    second.close();
    String complete = siblings().get(0);
    assertThat(siblings()).hasSize(2);
    assertThat(directory.resolve(complete).resolve("report.html")).hasContent("second");
    assertThat(directory.resolve(complete).resolve("per_image.parquet/" + PART)).exists();
    Files.move(directory.resolve(complete), elsewhere.resolve(complete));
  }

  /** Whatever rename fails, a complete output is there. */
  @Test
  void aDiskThatFailsLeavesACompleteOutput() throws IOException {
    for (Predicate<String> broken :
        List.<Predicate<String>>of(
            rename -> rename.matches("out → \\.out\\.replaced-.*"),
            rename -> rename.matches("\\.out\\.incomplete-.* → out"),
            rename -> rename.endsWith(" → out"))) {
      Configuration hadoop = new Configuration();
      hadoop.setClass("fs.file.impl", BrokenDisk.class, LocalFileSystem.class);
      hadoop.setBoolean("fs.file.impl.disable.cache", true);
      try (OutputDirectory second = open(hadoop, true)) {
        write(second, "second");
        BrokenDisk.breaks = broken;
        assertThatThrownBy(second::commit)
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining(".incomplete-");
      } finally {
        BrokenDisk.breaks = rename -> false;
      }
      List<Path> complete =
          siblings().stream()
              .map(directory::resolve)
              .filter(path -> Files.exists(path.resolve("summary.json")))
              .toList();
      assertThat(complete).hasSize(2);
      for (Path path : complete) {
        assertThat(path.resolve("report.html"))
            .hasContent(path.toString().contains("incomplete") ? "second" : "first");
      }
      Files.move(complete.get(0), elsewhere.resolve(complete.get(0).getFileName()));
      if (!Files.exists(out)) {
        Files.move(complete.get(1), out);
      }
    }
  }

  /** A local disk on which some renames do not work. */
  public static final class BrokenDisk extends LocalFileSystem {
    static Predicate<String> breaks = rename -> false;

    public BrokenDisk() {
      super(new RawLocalFileSystem());
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      return !breaks.test(from.getName() + " → " + to.getName()) && super.rename(from, to);
    }
  }

  /** What comes into the directory after it was listed, as from a program that has it open. */
  @Test
  void nothingIsDeletedThatWasNotListed() throws IOException {
    EarlierOutput earlier =
        new EarlierOutput(
            new org.apache.hadoop.fs.Path(out.toUri()).getFileSystem(new Configuration()),
            new org.apache.hadoop.fs.Path(out.toUri()));
    assertThat(earlier.foreign()).isEmpty();
    Path late = Files.writeString(out.resolve("per_image.parquet/late.txt"), "mine");
    assertThatThrownBy(earlier::delete).isInstanceOf(IOException.class);
    assertThat(late).hasContent("mine");
  }

  private OutputDirectory open(Configuration hadoop, boolean overwrite) {
    return new OutputDirectory(hadoop, out.toString(), overwrite, List.of());
  }

  private static void write(OutputDirectory output, String report) throws IOException {
    Path table = Path.of(java.net.URI.create(output.path(OutputFile.PER_IMAGE)));
    Files.createDirectories(table);
    Files.createFile(table.resolve(PART));
    Files.createFile(table.resolve("_SUCCESS"));
    output.write(OutputFile.REPORT, report);
    output.write(
        OutputFile.SUMMARY,
        "{\"maskwise\": \"1\", \"definition\": {}, \"files\": [\"%s\"]}"
            .formatted(String.join("\", \"", output.files())));
  }

  private List<String> siblings() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
