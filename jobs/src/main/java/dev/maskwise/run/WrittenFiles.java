package dev.maskwise.run;

import dev.maskwise.reader.file.HiddenName;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.Storage.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private final Storage storage;
  private final Path directory;
  private final List<Path> written = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();
  private final Set<String> added = new TreeSet<>();

  /** Which files are those of the evaluation. */
  @FunctionalInterface
  public interface Naming {
    /**
     * Called when the directory was listed.
     *
     * @param there the names of the files in it
     * @return the names of the files of the evaluation; those that end in {@code .parquet} are
     *     tables
     */
    Collection<String> files(Set<String> there) throws IOException;
  }

  /**
   * Lists the directory and those in it that are Maskwise's.
   *
   * @throws IOException when it cannot be listed, or is moved meanwhile
   */
  public WrittenFiles(Storage storage, Path directory, Naming naming) throws IOException {
    this.storage = storage;
    this.directory = storage.qualified(directory);
    List<Entry> entries = list(this.directory);
    Set<String> there = new TreeSet<>();
    entries.stream().filter(Entry::isFile).forEach(entry -> there.add(entry.name()));
    Collection<String> files = naming.files(there);
    for (Entry entry : entries) {
      if (entry.isDirectory() && entry.name().equals(AddedFiles.VERSIONS)) {
        addVersions(entry);
      }
    }
    for (Entry entry : entries) {
      String file = fileOf(entry);
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
      boolean isNumbered = NUMBERED.matcher(fileOf(entry)).matches();
      add(entry, name + "/" + entry.name(), isNumbered || HiddenName.isIncomplete(entry.name()));
    }
  }

  private void addTable(Entry table) throws IOException {
    TreeSet<String> writes = new TreeSet<>();
    for (Entry entry : list(table.path())) {
      Matcher part = PART.matcher(fileOf(entry));
      boolean isPart = part.matches();
      if (isPart) {
        writes.add(part.group(1));
      }
      add(entry, table.name() + "/" + entry.name(), isPart || fileOf(entry).equals(SUCCESS));
    }
    if (writes.size() > 1) {
      foreign.add(table.name() + " (with parts of several writes)");
    }
    written.add(table.path());
  }

  private void add(Entry entry, String name, boolean isWritten) {
    if ((isWritten || HiddenName.isIncomplete(entry.name())) && entry.isFile()) {
      written.add(entry.path());
    } else {
      foreign.add(name);
    }
  }

  private List<Entry> list(Path parent) throws IOException {
    List<Entry> entries = new ArrayList<>(storage.entries(parent));
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** The name of the file that an entry is or has the checksum of. */
  private static String fileOf(Entry entry) {
    Matcher checksum = CHECKSUM.matcher(entry.name());
    return checksum.matches() ? checksum.group(1) : entry.name();
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

  private void delete(Path path) throws IOException {
    if (!storage.delete(path)) {
      throw new IOException("%s cannot be deleted: it is gone".formatted(path));
    }
  }
}
