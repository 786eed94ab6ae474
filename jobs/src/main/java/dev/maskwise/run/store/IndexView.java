package dev.maskwise.run.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** An index as it was at a moment: each run that is there, and which file speaks for it. */
final class IndexView {
  private static final int BUFFER = 1 << 16;

  private final Set<String> live;
  private final Map<String, IndexedRun> runs = new TreeMap<>();
  private final Map<String, String> heads = new TreeMap<>();
  private final List<Source> sources = new ArrayList<>();

  /**
   * Lines, and for which runs they speak.
   *
   * @param path null where they are in memory alone
   */
  record Source(@Nullable Path path, List<String> lines, Set<String> runs) {
    boolean has(String run) {
      return runs.contains(run);
    }
  }

  private IndexView(Set<String> live) {
    this.live = live;
  }

  /**
   * Reads the first lines of the files.
   *
   * @param live the ids of the runs that are there
   */
  static IndexView of(FileSystem fileSystem, List<IndexFiles.IndexFile> files, Set<String> live)
      throws IOException {
    IndexView view = new IndexView(live);
    for (IndexFiles.IndexFile file : files) {
      boolean needed =
          file.isOfMany()
              || live.contains(file.subject()) && !view.runs.containsKey(file.subject());
      if (needed) {
        try (BufferedReader lines = open(fileSystem, file.path())) {
          List<String> first = new ArrayList<>();
          String line = lines.readLine();
          while (line != null && !IndexLines.isNumbers(line)) {
            first.add(line);
            line = lines.readLine();
          }
          view.addSource(file.path(), List.of(), first);
        }
      }
    }
    return view;
  }

  private static BufferedReader open(FileSystem fileSystem, Path path) throws IOException {
    return new BufferedReader(
        new InputStreamReader(fileSystem.open(path), StandardCharsets.UTF_8), BUFFER);
  }

  /** A file whose first lines are damaged speaks for nobody. */
  private void addSource(@Nullable Path path, List<String> lines, List<String> first) {
    Set<String> owned = new TreeSet<>();
    try {
      for (String line : first) {
        IndexedRun run = IndexLines.run(line);
        if (live.contains(run.run()) && !runs.containsKey(run.run())) {
          runs.put(run.run(), run);
          heads.put(run.run(), line);
          owned.add(run.run());
        }
      }
    } catch (UncheckedIOException e) {
      runs.keySet().removeAll(owned);
      return;
    }
    if (!owned.isEmpty()) {
      sources.add(new Source(path, lines, owned));
    }
  }

  /** Adds the lines of a run that no file speaks for. */
  void add(List<String> lines) {
    addSource(null, lines, lines.subList(0, 1));
  }

  /** The runs that no file speaks for. */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>(live);
    missing.removeAll(runs.keySet());
    return missing;
  }

  /** The runs, the earliest first. */
  List<IndexedRun> runs() {
    return List.copyOf(runs.values());
  }

  List<Source> sources() {
    return sources;
  }

  /** Gives every line of numbers, with the source that it stands in. */
  void numbers(FileSystem fileSystem, BiConsumer<Source, String> numbers) throws IOException {
    for (Source source : sources) {
      Path path = source.path();
      if (path == null) {
        source.lines().stream()
            .filter(IndexLines::isNumbers)
            .forEach(line -> numbers.accept(source, line));
      } else {
        try (BufferedReader lines = open(fileSystem, path)) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (IndexLines.isNumbers(line)) {
              numbers.accept(source, line);
            }
          }
        }
      }
    }
  }

  /** All lines of some runs, what they are first. */
  Set<String> lines(FileSystem fileSystem, Set<String> wanted) throws IOException {
    Set<String> all = new LinkedHashSet<>();
    heads.forEach(
        (run, line) -> {
          if (wanted.contains(run)) {
            all.add(line);
          }
        });
    for (Source source : sources) {
      if (source.runs().stream().anyMatch(wanted::contains)) {
        IndexView only = new IndexView(live);
        only.sources.add(source);
        only.numbers(
            fileSystem,
            (from, line) -> {
              String run = IndexLines.runOfNumbers(line);
              if (from.has(run) && wanted.contains(run)) {
                all.add(line);
              }
            });
      }
    }
    return all;
  }
}
