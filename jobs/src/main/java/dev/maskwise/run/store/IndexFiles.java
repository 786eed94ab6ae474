package dev.maskwise.run.store;

import dev.maskwise.reader.file.Storage;
import dev.maskwise.run.ManifestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The files of an index: {@code ID.BYTES.jsonl} for a run, {@code many-DIGEST.BYTES.jsonl} for
 * many. A name says all that is in the file, so that two writers of one name write the same.
 */
final class IndexFiles {
  private static final String INDEX = "index";
  private static final String MANY = "many-";
  private static final String EXTENSION = ".jsonl";
  private static final Pattern NAME =
      Pattern.compile("([0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}|many-[0-9a-f]{16})\\.([0-9]+)\\.jsonl");

  private static final int DIGITS = 16;

  private final Storage storage;
  private final Path directory;

  /** A file that has the length that it says. */
  record IndexFile(Path path, String subject) {
    boolean isOf(String id) {
      return subject.equals(id);
    }

    boolean isOfMany() {
      return subject.startsWith(MANY);
    }
  }

  IndexFiles(Storage storage, Path store) {
    this.storage = storage;
    this.directory = new Path(store, INDEX);
  }

  Path directory() {
    return directory;
  }

  /** The files that are whole, those of many runs first. Costs one listing. */
  List<IndexFile> all() throws IOException {
    List<IndexFile> files = new ArrayList<>();
    for (Storage.Entry entry : storage.entries(directory)) {
      Matcher name = NAME.matcher(entry.name());
      if (name.matches() && name.group(2).equals(String.valueOf(entry.bytes()))) {
        files.add(new IndexFile(entry.path(), name.group(1)));
      }
    }
    files.sort(
        Comparator.comparing((IndexFile file) -> !file.isOfMany())
            .thenComparing(IndexFile::subject)
            .thenComparing(IndexFile::path));
    return files;
  }

  Path ofRun(String id, long bytes) {
    return new Path(directory, id + "." + bytes + EXTENSION);
  }

  Path ofMany(String text, long bytes) {
    String digest = ManifestJson.digest(text).substring(0, DIGITS);
    return new Path(directory, MANY + digest + "." + bytes + EXTENSION);
  }
}
