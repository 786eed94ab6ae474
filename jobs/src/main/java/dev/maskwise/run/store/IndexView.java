package dev.maskwise.run.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.maskwise.reader.file.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** An index as it was at a moment: each run that is there, and which file speaks for it. */
final class IndexView {
  private final Set<String> live;
  private final Map<String, IndexedRun> runs = new TreeMap<>();
  private final Map<String, String> heads = new TreeMap<>();
  private final List<Source> sources = new ArrayList<>();

  /**
   * Lines, and for which runs they speak.
   *
   * @param path null where they are in memory alone
   * @param text null where they are in memory alone
   * @param lines those of numbers; none where they are in a file
   */
  record Source(
      @Nullable Path path, @Nullable IndexText text, List<String> lines, Set<String> runs) {

    /** The lines of a section, also those of runs for which others speak. */
    List<String> section(String name) throws IOException {
      return text == null
          ? lines.stream().filter(line -> IndexLines.section(line).equals(name)).toList()
          : text.section(name);
    }

    Set<String> sections() {
      return text == null
          ? new TreeSet<>(lines.stream().map(IndexLines::section).toList())
          : new TreeSet<>(text.sections());
    }
  }

  private IndexView(Set<String> live) {
    this.live = live;
  }

  /**
   * Reads the beginnings of the files.
   *
   * @param live the ids of the runs that are there
   */
  static IndexView of(Storage storage, List<IndexFiles.IndexFile> files, Set<String> live)
      throws IOException {
    IndexView view = new IndexView(live);
    for (IndexFiles.IndexFile file : files) {
      boolean needed =
          file.isOfMany()
              || (live.contains(file.subject()) && !view.runs.containsKey(file.subject()));
      if (needed) {
        view.add(storage, file.path());
      }
    }
    return view;
  }

  /** A file that is damaged speaks for nobody. */
  private void add(Storage storage, Path path) throws IOException {
    try {
      IndexText text = IndexText.open(storage, path);
      add(path, text, List.of(), text.heads());
    } catch (JsonProcessingException | EOFException | UncheckedIOException e) {
      return;
    }
  }

  /** Adds the lines of a run that no file speaks for. */
  void add(List<String> lines) {
    add(null, null, lines.subList(1, lines.size()), lines.subList(0, 1));
  }

  private void add(
      @Nullable Path path, @Nullable IndexText text, List<String> lines, List<String> first) {
    Map<String, IndexedRun> read = new TreeMap<>();
    Map<String, String> owned = new TreeMap<>();
    for (String line : first) {
      IndexedRun run = IndexLines.run(line);
      if (live.contains(run.run()) && !runs.containsKey(run.run())) {
        read.put(run.run(), run);
        owned.put(run.run(), line);
      }
    }
    runs.putAll(read);
    heads.putAll(owned);
    if (!owned.isEmpty()) {
      sources.add(new Source(path, text, lines, Set.copyOf(owned.keySet())));
    }
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

  /** The numbers of a section of some runs. */
  List<IndexedNumber> numbers(String section, Set<String> wanted) throws IOException {
    List<IndexedNumber> numbers = new ArrayList<>();
    for (Source source : sources) {
      if (source.runs().stream().anyMatch(wanted::contains)) {
        for (String line : source.section(section)) {
          String run = IndexLines.runOfNumbers(line);
          if (source.runs().contains(run) && wanted.contains(run)) {
            IndexLines.numbers(line, numbers::add);
          }
        }
      }
    }
    return numbers;
  }

  /** The names of all sections of a run and those beside it. */
  Set<String> sections(String run) {
    Set<String> sections = new TreeSet<>();
    sources.stream()
        .filter(source -> source.runs().contains(run))
        .forEach(source -> sections.addAll(source.sections()));
    return sections;
  }

  /** The text of a file of some runs. */
  String text(Set<String> wanted) throws IOException {
    List<String> numbers = new ArrayList<>();
    for (Source source : sources) {
      if (source.runs().stream().anyMatch(wanted::contains)) {
        for (String section : source.sections()) {
          for (String line : source.section(section)) {
            String run = IndexLines.runOfNumbers(line);
            if (source.runs().contains(run) && wanted.contains(run)) {
              numbers.add(line);
            }
          }
        }
      }
    }
    return IndexText.write(
        heads.entrySet().stream()
            .filter(head -> wanted.contains(head.getKey()))
            .map(Map.Entry::getValue)
            .toList(),
        numbers);
  }
}
