package dev.maskwise.job.output;

import dev.maskwise.report.SummaryJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory that is in the place of an output: which of its entries an evaluation wrote, and
 * which not. An evaluation's are those that its own summary names and that are an {@link
 * OutputFile}; in a table, the parts of one write of Spark; and Hadoop's checksums of all these. A
 * symbolic link is never an evaluation's.
 */
final class EarlierOutput {
  /** A part of a table, and in its name which write it is of. */
  private static final Pattern PART =
      Pattern.compile("part-[0-9]{5,}-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[-.].*");

  private static final Pattern CHECKSUM = Pattern.compile("\\.(.+)\\.crc");

  /** Spark's mark that a table is whole. */
  private static final String SUCCESS = "_SUCCESS";

  private final FileSystem fileSystem;
  private final Path directory;
  private final List<Path> written = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();

  /** An entry of a directory; a symbolic link is neither a file nor a directory. */
  private record Entry(Path path, boolean isFile, boolean isDirectory) {
    String name() {
      return path.getName();
    }

    /** The name of the file that it is or has the checksum of. */
    String nameOfFile() {
      Matcher checksum = CHECKSUM.matcher(name());
      return checksum.matches() ? checksum.group(1) : name();
    }
  }

  /** Lists the directory; two levels, and no file but the summary is opened. */
  EarlierOutput(FileSystem fileSystem, Path directory) throws IOException {
    // The local file system of Hadoop shows no checksums.
    this.fileSystem = fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    this.directory = directory;
    List<Entry> entries = list(directory);
    List<String> named = namedBySummary(entries);
    for (Entry entry : entries) {
      Optional<OutputFile> file =
          OutputFile.named(entry.nameOfFile()).filter(f -> named.contains(f.fileName()));
      if (file.isPresent() && file.get().isTable() && entry.isDirectory()) {
        addTable(entry);
      } else {
        add(entry, entry.name(), file.isPresent() && !file.get().isTable());
      }
    }
  }

  private List<String> namedBySummary(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      if (entry.isFile() && entry.name().equals(OutputFile.SUMMARY.fileName())) {
        try (InputStream text = fileSystem.open(entry.path())) {
          return SummaryJson.files(text);
        }
      }
    }
    return List.of();
  }

  private void addTable(Entry table) throws IOException {
    TreeSet<String> writes = new TreeSet<>();
    for (Entry entry : list(table.path())) {
      Matcher part = PART.matcher(entry.nameOfFile());
      boolean isPart = part.matches();
      if (isPart) {
        writes.add(part.group(1));
      }
      add(entry, table.name() + "/" + entry.name(), isPart || entry.nameOfFile().equals(SUCCESS));
    }
    if (writes.size() > 1) {
      foreign.add(table.name() + " (with parts of several writes)");
    }
    written.add(table.path());
  }

  private void add(Entry entry, String name, boolean isWritten) {
    if (isWritten && entry.isFile()) {
      written.add(entry.path());
    } else {
      foreign.add(name);
    }
  }

  private List<Entry> list(Path parent) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Place.isLocal(parent)) {
      try (Stream<java.nio.file.Path> paths = Files.list(Place.local(parent))) {
        for (java.nio.file.Path path : paths.toList()) {
          // Fails when the entry is gone: then another run is moving the directory aside.
          BasicFileAttributes kind =
              Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          entries.add(
              new Entry(
                  new Path("file", null, path.toString()),
                  kind.isRegularFile(),
                  kind.isDirectory()));
        }
      }
    } else {
      for (FileStatus status : fileSystem.listStatus(parent)) {
        entries.add(new Entry(status.getPath(), status.isFile(), status.isDirectory()));
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** The names of what no evaluation wrote, relative to the directory and in their order. */
  List<String> foreign() {
    return foreign;
  }

  /**
   * Deletes what an evaluation wrote, entry by entry, and the directory.
   *
   * @throws IOException when an entry cannot be deleted, or something came into a directory after
   *     it was listed: that is kept
   */
  void delete() throws IOException {
    for (Path path : written) {
      delete(path);
    }
    delete(directory);
  }

  /** Never deletes a directory that is not empty. */
  private void delete(Path path) throws IOException {
    if (Place.isLocal(path)) {
      Files.delete(Place.local(path));
    } else if (!fileSystem.delete(path, false)) {
      throw new IOException("%s cannot be deleted".formatted(path));
    }
  }
}
