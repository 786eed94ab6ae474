package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.run.store.AtOnce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --store}: what becomes of runs, and which are made at all. */
class StoreTest {
  @TempDir Path directory;
  private Path store;

  @BeforeEach
  void writeInputs() throws IOException {
    store = directory.resolve("store");
    for (int i = 0; i < 2; i++) {
      Masks.bytes(directory.resolve("truth/" + i + ".png"), Masks.png(Masks.random(i, 3)));
      Masks.bytes(directory.resolve("base/" + i + ".png"), Masks.png(Masks.random(i + 9, 3)));
    }
  }

  private MaskwiseRun evaluate(String... more) {
    String words =
        "evaluate --truth @/truth --prediction base=@/base --classes 3 " + String.join(" ", more);
    return MaskwiseRun.of(words.strip().replace("@", directory.toString()).split(" +", -1));
  }

  private List<String> runs() throws IOException {
    try (var runs = Files.list(store.resolve("runs"))) {
      return runs.map(run -> run.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRunIsKeptAndUsedAgain() throws IOException {
    MaskwiseRun first = evaluate("--store @/store").succeeds();
    assertThat(runs()).hasSize(1);
    Path run = store.resolve("runs").resolve(runs().get(0));
    assertThat(run.getFileName().toString()).matches("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}");
    assertThat(first.out()).contains("mean IoU", "Results: file:" + run);
    assertThat(run.resolve("manifest.json")).content().contains(run.getFileName().toString());
    assertThat(store.resolve("index")).isNotEmptyDirectory();

    MaskwiseRun second = evaluate("--store @/store").succeeds();
    assertThat(second.out())
        .isEqualTo(
            "The run %s is of the same inputs and definition and is used again; --again makes another.%nResults: file:%s%n"
                .formatted(run.getFileName(), run));
    assertThat(runs()).hasSize(1);

    evaluate("--store @/store --ignore 1").succeeds();
    evaluate("--store @/store --again").succeeds();
    assertThat(runs()).hasSize(3);
    MaskwiseRun list = MaskwiseRun.plain("history", "list", "--store", store.toString()).succeeds();
    assertThat(list.out())
        .contains(runs())
        .contains("3 of 3 runs", "recorded", "mean_iou (dataset)");
  }

  /**
   * Equal runs that end in one second have one name; the other one is kept in place of the later.
   */
  @Test
  void runsAtOnce() throws Exception {
    List<MaskwiseRun> made =
        AtOnce.run(3, i -> evaluate("--store @/store", i < 2 ? "" : "--ignore 2", "--again"));
    made.forEach(MaskwiseRun::succeeds);
    assertThat(runs()).allMatch(name -> !name.startsWith("."));
    assertThat(runs()).hasSizeBetween(2, 3);
    MaskwiseRun.plain("history", "show", "--store", store.toString()).succeeds();
  }

  @Test
  void whatIsRefused() throws IOException {
    assertThat(evaluate().err()).contains("Where the results go is not said");
    assertThat(evaluate("--out @/out --store @/store").err()).contains("are both given");
    assertThat(evaluate("--store @/store --overwrite").err()).contains("--overwrite is for --out");
    assertThat(evaluate("--out @/out --again").err()).contains("--again is for --store");
    assertThat(evaluate("--store @/truth").err()).contains("is the input");
    Masks.bytes(directory.resolve("other/precious.txt"), new byte[] {1});
    assertThat(evaluate("--store @/other").err())
        .contains("something else than a store of runs, precious.txt");
    assertThat(evaluate("--store @/truth/store").err()).contains("lies inside the input");
    assertThat(directory.resolve("truth/store")).doesNotExist();
    Files.writeString(directory.resolve("file"), "");
    assertThat(evaluate("--store @/file").err())
        .contains("/file is a file, but a store of runs is a directory: choose another name.");
    MaskwiseRun failed = evaluate("--store @/file/store");
    assertThat(failed.exitCode()).isEqualTo(4);
    assertThat(failed.err()).startsWith("maskwise: ").hasLineCount(1);
  }

  /**
   * A killed evaluation left its directory and is in nobody's way; a refused one leaves nothing.
   */
  @Test
  void whatIsNotFinishedIsNoRun() throws IOException {
    Masks.bytes(directory.resolve("base/0.png"), new byte[] {1});
    assertThat(evaluate("--store @/store").exitCode()).isEqualTo(1);
    assertThat(runs()).isEmpty();
    Path left = store.resolve("runs/.20261130T023000Z-0123456789ab.incomplete-x");
    Masks.bytes(left.resolve("manifest.json"), new byte[] {'{'});
    evaluate("--store @/store --on-reject skip").succeeds();
    assertThat(runs()).hasSize(2).contains(left.getFileName().toString());
    MaskwiseRun compact = MaskwiseRun.plain("history", "compact", "--store", store.toString());
    assertThat(compact.succeeds().out())
        .contains("The index has 1 run in 1 file.", "did not end left runs/.20261130");
  }

  private static long bytes(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Wherever the disk becomes full, there is no run, one sentence, and room for the next try. */
  @Tag("slow")
  @Test
  void aFullDiskLeavesNoRun() throws IOException {
    String[] full = {
      "--store full://@/store --again",
      "--conf spark.hadoop.fs.full.impl=" + FullFileSystem.class.getName()
    };
    long room = 1L << 40;
    MaskwiseRun.stopSpark(); // Spark learns of file systems when it starts.
    FullFileSystem.ROOM.set(room);
    try {
      evaluate(full).succeeds();
      long run = room - FullFileSystem.ROOM.get();
      List<String> finished = runs();
      // The index is written last, and a run that is not in it yet is a run all the same.
      long beforeIndex = run - bytes(store.resolve("index"));
      for (long enough : new long[] {0, run / 2, beforeIndex - 100}) {
        FullFileSystem.ROOM.set(enough);
        MaskwiseRun failed = evaluate(full);
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(4);
        assertThat(failed.err())
            .startsWith("maskwise: ")
            .contains("No space left on device")
            .hasLineCount(1);
        assertThat(runs()).containsExactlyElementsOf(finished);
      }
    } finally {
      FullFileSystem.ROOM.set(room);
    }
    evaluate(full).succeeds();
    assertThat(runs()).hasSize(2);
  }
}
