package dev.maskwise.run;

import dev.maskwise.reader.file.LocalPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which entries of a directory Maskwise wrote, and which not. Maskwise wrote the files of the
 * evaluation, whose names are given; in a table, the parts of one write of Spark; what was added
 * since, which stands in {@code versions} too; notes; and Hadoop's checksums of all these. A
 * symbolic link is never Maskwise's.
 */
public final class WrittenFiles {
  /** The directory of the notes on a run. */
  public static final String NOTES = "notes";

  /** A part of a table, and in its name which write it is of. */
  private static final Pattern PART =
      Pattern.compile("part-[0-9]{5,}-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[-.].*");

  private static final Pattern CHECKSUM = Pattern.compile("\\.(.+)\\.crc");
  private static final Pattern NUMBERED = Pattern.compile("[0-9]{8}\\.[a-z0-9]+");

  /** Spark's mark that a table is whole. */
  private static final String SUCCESS = "_SUCCESS";

  private static final String TABLE = ".parquet";

  private final FileSystem fileSystem;
  private final Path directory;
  private final List<Path> written = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();
  private final Set<String> added = new TreeSet<>();

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

  /** Which files are those of the evaluation. */
  @FunctionalInterface
  public interface Naming {
    /**
     * Called when the directory was listed.
     *
     * @param fileSystem the file system of the directory, without checksums
     * @param there the names of the files in it
     * @return the names of the files of the evaluation; those that end in {@code .parquet} are
     *     tables
     */
    Collection<String> files(FileSystem fileSystem, Set<String> there) throws IOException;
  }

  /**
   * Lists the directory and those in it that are Maskwise's.
   *
   * @throws IOException when it cannot be listed, or is moved meanwhile
   */
  public WrittenFiles(FileSystem fileSystem, Path directory, Naming naming) throws IOException {
    // The local file system of Hadoop shows no checksums.
    this.fileSystem = fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    this.directory = fileSystem.makeQualified(directory);
    List<Entry> entries = list(this.directory);
    Set<String> there = new TreeSet<>();
    entries.stream().filter(Entry::isFile).forEach(entry -> there.add(entry.name()));
    Collection<String> files = naming.files(this.fileSystem, there);
    for (Entry entry : entries) {
      if (entry.isDirectory() && entry.name().equals(AddedFiles.VERSIONS)) {
        addVersions(entry);
      }
    }
    for (Entry entry : entries) {
      String file = entry.nameOfFile();
      if (entry.isDirectory() && file.endsWith(TABLE) && files.contains(file)) {
        addTable(entry);
      } else if (entry.isDirectory() && entry.name().equals(NOTES)) {
        addNumbered(entry, NOTES);
        written.add(entry.path());
      } else if (!(entry.isDirectory() && entry.name().equals(AddedFiles.VERSIONS))) {
        boolean isFile = files.contains(file) && !file.endsWith(TABLE);
        add(entry, entry.name(), isFile || added.contains(file));
      }
    }
  }

  private void addVersions(Entry versions) throws IOException {
    for (Entry entry : list(versions.path())) {
      String name = versions.name() + "/" + entry.name();
      if (entry.isDirectory()) {
        addNumbered(entry, name);
        written.add(entry.path());
        added.add(entry.name());
      } else {
        add(entry, name, false);
      }
    }
    written.add(versions.path());
  }

  private void addNumbered(Entry parent, String name) throws IOException {
    for (Entry entry : list(parent.path())) {
      boolean isNumbered = NUMBERED.matcher(entry.nameOfFile()).matches();
      add(entry, name + "/" + entry.name(), isNumbered || WholeFile.isIncomplete(entry.name()));
    }
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
    if ((isWritten || WholeFile.isIncomplete(entry.name())) && entry.isFile()) {
      written.add(entry.path());
    } else {
      foreign.add(name);
    }
  }

  private List<Entry> list(Path parent) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (LocalPath.isLocal(fileSystem, parent)) {
      try (Stream<java.nio.file.Path> paths = Files.list(LocalPath.of(fileSystem, parent))) {
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

  /** The names of what Maskwise did not write, relative to the directory and in their order. */
  public List<String> foreign() {
    return foreign;
  }

  /**
   * Deletes what Maskwise wrote, entry by entry, and the directory.
   *
   * @throws IOException when an entry cannot be deleted, or something came into a directory after
   *     it was listed: that is kept
   */
  public void delete() throws IOException {
    for (Path path : written) {
      delete(path);
    }
    delete(directory);
  }

  /** Never deletes a directory that is not empty. */
  private void delete(Path path) throws IOException {
    if (LocalPath.isLocal(fileSystem, path)) {
      Files.delete(LocalPath.of(fileSystem, path));
    } else if (!fileSystem.delete(path, false)) {
      throw new IOException("%s cannot be deleted".formatted(path));
    }
  }
}
