package dev.maskwise.run.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Averaging;
import dev.maskwise.run.store.StoreIndex.Size;
import dev.maskwise.run.store.Trend.Query;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index says what the runs say, whatever became of its files. */
class StoreIndexTest {
  private static final Query MEAN_IOU = new Query("mean_iou", Averaging.DATASET, null, null, null);
  private static final Query CLASS =
      new Query("iou", Averaging.DATASET, "class 1", "site=north", "small");

  @TempDir Path directory;
  private SyntheticStore store;
  private StoreIndex index;
  private Path files;

  @BeforeEach
  void addRuns() throws IOException {
    store = new SyntheticStore(directory, 3);
    for (int day = 10; day < 15; day++) {
      store.add(id(day), "%012x".formatted(day) + "0".repeat(52), day / 100.0);
    }
    index = new StoreIndex(store.open());
    files = directory.resolve("index");
  }

  private static String id(int day) {
    return "202611%02dT023000Z-%012x".formatted(day, day);
  }

  private static IndexedNumber number(Trend.Row row, String model) {
    return Objects.requireNonNull(row.numbers().get(model));
  }

  private List<Path> indexFiles() throws IOException {
    try (var list = Files.list(files)) {
      return list.sorted().toList();
    }
  }

  private Object everything() {
    return List.of(
        index.runs(),
        Trend.of(store.open(), MEAN_IOU, 100),
        Trend.of(store.open(), CLASS, 100),
        Trend.of(store.open(), MEAN_IOU, 2));
  }

  @Test
  void anIndexThatIsMissingIsMadeFromTheRuns() throws IOException {
    List<IndexedRun> runs = index.runs();
    assertThat(runs).hasSize(5).extracting(IndexedRun::run).startsWith(id(10)).endsWith(id(14));
    IndexedRun run = runs.get(2);
    assertThat(run.started()).isEqualTo("2026-11-12T02:30:00Z");
    assertThat(run.models()).containsExactly("base", "small");
    assertThat(run.evaluated()).isEqualTo(72);
    assertThat(String.valueOf(run.headline()))
        .isEqualTo("Headline[metric=mean_iou, averaging=dataset, values={base=0.12, small=0.06}]");
    assertThat(runs).extracting(IndexedRun::meaning).containsOnly(run.meaning());
    assertThat(indexFiles()).hasSize(5);
  }

  @Test
  void aTrendIsTheNumbersOfTheRuns() {
    Trend trend = Trend.of(store.open(), MEAN_IOU, 100);
    assertThat(trend.models()).containsExactly("base", "small");
    assertThat(trend.rows())
        .extracting(row -> number(row, "base").value())
        .containsExactly(0.10, 0.11, 0.12, 0.13, 0.14);
    IndexedNumber number = number(trend.rows().get(4), "small");
    assertThat(List.of(number.value(), number.low(), number.high()))
        .containsExactly(0.07, 0.07 - 0.02, 0.07 + 0.02);
    assertThat(Trend.of(store.open(), CLASS, 100).models()).containsExactly("small");
  }

  @Test
  void whateverBecomesOfItsFilesItSaysTheSame() throws IOException {
    Object before = everything();
    List<Path> loose = indexFiles();
    Files.delete(loose.get(0));
    String text = Files.readString(loose.get(1));
    Files.writeString(loose.get(1), text.substring(0, text.length() / 2));
    Files.writeString(files.resolve("." + loose.get(2).getFileName() + ".incomplete-x"), "{");
    Files.writeString(loose.get(3), "x".repeat((int) Files.size(loose.get(3))));
    Files.writeString(files.resolve("readme.txt"), "mine");
    assertThat(everything()).isEqualTo(before);
    assertThat(index.compact(false)).isEqualTo(new Size(5, 1));
    assertThat(everything()).isEqualTo(before);
    store.add(id(15));
    assertThat(index.runs()).hasSize(6);
    assertThat(index.compact(false)).isEqualTo(new Size(6, 1));
    assertThat(index.compact(true)).isEqualTo(new Size(6, 1));
    assertThat(files.resolve("readme.txt")).hasContent("mine");
  }

  @Test
  void aRunThatIsGoneIsForgotten() throws IOException {
    for (boolean compact : List.of(false, true)) {
      index.runs();
      if (compact) {
        index.compact(false);
      }
      int gone = compact ? 11 : 10;
      new Retention(store.open()).drop(id(gone));
      assertThat(index.runs()).extracting(IndexedRun::run).doesNotContain(id(gone));
      assertThat(Trend.of(store.open(), MEAN_IOU, 100).rows()).hasSize(compact ? 3 : 4);
    }
    assertThat(index.compact(false)).isEqualTo(new Size(3, 1));
  }

  @Test
  void readersAndWritersAtOnce() throws Exception {
    Object before = everything();
    for (int round = 0; round < 10; round++) {
      List<Object> seen =
          AtOnce.run(
              4,
              i -> {
                StoreIndex own = new StoreIndex(store.open());
                if (i < 2) {
                  return own.compact(i == 0).runs();
                }
                return i == 2 ? everything() : own.runs().size();
              });
      assertThat(seen).containsExactly(5, 5, before, 5);
    }
  }

  /** A list and a trend over 1,000 runs of 578 numbers each: at most 2 s of work. */
  @Tag("slow")
  @Test
  void aThousandRuns() throws IOException {
    SyntheticStore large = new SyntheticStore(directory.resolve("large"), 32);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ids.add("2025%02d%02dT%02d3000Z-%012x".formatted(1 + i / 100, 1 + i / 24 % 28, i % 24, i));
      large.add(ids.get(i)).put("verdict.json", "{\"state\":\"passed\"}");
    }
    StoreIndex made = new StoreIndex(large.open());
    time("making the index", () -> made.runs().size());
    for (String what : List.of("loose", "compact")) {
      for (int i = 0; i < 3; i++) {
        double list = time(what + " list", () -> new StoreIndex(large.open()).runs().size());
        double mean =
            time(what + " mean_iou", () -> Trend.of(large.open(), MEAN_IOU, 1000).rows().size());
        double one = time(what + " iou", () -> Trend.of(large.open(), CLASS, 1000).rows().size());
        assertThat(List.of(list, mean, one)).allMatch(seconds -> seconds < 2);
      }
      time("compacting", () -> made.compact(false).runs());
    }
  }

  private static double time(String what, java.util.function.IntSupplier work) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    assertThat(work.getAsInt()).isEqualTo(1000);
    double seconds = (clock.getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf("%s: %.2f s%n", what, seconds);
    return seconds;
  }
}
