package dev.maskwise.run.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.Retention.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has a name or is green stays, and so does whatever Maskwise did not write. */
class RetentionTest {
  @TempDir Path directory;
  private SyntheticStore store;
  private Retention retention;

  @BeforeEach
  void addRuns() throws IOException {
    store = new SyntheticStore(directory, 1);
    for (String state :
        List.of("10 passed", "11 passed", "12 warned", "13 failed", "14 undecided")) {
      String[] words = state.split(" ", -1);
      store.add(id(words[0])).put("verdict.json", "{\"state\":\"" + words[1] + "\"}");
    }
    retention = new Retention(store.open());
  }

  private static String id(String day) {
    return "202611%sT023000Z-%s".formatted(day, "a".repeat(10) + day);
  }

  private Path place(String day) {
    return directory.resolve("runs").resolve(id(day));
  }

  @Test
  void whatIsKept() {
    new RunNames(store.open()).promote("prod", id("11"), null);
    assertThat(retention.before(Instant.parse("2026-11-14T02:30:00Z"), 1))
        .containsExactly(
            new Decision(id("10"), null),
            new Decision(id("11"), "it is called prod"),
            new Decision(id("12"), "it is the last green run"),
            new Decision(id("13"), null));
    assertThat(retention.before(Instant.parse("2026-11-11T02:30:00Z"), 3))
        .containsExactly(new Decision(id("10"), "it is one of the last green runs"));
    assertThat(retention.before(Instant.parse("2026-11-10T02:30:00Z"), 1)).isEmpty();
  }

  @Test
  void aDropDeletesAllThatMaskwiseWrote() throws IOException {
    StoredRun run = store.open().find(id("13")).orElseThrow();
    new RunNotes(run).add("bad night");
    run.put("verdict.json", "{\"state\":\"undecided\"}");
    run.add("comparison-x.json", "{}");
    Files.writeString(place("13").resolve("notes/.00000002.json.incomplete-x"), "{");
    Files.writeString(
        place("13").resolve("per_image.parquet/." + SyntheticStore.PART + ".crc"), "");
    retention.drop(id("13"));
    assertThat(place("13")).doesNotExist();
    assertThat(store.open().unfinished()).isEmpty();
    assertThat(store.open().ids()).hasSize(4);
  }

  @Test
  void whatMaskwiseDidNotWriteKeepsTheRun() throws IOException {
    for (String name :
        List.of(
            "mine.txt",
            "notes/mine.txt",
            "versions/mine.txt",
            "per_image.parquet/mine.txt",
            "sub/mine.txt")) {
      Path file = place("13").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "mine");
      assertThatThrownBy(() -> retention.drop(id("13")))
          .isInstanceOf(InputRefusedException.class)
          .hasMessageStartingWith(
              "The run " + id("13") + " is kept, because it holds something that")
          .hasMessageContaining(name.startsWith("sub") ? "sub" : name);
      assertThat(file).hasContent("mine");
      Files.delete(file);
      Files.deleteIfExists(place("13").resolve("sub"));
    }
    Files.createSymbolicLink(place("13").resolve("junit.xml"), directory.resolve("store.json"));
    assertThatThrownBy(() -> retention.drop(id("13"))).hasMessageContaining("junit.xml");
  }

  @Test
  void whatHasANameOrIsTheLastGreenIsNotDropped() {
    new RunNames(store.open()).pin("release", id("10"), null);
    assertThatThrownBy(() -> retention.drop(id("10")))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage("The run %s is kept, because it is called release.", id("10"));
    assertThatThrownBy(() -> retention.drop(id("12")))
        .hasMessageContaining("because it is the last green run");
    new RunNames(store.open()).lift("release", null);
    retention.drop(id("10"));
    assertThat(place("10")).doesNotExist();
  }

  /** A drop that was killed has hidden the run, or not begun. */
  @Test
  void aDropThatWasKilledLeavesNoRun() throws IOException {
    Path hidden = place("13").resolveSibling("." + id("13") + ".dropped-x");
    Files.move(place("13"), hidden);
    Files.delete(hidden.resolve("summary.json"));
    assertThat(store.open().ids()).doesNotContain(id("13"));
    assertThat(new StoreIndex(store.open()).runs()).hasSize(4);
    assertThat(store.open().unfinished()).containsExactly("runs/" + hidden.getFileName());
  }

  /** Either the run stays and has the name, or it is gone and no name leads to it. */
  @Tag("slow")
  @Test
  void aNameIsGivenWhileTheRunIsDropped() throws Exception {
    for (int round = 0; round < 30; round++) {
      String id = "20261101T%02d%02d00Z-%012x".formatted(round / 60, round % 60, round);
      String name = "name-" + round;
      store.add(id);
      AtOnce.run(
          2,
          i -> {
            try {
              if (i == 0) {
                new Retention(store.open()).drop(id);
              } else {
                new RunNames(store.open()).promote(name, id, null);
              }
              return true;
            } catch (InputRefusedException e) {
              return false;
            }
          });
      boolean there = store.open().find(id).isPresent();
      boolean named = new RunNames(store.open()).find(name).isPresent();
      assertThat(named && !there).as("a name without its run").isFalse();
      assertThat(there || Files.notExists(directory.resolve("runs/" + id))).isTrue();
    }
  }
}
