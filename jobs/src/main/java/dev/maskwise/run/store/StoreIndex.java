package dev.maskwise.run.store;

import dev.maskwise.metric.Averaging;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.run.StoreFailedException;
import dev.maskwise.run.StoredRun;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * What is known of all runs of a store at once, so that a list of a thousand runs opens no run.
 *
 * <p>Each run has a small file of lines of JSON, and {@link #compact} puts many into one. A list
 * reads the beginnings of the files, and a trend besides one piece of each, whose place stands in
 * the first line ({@link IndexText}): a file costs one or two reads, whatever the number of
 * numbers. Parquet would do the same with a footer, a schema and a page for each column of a
 * thousand numbers, which takes ten times as long to open as these take to read; and any program
 * reads lines. All of it is derived: what is missing is made from the runs when it is asked for,
 * and written where that is allowed. A file has its length in its name, and one that has another
 * length is not read. Runs do not change, so neither does what is said of them here.
 */
public final class StoreIndex {
  /** So many runs are put into one file, some megabytes. */
  private static final int RUNS_IN_FILE = 100;

  private static final int ATTEMPTS = 10;

  private final RunStore store;
  private final Storage storage;
  private final IndexFiles files;

  public StoreIndex(RunStore store) {
    this.store = store;
    this.storage = store.storage();
    this.files = new IndexFiles(storage, store.directory());
  }

  /** The runs, the earliest first. Those whose manifest or summary is damaged are left out. */
  public List<IndexedRun> runs() {
    return reading(this::look).runs();
  }

  /**
   * Numbers of the last runs.
   *
   * @param runs the runs, the earliest first
   * @param numbers every number of the metric under the averaging, in no order
   * @param names where there is no number, what the last run has, each as "metric averaging"
   */
  record Found(List<IndexedRun> runs, List<IndexedNumber> numbers, Set<String> names) {}

  /** A metric under an averaging, with which all classes and slices are found. */
  record Section(String metric, Averaging averaging) {}

  /** Every number of some metrics, of so many runs, for one look at the index. */
  Map<Section, Found> find(Collection<Section> sections, int last) {
    return reading(
        () -> {
          IndexView view = look();
          List<IndexedRun> all = view.runs();
          List<IndexedRun> runs = all.subList(Math.max(0, all.size() - last), all.size());
          Set<String> ids = new HashSet<>(runs.stream().map(IndexedRun::run).toList());
          Map<Section, Found> found = new HashMap<>();
          for (Section section : sections) {
            List<IndexedNumber> numbers =
                view.numbers(IndexLines.section(section.metric(), section.averaging()), ids);
            boolean none = runs.isEmpty() || !numbers.isEmpty();
            found.put(
                section,
                new Found(
                    runs,
                    numbers,
                    none ? Set.of() : view.sections(runs.get(runs.size() - 1).run())));
          }
          return found;
        });
  }

  private IndexView look() throws IOException {
    IndexView view = IndexView.of(storage, files.all(), new HashSet<>(store.ids()));
    for (String id : view.missing()) {
      store
          .find(id)
          .ifPresent(
              run -> {
                List<String> lines = lines(run);
                if (!lines.isEmpty()) {
                  view.add(lines);
                  write(id, lines);
                }
              });
    }
    return view;
  }

  /** None where the summary is damaged. */
  private static List<String> lines(StoredRun run) {
    try {
      return IndexLines.of(run);
    } catch (InputRefusedException e) {
      return List.of();
    }
  }

  /**
   * What an index says of a run, which need not be in a store.
   *
   * @throws InputRefusedException when the summary of the run is damaged
   */
  public static IndexedRun describe(StoredRun run) {
    return IndexLines.head(run.manifest(), run.summary());
  }

  /** Writes what is known of a finished run. Without it the next list would. */
  public void record(StoredRun run) {
    List<String> lines = lines(run);
    if (!lines.isEmpty()) {
      write(run.manifest().run(), lines);
    }
  }

  /** Whoever may only read the store reads it without an index. */
  private void write(String id, List<String> lines) {
    try {
      String text = IndexText.write(lines.subList(0, 1), lines.subList(1, lines.size()));
      storage.create(files.ofRun(id, length(text)), text);
    } catch (IOException e) {
      return;
    }
  }

  private static long length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** How many runs are in how many files. */
  public record Size(int runs, int files) {}

  /**
   * Puts the files of single runs together. Two that do so at once leave some runs twice, which
   * does no harm.
   *
   * @param anew whether all is made from the runs again
   */
  public Size compact(boolean anew) {
    return reading(
        () -> {
          if (anew) {
            for (IndexFiles.IndexFile file : files.all()) {
              storage.delete(file.path());
            }
          }
          IndexView view = look();
          List<IndexFiles.IndexFile> there = files.all();
          Set<Path> kept = new HashSet<>();
          List<String> loose = new ArrayList<>();
          for (IndexView.Source source : view.sources()) {
            if (source.runs().size() >= RUNS_IN_FILE && source.path() != null) {
              kept.add(source.path());
            } else {
              loose.addAll(source.runs());
            }
          }
          loose.sort(null);
          for (int start = 0; start < loose.size(); start += RUNS_IN_FILE) {
            Set<String> runs =
                new HashSet<>(loose.subList(start, Math.min(start + RUNS_IN_FILE, loose.size())));
            kept.add(merge(view, runs));
          }
          for (IndexFiles.IndexFile file : there) {
            if (!kept.contains(file.path())) {
              storage.delete(file.path());
            }
          }
          return new Size(view.runs().size(), kept.size());
        });
  }

  private Path merge(IndexView view, Set<String> runs) throws IOException {
    String text = view.text(runs);
    Path path = files.ofMany(text, length(text));
    storage.create(path, text);
    return path;
  }

  /** Forgets a run that is gone. What other runs share with it is passed over. */
  void forget(String id) {
    try {
      for (IndexFiles.IndexFile file : files.all()) {
        if (file.isOf(id)) {
          storage.delete(file.path());
        }
      }
    } catch (IOException e) {
      return; // It is passed over wherever it is read.
    }
  }

  /** What is asked of the files of an index. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** While another process puts files together some may go that were listed. */
  private <T> T reading(Reading<T> reading) {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.read();
      } catch (FileNotFoundException | NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw StoreFailedException.of("%s cannot be read".formatted(files.directory()), e);
        }
      } catch (IOException e) {
        throw StoreFailedException.of("%s cannot be read".formatted(files.directory()), e);
      } catch (UncheckedIOException e) {
        throw new InputRefusedException(
            "%s is damaged: make it again with history compact --rebuild."
                .formatted(files.directory()),
            e);
      }
    }
  }
}
