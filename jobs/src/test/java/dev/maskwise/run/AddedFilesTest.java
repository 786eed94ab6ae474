package dev.maskwise.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.store.AtOnce;
import dev.maskwise.run.store.SyntheticStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is added to a finished run is there whole, and nothing of the run changes. */
class AddedFilesTest {
  private static final String ID = "20261130T023000Z-0123456789ab";

  @TempDir Path store;
  private StoredRun run;
  private Path directory;

  @BeforeEach
  void addRun() throws IOException {
    run = new SyntheticStore(store, 1).add(ID);
    directory = store.resolve("runs/" + ID);
  }

  @Test
  void aFileIsAddedOnce() throws IOException {
    run.add("comparison-a.json", "one");
    run.add("comparison-a.json", "one");
    assertThat(run.added("comparison-a.json")).contains("one");
    assertThatThrownBy(() -> run.add("comparison-a.json", "two"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "%s holds another comparison-a.json already: it is kept, so give the new one another name.",
            directory);
    assertThat(directory.resolve("comparison-a.json")).hasContent("one");
    assertThat(names(directory.resolve("versions/comparison-a.json")))
        .containsExactly("00000001.json");
  }

  @Test
  void aRunIsJudgedAgainAndTheEarlierVerdictIsKept() throws IOException {
    run.put("verdict.json", "{\"state\":\"failed\"}");
    run.put("verdict.json", "{\"state\":\"failed\"}");
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    run.put("verdict.json", "{\"state\":\"passed\"}");
    assertThat(run.state()).isEqualTo(RunState.PASSED);
    Path versions = directory.resolve("versions/verdict.json");
    assertThat(names(versions)).containsExactly("00000001.json", "00000002.json");
    assertThat(versions.resolve("00000001.json")).hasContent("{\"state\":\"failed\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest.json",
        "summary.json",
        "per_image.parquet",
        "notes",
        "",
        "a/b.json",
        "..",
        ".x.json",
        "versions"
      })
  void theRunItselfNeverChanges(String name) {
    assertThatThrownBy(() -> run.put(name, "x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run.add(name, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatSomebodyElsePutThereIsKept() throws IOException {
    Files.writeString(directory.resolve("junit.xml"), "mine");
    assertThatThrownBy(() -> run.put("junit.xml", "x"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("no command of Maskwise added it: move it away");
    assertThat(directory.resolve("junit.xml")).hasContent("mine");
  }

  /** Whoever is last, the last version is the one that is shown, and all are kept. */
  @Test
  void writersAtOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      String name = "verdict-" + round + ".json";
      AtOnce.run(
          4,
          i -> {
            run.put(name, "text of " + i);
            return i;
          });
      Path versions = directory.resolve("versions/" + name);
      assertThat(names(versions)).hasSize(4);
      assertThat(directory.resolve(name))
          .hasSameTextualContentAs(versions.resolve("00000004.json"));
    }
    assertThat(names(directory)).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void ofFilesThatAreAddedAtOnceOneIsThere() throws Exception {
    for (int round = 0; round < 20; round++) {
      String name = "comparison-" + round + ".json";
      List<Boolean> added =
          AtOnce.run(
              4,
              i -> {
                try {
                  run.add(name, "text of " + i);
                  return true;
                } catch (InputRefusedException e) {
                  return false;
                }
              });
      assertThat(added).containsOnlyOnce(true);
      assertThat(directory.resolve(name)).hasContent("text of " + added.indexOf(true));
    }
  }

  /** Killed between the version and the file, or while either was written. */
  @Test
  void theNextWriterMendsWhatAKilledOneLeft() throws IOException {
    run.put("verdict.json", "{\"state\":\"failed\"}");
    Path versions = directory.resolve("versions/verdict.json");
    Files.writeString(versions.resolve("00000002.json"), "{\"state\":\"passed\"}");
    Files.writeString(versions.resolve(".00000003.json.incomplete-x"), "{\"sta");
    Files.writeString(directory.resolve(".verdict.json.incomplete-x"), "{\"sta");
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    run.put("verdict.json", "{\"state\":\"passed\"}");
    assertThat(run.state()).isEqualTo(RunState.PASSED);
    assertThat(versions.resolve("00000003.json")).doesNotExist();
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
