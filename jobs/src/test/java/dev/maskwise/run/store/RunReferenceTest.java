package dev.maskwise.run.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which run a reference names, and what is said when it names none. */
class RunReferenceTest {
  private static final String FIRST = "20261128T023000Z-aaaa00000000";
  private static final String SECOND = "20261129T023000Z-bbbb00000000";
  private static final String THIRD = "20261129T033000Z-bbbb11111111";
  private static final String FOURTH = "20261130T023000Z-cccc00000000";

  @TempDir Path directory;
  private SyntheticStore store;
  private Path place;

  @BeforeEach
  void addRuns() throws IOException {
    place = directory.resolve("at@home/store");
    store = new SyntheticStore(place, 1);
    judge(FIRST, "passed");
    judge(SECOND, "warned");
    judge(THIRD, "failed");
    judge(FOURTH, "undecided");
    new RunNames(store.open()).promote("prod", FIRST, null);
  }

  private void judge(String id, String state) throws IOException {
    store.add(id).put("verdict.json", "{\"state\":\"" + state + "\"}");
  }

  private StoredRun resolve(String reference) {
    return RunReference.resolve(
        StorageAccess.of(new Configuration()), reference.replace("STORE", place.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "last, " + FOURTH,
    "last-green, " + SECOND,
    "prod, " + FIRST,
    "2026-11-29, " + THIRD,
    "20261129, " + THIRD,
    "20261128, " + FIRST,
    "20261129T02, " + SECOND,
    FOURTH + ", " + FOURTH,
    "bbbb1, " + THIRD,
    "cccc, " + FOURTH
  })
  void aRunOfAStore(String which, String id) {
    assertThat(resolve("STORE@" + which).manifest().run()).isEqualTo(id);
    assertThat(RunReference.in(store.open(), "@" + which).manifest().run()).isEqualTo(id);
    assertThat(RunReference.in(store.open(), which).manifest().run()).isEqualTo(id);
  }

  /** Otherwise an earlier run would be judged, or compared with, unseen. */
  @Test
  void whatIsDamagedIsNotPassedOver() throws IOException {
    Files.writeString(place.resolve("runs/" + SECOND + "/verdict.json"), "{\"state\": \"wa");
    assertThatThrownBy(() -> resolve("STORE@last-green"))
        .hasMessageContaining(SECOND + "/verdict.json is damaged");
    Files.writeString(place.resolve("runs/" + FOURTH + "/manifest.json"), "{");
    assertThatThrownBy(() -> resolve("STORE@last"))
        .hasMessageContaining(FOURTH + "/manifest.json is damaged: name another run, or drop");
    Files.delete(place.resolve("runs/" + FOURTH + "/manifest.json"));
    assertThat(resolve("STORE@last").manifest().run()).isEqualTo(THIRD);
  }

  @Test
  void aDirectory() {
    assertThat(resolve("STORE/runs/" + THIRD).manifest().run()).isEqualTo(THIRD);
  }

  /** What is last is looked for each time: a later verdict counts at once. */
  @Test
  void theLastGreenIsStoredNowhere() {
    resolve("STORE@last").put("verdict.json", "{\"state\":\"passed\"}");
    assertThat(resolve("STORE@last-green").manifest().run()).isEqualTo(FOURTH);
    resolve("STORE@last").put("verdict.json", "{\"state\":\"failed\"}");
    assertThat(resolve("STORE@last-green").manifest().run()).isEqualTo(SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prodd", "2026-11-27", "20261127", "dddd", "", "Last", "bb"})
  void aMissListsWhatThereIs(String which) {
    assertThatThrownBy(() -> resolve("STORE@" + which))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "file:%s@%s is not there: there are the names last, last-green, prod, and the runs %s, %s, %s, %s.",
            place, which, FOURTH, THIRD, SECOND, FIRST);
  }

  @Test
  void whatMayBeSeveralIsRefused() {
    assertThatThrownBy(() -> resolve("STORE@bbbb"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage("file:%s@bbbb may be any of %s, %s: write more of it.", place, THIRD, SECOND);
  }

  @Test
  void otherMisses() throws IOException {
    assertThatThrownBy(() -> resolve("@last"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage("@last names no store: write STORE@last, or the directory of a run.");
    assertThatThrownBy(() -> resolve("STORE/runs@last"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("is no store of runs");
    Path empty = Files.createDirectories(directory.resolve("empty"));
    new SyntheticStore(empty, 1);
    assertThatThrownBy(() -> resolve(empty + "@last-green"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("the store has no run yet");
    new SyntheticStore(empty, 1).add(FIRST);
    assertThatThrownBy(() -> resolve(empty + "@last-green"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("no run of the store has a verdict that it passed");
  }

  /** Somebody deleted it by hand. */
  @Test
  void aNameWhoseRunIsGone() throws IOException {
    Files.delete(place.resolve("runs/" + FIRST + "/manifest.json"));
    assertThatThrownBy(() -> resolve("STORE@prod"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("calls the run " + FIRST + " 'prod', which is not there");
  }
}
