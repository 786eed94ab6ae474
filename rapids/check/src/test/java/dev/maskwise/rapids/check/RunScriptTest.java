package dev.maskwise.rapids.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run.sh makes of pieces that arrive one after another, and what it says without a GPU. */
class RunScriptTest {
  @TempDir Path folder;

  private Path there;
  private Path made;
  private Path tools;

  /** Small pieces as bundle.sh makes them, with a Java that only says what it got. */
  @BeforeEach
  void makePieces() throws Exception {
    there = Files.createDirectories(folder.resolve("a folder"));
    made = Files.createDirectories(folder.resolve("made"));
    tools = Files.createDirectories(folder.resolve("tools"));
    program(made.resolve("bundle/jre/bin/java"), "printf '%s\\n' \"$@\"; exit 2");
    Files.createDirectories(made.resolve("bundle/nat"));
    Files.writeString(made.resolve("bundle/nat/architecture"), "90\n");
    gpu("9.0, a model");
    List<String> lines =
        run(
            0,
            made,
            "bash",
            "-c",
            """
            mkdir pieces
            tar -C bundle -c jre nat | xz | split -b 128 -d -a 2 - pieces/bundle.
            sha256sum pieces/bundle.* >pieces.sha256
            """);
    assertThat(lines).isEmpty();
    Files.createDirectories(there.resolve("pieces"));
    Files.copy(Path.of("run.sh"), there.resolve("run.sh"));
  }

  private static void program(Path path, String script) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + script + "\n");
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  private void gpu(String line) throws IOException {
    program(tools.resolve("nvidia-smi"), "echo '" + line + "'");
  }

  private List<String> run(int exitCode, Path directory, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().put("WORK", folder.resolve("work").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output.lines().toList();
  }

  private List<String> run(int exitCode, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", there.resolve("run.sh").toString()));
    command.addAll(List.of(words));
    return run(exitCode, folder, command.toArray(String[]::new));
  }

  private void copy(String name) throws IOException {
    Files.copy(made.resolve(name), there.resolve(name));
  }

  private void copyAll() throws IOException {
    copy("pieces.sha256");
    try (Stream<Path> pieces = Files.list(made.resolve("pieces"))) {
      for (Path piece : pieces.toList()) {
        copy("pieces/" + piece.getFileName());
      }
    }
  }

  @Test
  void nothingIsUnpackedBeforeAllPiecesAreThere() throws Exception {
    assertThat(run(1, "unpack"))
        .containsExactly("run.sh: pieces.sha256 is missing: copy it from where bundle.sh made it.");
    copyAll();
    Files.delete(there.resolve("pieces/bundle.01"));
    Files.writeString(there.resolve("pieces/bundle.02"), "a part");
    assertThat(run(1, "parity-cpu"))
        .containsExactly(
            "run.sh: pieces/bundle.01 is missing, pieces/bundle.02 is damaged or not yet whole: copy"
                + " what is named, then run this again.");
    assertThat(there.resolve("bundle")).doesNotExist();
    copy("pieces/bundle.01");
    Files.delete(there.resolve("pieces/bundle.02"));
    copy("pieces/bundle.02");
    assertThat(run(0, "unpack")).isEmpty();
    assertThat(there.resolve("bundle/nat/architecture")).hasContent("90");
    Files.delete(there.resolve("pieces/bundle.02"));
    assertThat(run(0, "unpack")).as("unpacked once").isEmpty();
    Files.writeString(there.resolve("pieces.sha256"), "0".repeat(64) + "  pieces/bundle.00\n");
    assertThat(run(1, "unpack"))
        .as("pieces of another bundle")
        .containsExactly(
            "run.sh: pieces/bundle.00 is damaged or not yet whole: copy what is named, then run this"
                + " again.");
  }

  @Test
  void aBundleIsReplacedByAnotherAndNothingElse() throws Exception {
    copyAll();
    Files.createDirectories(there.resolve("bundle/nat"));
    Path mine = Files.writeString(there.resolve("bundle/nat/mine.txt"), "mine");
    assertThat(run(1, "unpack"))
        .containsExactly(
            "run.sh: bundle is there already and was not unpacked from pieces: move it away, then run"
                + " this again.");
    Files.move(there.resolve("bundle"), folder.resolve("moved"));
    assertThat(run(0, "unpack")).isEmpty();
    Files.copy(folder.resolve("moved/nat/mine.txt"), mine);
    Files.writeString(there.resolve("bundle/pieces.sha256"), "of other pieces");
    assertThat(run(1, "unpack"))
        .containsExactly(
            "run.sh: bundle holds what was not unpacked from pieces, nat/mine.txt: move it away, then"
                + " run this again.");
    assertThat(mine).hasContent("mine");
    Files.delete(mine);
    assertThat(run(0, "unpack")).isEmpty();
    assertThat(there.resolve("bundle/nat/architecture")).hasContent("90");
    try (Stream<Path> left = Files.list(there)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("bundle", "pieces", "pieces.sha256", "run.sh");
    }
  }

  @Test
  void piecesAreMadeInANewFolder() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path mine = Files.writeString(home.resolve("bundle"), "");
    assertThat(run(1, Path.of("."), "bash", "bundle.sh", home.toString()))
        .containsExactly(
            "bundle.sh: "
                + home
                + " is not empty, and nothing in it is replaced: name a new folder.");
    assertThat(mine).exists();
  }

  @Test
  void theProgramsAndTheirExitCode() throws Exception {
    copyAll();
    assertThat(run(2, "parity"))
        .startsWith("GPU: 9.0, a model")
        .contains("dev.maskwise.rapids.check.Parity", "gpu", "bundle/conf/local.conf");
    assertThat(run(2, "speed", "7", "8")).containsSequence("7", "8", "bundle/conf/common.conf");
    assertThat(run(2, "parity-cpu")).contains("cpu").doesNotContain("gpu", "GPU: 9.0, a model");
    assertThat(run(2, "device")).endsWith("dev.maskwise.rapids.check.Device");
    assertThat(run(1, "other"))
        .contains("  ./run.sh parity-cpu              a rehearsal without a GPU");
    assertThat(folder.resolve("work")).as("tables are gone").isEmptyDirectory();
  }

  @Test
  void oneSentenceWithoutTheRightGpu() throws Exception {
    program(tools.resolve("nvidia-smi"), "echo no devices were found; exit 6");
    String none =
        "run.sh: no NVIDIA GPU was found, nvidia-smi lists none: run this where there is one, or"
            + " rehearse with ./run.sh parity-cpu.";
    assertThat(run(1, "parity")).containsExactly(none);
    assertThat(run(1, "speed")).containsExactly(none);
    copyAll();
    gpu("8.0, another model");
    assertThat(run(1, "parity"))
        .containsExactly(
            "GPU: 8.0, another model",
            "run.sh: the pieces hold device code for architecture 90 alone, this GPU's is 80: make"
                + " others with bundle.sh OUT 80.");
  }
}
