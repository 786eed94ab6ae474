package dev.maskwise.run.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.RunState;
import dev.maskwise.run.StoreFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a store, and what of it is a run. */
class RunStoreTest {
  private static final String ID = "20261130T023000Z-0123456789ab";
  private static final String LATER = "20261130T033000Z-0123456789ab";
  private static final String KEY = "0123456789ab" + "0".repeat(52);

  @TempDir Path directory;

  private RunStore openOrCreate(Path path) {
    return RunStore.openOrCreate(StorageAccess.of(new Configuration()), path.toString());
  }

  @Test
  void aStoreIsMadeWhereNothingIs() throws IOException {
    for (String name : List.of("new/deep", "empty")) {
      Path path = directory.resolve(name);
      if (name.equals("empty")) {
        Files.createDirectories(path);
      }
      assertThat(openOrCreate(path).ids()).isEmpty();
      assertThat(path.resolve("store.json")).hasContent("{\"format\":1}");
      assertThat(openOrCreate(path).directory()).hasToString("file:" + path);
      try (var entries = Files.list(path)) {
        assertThat(entries).hasSize(1);
      }
    }
  }

  @Test
  void writersWhoMakeItAtOnceAllHaveIt() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path path = directory.resolve("round-" + round);
      assertThat(AtOnce.run(4, i -> openOrCreate(path).ids())).containsOnly(List.of());
      assertThat(path.resolve("store.json")).hasContent("{\"format\":1}");
    }
  }

  /** A writer that was killed while it made the store left its hidden file. */
  @Test
  void aStoreThatWasBegunIsMade() throws IOException {
    Files.writeString(directory.resolve(".store.json.incomplete-x"), "{\"for");
    assertThat(openOrCreate(directory).ids()).isEmpty();
    assertThat(directory.resolve("store.json")).hasContent("{\"format\":1}");
  }

  @Test
  void whatIsNoStoreIsRefused() throws IOException {
    Files.writeString(directory.resolve("photo.png"), "");
    assertThatThrownBy(() -> openOrCreate(directory))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "%s holds something else than a store of runs, photo.png: choose a new or an empty directory.",
            directory);
    assertThatThrownBy(
            () -> RunStore.open(StorageAccess.of(new Configuration()), directory + "/none"))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("is no store of runs (store.json is not in it)");
    Files.writeString(directory.resolve("store.json"), "{\"format\":2}");
    assertThatThrownBy(() -> openOrCreate(directory))
        .hasMessageContaining("has the layout 2, and this version reads 1");
    Files.writeString(directory.resolve("store.json"), "{\"form");
    assertThatThrownBy(() -> openOrCreate(directory))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("is damaged: write {\"format\":1} into it");
  }

  @Test
  void whatCannotBeWrittenFails() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> openOrCreate(file.resolve("store")))
        .isInstanceOf(StoreFailedException.class)
        .hasMessageContaining("file/store cannot be");
    assertThatThrownBy(() -> openOrCreate(file)).isInstanceOf(RuntimeException.class);
  }

  /** Whatever a killed evaluation leaves, at whatever stage, is no run. */
  @Test
  void onlyAWholeRunIsOne() throws IOException {
    SyntheticStore store = new SyntheticStore(directory, 1);
    store.add(ID, KEY, 0.5);
    Path runs = directory.resolve("runs");
    store.write(runs.resolve("." + LATER + ".incomplete-x"), LATER, KEY, 0.9);
    Files.createDirectories(runs.resolve("20261130T040000Z-0123456789ab"));
    Path late = runs.resolve("20261130T050000Z-0123456789ab");
    store.write(late, "20261130T050000Z-0123456789ab", KEY, 0.9);
    Path manifest = late.resolve("manifest.json");
    String text = Files.readString(manifest);
    for (int length : List.of(0, 1, text.length() / 2, text.length() - 3)) {
      Files.writeString(manifest, text.substring(0, length));
      assertThat(store.open().finished(KEY).orElseThrow().manifest().run()).isEqualTo(ID);
      assertThatThrownBy(() -> RunReference.in(store.open(), "@last"))
          .hasMessageContaining("manifest.json is damaged: name another run, or drop this one");
      assertThat(new StoreIndex(store.open()).runs())
          .extracting(IndexedRun::run)
          .containsExactly(ID);
    }
    Files.delete(manifest);
    assertThat(RunReference.in(store.open(), "@last").manifest().run()).isEqualTo(ID);
    assertThat(store.open().unfinished()).containsExactly("runs/." + LATER + ".incomplete-x");
  }

  @Test
  void theLastRunOfAKeyIsFinished() throws IOException {
    SyntheticStore store = new SyntheticStore(directory, 1);
    store.add(ID, KEY, 0.5);
    store.add(LATER, KEY, 0.5);
    assertThat(store.open().finished(KEY).orElseThrow().manifest().run()).isEqualTo(LATER);
    assertThat(store.open().finished("0123456789ab" + "1".repeat(52))).isEmpty();
    assertThat(store.open().finished("f".repeat(64))).isEmpty();
  }

  @Test
  void aStateIsThatOfTheVerdict() throws IOException {
    SyntheticStore store = new SyntheticStore(directory, 1);
    store.add(ID, KEY, 0.5);
    assertThat(store.open().state(ID)).isEqualTo(RunState.RECORDED);
    for (RunState state : List.of(RunState.PASSED, RunState.FAILED, RunState.UNDECIDED)) {
      store
          .open()
          .find(ID)
          .orElseThrow()
          .put("verdict.json", "{\"state\":\"" + state.label() + "\"}");
      assertThat(store.open().state(ID)).isEqualTo(state);
    }
    for (String damaged :
        List.of("", "{\"sta", "{\"state\":\"green\"}", "{\"state\":\"recorded\"}")) {
      Files.writeString(directory.resolve("runs/" + ID + "/verdict.json"), damaged);
      assertThat(store.open().state(ID)).isEqualTo(RunState.DAMAGED);
      assertThatThrownBy(() -> store.open().isGreen(ID))
          .isInstanceOf(InputRefusedException.class)
          .hasMessageContaining("verdict.json is damaged: judge the run again with check");
    }
  }
}
