package dev.maskwise.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.WrittenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      try (OutputDirectory second =
          new OutputDirectory(
              new Configuration(), out.toString(), true, List.of(), disk -> broken(disk, broken))) {
        write(second, "second");
        assertThatThrownBy(second::commit)
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining(".incomplete-");
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

  /** A disk on which some renames do not work. */
  private static Relocation broken(FileSystem disk, Predicate<String> breaks) {
    return (from, to) -> {
      if (breaks.test(from.getName() + " → " + to.getName())) {
        throw new IOException("The disk is broken.");
      }
      Relocation.on(disk).move(from, to);
    };
  }

  /** Each is refused in its turn or in place; all that was computed is there. */
  @ParameterizedTest
  @ValueSource(strings = {"file:", "elsewhere:"})
  void ofRunsThatEndAtOnceOneIsInPlaceAndAllAreKept(String scheme) throws Exception {
    for (int round = 0; round < 10; round++) {
      out = directory.resolve("round-" + round);
      List<Throwable> refused = race(scheme, false);
      assertThat(refused)
          .hasSize(RUNS - 1)
          .allSatisfy(
              e ->
                  assertThat(e)
                      .isInstanceOf(InputRefusedException.class)
                      .hasMessageContainingAll("is there already", "The new evaluation is in "));
      Set<String> reports = new TreeSet<>();
      for (String name : siblings()) {
        if (name.contains("round-" + round)) {
          reports.add(Files.readString(directory.resolve(name).resolve("report.html")));
        }
      }
      assertThat(reports).hasSize(RUNS);
      assertThat(siblings(out)).hasSize(3);
    }
  }

  @Tag("slow")
  @Test
  void ofRunsThatReplaceAtOnceTheLastOneStays() throws Exception {
    for (int round = 0; round < 100; round++) {
      assertThat(race("file:", true)).isEmpty();
      assertThat(siblings()).containsExactly("out");
      assertThat(siblings(out)).hasSize(3);
    }
  }

  private static final int RUNS = 4;

  /** Commits several outputs of one place at the same moment: what they were refused with. */
  private List<Throwable> race(String scheme, boolean overwrite) throws Exception {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.elsewhere.impl", Elsewhere.class, FileSystem.class);
    CyclicBarrier start = new CyclicBarrier(RUNS);
    ExecutorService threads = Executors.newFixedThreadPool(RUNS);
    List<Future<?>> runs = new ArrayList<>();
    for (int r = 0; r < RUNS; r++) {
      String report = "run " + r;
      OutputDirectory output = new OutputDirectory(hadoop, scheme + out, overwrite, List.of());
      write(output, report);
      runs.add(
          threads.submit(
              () -> {
                start.await();
                output.commit();
                return report;
              }));
    }
    List<Throwable> failures = new ArrayList<>();
    for (Future<?> run : runs) {
      try {
        run.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      }
    }
    threads.shutdown();
    return failures;
  }

  /** A file system of another name than the local disk, on which nobody knows more of renames. */
  public static final class Elsewhere extends RawLocalFileSystem {
    private static final URI ROOT = URI.create("elsewhere:///");

    @Override
    public URI getUri() {
      return ROOT;
    }

    @Override
    public String getScheme() {
      return "elsewhere";
    }

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
      super.initialize(ROOT, conf);
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path directory) throws IOException {
      return !directory.getParent().getName().equals("locked") && super.mkdirs(directory);
    }

    /** Which is what HDFS and others do: into a directory that has the name. */
    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      synchronized (ROOT) {
        org.apache.hadoop.fs.Path inside = new org.apache.hadoop.fs.Path(to, from.getName());
        return super.rename(from, exists(to) ? inside : to);
      }
    }
  }

  /** Before the pass, which may take hours; /proc lets not even root make a directory. */
  @Test
  void aPlaceThatCannotBeWrittenIsRefusedAtOnce() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.elsewhere.impl", Elsewhere.class, FileSystem.class);
    assertThatThrownBy(
            () ->
                new OutputDirectory(
                    hadoop, "elsewhere:" + directory + "/locked/out", false, List.of()))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageEndingWith(
            "/locked/out cannot be written: no directory can be made in elsewhere:%s/locked."
                .formatted(directory));
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> new OutputDirectory(hadoop, file + "/x/out", false, List.of()))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(file + "/x/out cannot be written: ");
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    assertThatThrownBy(() -> new OutputDirectory(hadoop, "/proc/new/out", false, List.of()))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage("--out /proc/new/out cannot be written: No such file or directory: /proc/new.");
  }

  /** What comes into the directory after it was listed, as from a program that has it open. */
  @Test
  void nothingIsDeletedThatWasNotListed() throws IOException {
    WrittenFiles earlier =
        EarlierOutput.in(
            StorageAccess.of(new Configuration()).at(new org.apache.hadoop.fs.Path(out.toUri())),
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
    Path table = Path.of(URI.create(output.path(OutputFile.PER_IMAGE)).getPath());
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
    return siblings(directory);
  }

  private static List<String> siblings(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
