package dev.maskwise.run;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.run.Generations.Generation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * What is added to a finished run: verdicts, comparisons, pages. The files of the run itself never
 * change. Whatever is added stands twice: as {@code verdict.json}, where people and programs look,
 * and as {@code versions/verdict.json/00000001.json}, which never changes. A later verdict is the
 * version {@code 00000002}, and then {@code verdict.json} is replaced by it in one step; so what
 * was judged before can still be read, and what is not in {@code versions} was added by somebody
 * else.
 */
final class AddedFiles {
  /** The directory of what was added, in its versions. */
  static final String VERSIONS = "versions";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9@=+_-]*(\\.[a-z0-9]+)+");

  private final Storage storage;
  private final Path directory;
  private final List<String> own;

  /**
   * @param own the names of the files of the run itself
   */
  AddedFiles(Storage storage, Path directory, List<String> own) {
    this.storage = storage;
    this.directory = directory;
    this.own = own;
  }

  /** See {@code StoredRun.add}. */
  void add(String name, String text) throws IOException {
    Generations versions = versions(name);
    refuseForeign(name, versions);
    if (!versions.create(1, text)) {
      String there = versions.last().map(Generation::text).orElse("");
      InputRefusedException.require(
          there.equals(text),
          "%s holds another %s already: it is kept, so give the new one another name."
              .formatted(directory, name));
    }
    showLast(name, versions);
  }

  /** See {@code StoredRun.put}. */
  void put(String name, String text) throws IOException {
    Generations versions = versions(name);
    refuseForeign(name, versions);
    if (!versions.last().map(Generation::text).equals(Optional.of(text))) {
      versions.append(text);
    }
    showLast(name, versions);
  }

  /** Another writer may add a version meanwhile; whoever looks last shows the last one. */
  private void showLast(String name, Generations versions) throws IOException {
    Path file = new Path(directory, name);
    Optional<String> shown = storage.text(file);
    Optional<String> last = versions.last().map(Generation::text);
    while (!last.equals(shown)) {
      storage.replace(file, last.orElseThrow());
      shown = last;
      last = versions.last().map(Generation::text);
    }
  }

  private void refuseForeign(String name, Generations versions) throws IOException {
    // The version comes into being before the file: looked for in the other order.
    boolean there = storage.exists(new Path(directory, name));
    InputRefusedException.require(
        !there || !versions.numbers().isEmpty(),
        "%s/%s is there, and no command of Maskwise added it: move it away."
            .formatted(directory, name));
  }

  private Generations versions(String name) {
    if (!NAME.matcher(name).matches() || own.contains(name)) {
      throw new IllegalArgumentException(name + " is no name of a file that may be added to a run");
    }
    String extension = name.substring(name.lastIndexOf('.'));
    return new Generations(storage, new Path(new Path(directory, VERSIONS), name), extension);
  }
}
