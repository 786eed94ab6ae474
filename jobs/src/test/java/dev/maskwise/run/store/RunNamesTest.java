package dev.maskwise.run.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names move by new generations; nothing that was promoted is forgotten. */
class RunNamesTest {
  private static final String FIRST = "20261128T023000Z-aaaa00000000";
  private static final String SECOND = "20261129T023000Z-bbbb00000000";

  @TempDir Path directory;
  private RunNames names;

  @BeforeEach
  void addRuns() throws IOException {
    SyntheticStore store = new SyntheticStore(directory, 1);
    store.add(FIRST);
    store.add(SECOND);
    names = new RunNames(store.open());
  }

  @Test
  void aNameMovesAndItsHistoryStays() {
    names.promote("prod", FIRST, "first");
    names.promote("prod", SECOND, "better");
    assertThat(names.find("prod").orElseThrow().run()).isEqualTo(SECOND);
    assertThat(names.history("prod"))
        .extracting(NamedRun::generation, NamedRun::run, NamedRun::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, FIRST, "first"),
            org.assertj.core.groups.Tuple.tuple(2, SECOND, "better"));
    assertThat(directory.resolve("refs/prod/00000002.json")).exists();
    NamedRun last = names.history("prod").get(1);
    assertThat(last.by()).isEqualTo(System.getProperty("user.name"));
    assertThat(last.at()).matches("2.*Z");
  }

  @Test
  void aPinnedNameStaysUntilItIsLifted() {
    names.pin("release-1", FIRST, null);
    assertThatThrownBy(() -> names.promote("release-1", SECOND, null))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "'release-1' is pinned to %s: take another name, or lift it with pin --lift --as release-1.",
            FIRST);
    names.lift("release-1", "superseded");
    assertThat(names.find("release-1")).isEmpty();
    assertThat(names.all()).isEmpty();
    assertThatThrownBy(() -> names.lift("release-1", null))
        .isInstanceOf(InputRefusedException.class);
    names.promote("release-1", SECOND, null);
    assertThat(names.history("release-1")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "last-green", "", "2026-11-30", "1.2", "a/b", "..", ".x", "a b"})
  void whatIsNoName(String name) {
    assertThatThrownBy(() -> names.promote(name, FIRST, null))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("is no name for a run");
    assertThat(names.find(name)).isEmpty();
  }

  @Test
  void aRunThatIsNotThere() {
    assertThatThrownBy(() -> names.promote("prod", "20260101T000000Z-aaaa00000000", null))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("is not in");
  }

  /** Each writer has a generation of its own, and the largest holds. */
  @Test
  void writersAtOnce() throws Exception {
    List<NamedRun> given =
        AtOnce.run(8, i -> names.promote("prod", i % 2 == 0 ? FIRST : SECOND, "writer " + i));
    assertThat(given)
        .extracting(NamedRun::generation)
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(names.history("prod")).containsExactlyInAnyOrderElementsOf(given);
    assertThat(names.find("prod").orElseThrow().generation()).isEqualTo(8);
    try (var files = Files.list(directory.resolve("refs/prod"))) {
      assertThat(files).hasSize(8);
    }
  }

  /** Of writers who pin one name to different runs at once, one wins. */
  @Test
  void onePinsAtOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "release-" + round;
      List<String> outcomes =
          AtOnce.run(
              2,
              i -> {
                try {
                  return String.valueOf(names.pin(name, i == 0 ? FIRST : SECOND, null).run());
                } catch (InputRefusedException e) {
                  return "refused";
                }
              });
      assertThat(outcomes).containsOnlyOnce("refused");
      assertThat(outcomes).contains(names.find(name).orElseThrow().run());
    }
  }

  /** A disk without links may keep half of what a killed writer wrote; a hidden file is nothing. */
  @Test
  void aHalfWrittenGenerationSaysNothing() throws IOException {
    names.promote("prod", FIRST, null);
    Path ref = directory.resolve("refs/prod");
    Files.writeString(ref.resolve(".00000002.json.incomplete-x"), "{\"run\":\"" + SECOND);
    assertThat(names.find("prod").orElseThrow().run()).isEqualTo(FIRST);
    for (String half : List.of("", "{\"run\":\"" + SECOND, "{}")) {
      Files.writeString(ref.resolve("00000002.json"), half);
      assertThat(names.find("prod").orElseThrow().run()).isEqualTo(FIRST);
    }
    assertThat(names.promote("prod", SECOND, null).generation()).isEqualTo(3);
    assertThat(names.find("prod").orElseThrow().run()).isEqualTo(SECOND);
  }
}
