package dev.maskwise.job.output;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.StoreFailedException;
import dev.maskwise.run.WrittenFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An output directory that is complete when it exists: everything is written to a hidden sibling
 * and moved into place at the end. An earlier output is moved aside before, and deleted after that,
 * entry by entry: what an evaluation did not write is never deleted, see {@link WrittenFiles}. What
 * is not committed is deleted on close.
 */
public final class OutputDirectory implements AutoCloseable {
  private static final int NAMED_ENTRIES = 5;

  /** So often the place is tried for while other runs put their outputs there. */
  private static final int ATTEMPTS = 100;

  private final FileSystem fileSystem;
  private final Path target;
  private final boolean overwrite;
  private final boolean inStore;
  private final Path staging;
  private final Relocation relocation;

  /** Where earlier outputs were moved to. */
  private final Map<Path, WrittenFiles> replaced = new LinkedHashMap<>();

  private final Set<OutputFile> files = EnumSet.of(OutputFile.SUMMARY);
  private final List<String> remarks = new ArrayList<>();
  private boolean complete;

  /**
   * @param overwrite whether an earlier output may be replaced
   * @param inputs where everything that is read lies
   * @throws InputRefusedException when the directory is there and may not be replaced, is or holds
   *     an input or lies inside one, or its place cannot be written
   */
  public OutputDirectory(
      Configuration hadoop, String out, boolean overwrite, Collection<String> inputs) {
    this(hadoop, out, overwrite, inputs, Relocation::on);
  }

  /**
   * The directory of a run in a store, whose name says which inputs and which definition it is of:
   * one that comes to be there meanwhile is of the same run, and is kept in place of this one.
   *
   * @throws StoreFailedException when its place cannot be written
   */
  public static OutputDirectory inStore(Configuration hadoop, Path place) {
    return new OutputDirectory(hadoop, place.toString(), false, List.of(), true, Relocation::on);
  }

  /**
   * @param relocation how directories are moved on a file system
   */
  OutputDirectory(
      Configuration hadoop,
      String out,
      boolean overwrite,
      Collection<String> inputs,
      Function<FileSystem, Relocation> relocation) {
    this(hadoop, out, overwrite, inputs, false, relocation);
  }

  private OutputDirectory(
      Configuration hadoop,
      String out,
      boolean overwrite,
      Collection<String> inputs,
      boolean inStore,
      Function<FileSystem, Relocation> relocation) {
    this.inStore = inStore;
    InputRefusedException.require(
        !out.matches("(?s)file:[^/].*"),
        "--out %s would be a directory of this name, since a path behind file: begins with /: write %s, or ./%s."
            .formatted(out, out.replaceFirst("^file:", ""), out));
    try {
      Place place = Place.of(hadoop, out);
      inputs.forEach(input -> refuseAround(hadoop, "--out " + out, place, input));
      Path path = Location.path(out);
      this.fileSystem = Location.fileSystem(path, hadoop);
      // No .crc files beside files that people open, copy and edit.
      fileSystem.setWriteChecksum(false);
      Path named = fileSystem.makeQualified(path);
      boolean isLink = Place.isLink(named);
      InputRefusedException.require(
          !isLink || fileSystem.exists(named),
          "--out %s %s: remove the link, or choose another name."
              .formatted(out, OpenFault.beforeOpening(StorageAccess.of(fileSystem), named)));
      this.target = isLink ? place.path() : named;
      this.overwrite = overwrite;
      if (target.isRoot()) {
        throw new InputRefusedException(
            "--out %s is a whole file system: choose a directory in it.".formatted(target));
      }
      if (!inStore && fileSystem.exists(target)) {
        refuseUnlessReplaceable(target);
      }
      this.staging = sibling("incomplete");
      this.relocation = relocation.apply(fileSystem);
      make(staging);
      fileSystem.deleteOnExit(staging);
    } catch (IOException | IllegalArgumentException e) {
      if (inStore && e instanceof IOException failure) {
        throw StoreFailedException.of("The run %s cannot be written".formatted(out), failure);
      }
      throw new InputRefusedException(
          "--out %s cannot be written: %s.".formatted(out, reason(e)), e);
    }
  }

  private static String reason(Exception exception) {
    return exception instanceof IOException e
        ? OpenFault.reason(e)
        : String.valueOf(exception.getMessage());
  }

  /** Hadoop says of a local disk that it made no directory, but not why. */
  private void make(Path directory) throws IOException {
    if (Place.isLocal(directory)) {
      Files.createDirectories(Place.local(directory));
    } else if (!fileSystem.mkdirs(directory)) {
      throw new IOException("no directory can be made in " + directory.getParent());
    }
  }

  /**
   * Looks at a store before it is made.
   *
   * @throws InputRefusedException when it is or holds an input or lies inside one
   */
  public static void requireApart(Configuration hadoop, String store, Collection<String> inputs) {
    try {
      Place place = Place.of(hadoop, store);
      inputs.forEach(input -> refuseAround(hadoop, "--store " + store, place, input));
    } catch (IOException | IllegalArgumentException e) {
      return; // What cannot be reached is refused when it is opened.
    }
  }

  /** An input that is not to be found is refused when it is opened. */
  private static void refuseAround(Configuration hadoop, String option, Place place, String input) {
    try {
      Place other = Place.ofInput(hadoop, input);
      boolean holds = place.holds(other);
      boolean inside = other.holds(place);
      if (holds || inside) {
        throw new InputRefusedException(
            "%s %s the input %s: choose a directory apart from all inputs."
                .formatted(
                    option, holds && inside ? "is" : holds ? "holds" : "lies inside", input));
      }
    } catch (IOException | IllegalArgumentException e) {
      return;
    }
  }

  /**
   * Lists a directory that is in the place of the output.
   *
   * @param there where it is now
   * @throws InputRefusedException when it may not be replaced
   */
  private WrittenFiles refuseUnlessReplaceable(Path there) throws IOException {
    if (!overwrite) {
      throw new InputRefusedException(
          "--out %s is there already: choose another directory, or replace it with --overwrite."
              .formatted(target));
    }
    if (!fileSystem.getFileStatus(there).isDirectory()) {
      throw new InputRefusedException(
          "--out %s is a file: choose another name for the directory.".formatted(target));
    }
    WrittenFiles earlier = EarlierOutput.in(StorageAccess.of(fileSystem), there);
    List<String> foreign = earlier.foreign();
    if (!foreign.isEmpty()) {
      int more = foreign.size() - NAMED_ENTRIES;
      throw new InputRefusedException(
          "--out %s holds something else than an evaluation, %s%s: move that away, or choose another directory."
              .formatted(
                  target,
                  String.join(", ", foreign.subList(0, Math.min(foreign.size(), NAMED_ENTRIES))),
                  more > 0 ? " and %,d more".formatted(more) : ""));
    }
    return earlier;
  }

  private Path sibling(String role) {
    String name = ".%s.%s-%s".formatted(target.getName(), role, UUID.randomUUID());
    return Location.child(target.getParent(), name);
  }

  /** Where to write a file until the commit. */
  public String path(OutputFile file) {
    files.add(file);
    return new Path(staging, file.fileName()).toString();
  }

  /** What makes a text. */
  @FunctionalInterface
  public interface Text {
    void write(Writer text) throws IOException;
  }

  /** Writes a text. */
  public void write(OutputFile file, String text) {
    write(file, writer -> writer.write(text));
  }

  /** Writes a text that is made as it is written. */
  public void write(OutputFile file, Text text) {
    String path = path(file);
    try (Writer out =
        new OutputStreamWriter(fileSystem.create(new Path(path)), StandardCharsets.UTF_8)) {
      text.write(out);
    } catch (IOException e) {
      throw failed("%s cannot be written".formatted(path), e);
    }
  }

  private RuntimeException failed(String what, IOException e) {
    return inStore ? StoreFailedException.of(what, e) : new UncheckedIOException(what + ".", e);
  }

  /** Where the directory is. */
  FileSystem fileSystem() {
    return fileSystem;
  }

  /** Says that a file will be written. */
  public void announce(OutputFile file) {
    files.add(file);
  }

  /** The names of the files that were written or announced so far, and of the summary. */
  public List<String> files() {
    return files.stream().map(OutputFile::fileName).toList();
  }

  /**
   * Moves everything into place; an earlier output is deleted only after that. At every moment
   * there is a complete output, under its name or beside it.
   *
   * @throws InputRefusedException when something came to the place meanwhile that may not be
   *     replaced; it is left there, and the output is complete in a sibling that the message names
   */
  public void commit() {
    complete = true;
    fileSystem.cancelDeleteOnExit(staging);
    try {
      try {
        place();
      } catch (InputRefusedException e) {
        Path aside = sibling("complete");
        relocation.move(staging, aside);
        throw new InputRefusedException(
            "%s The new evaluation is in %s.".formatted(e.getMessage(), aside), e);
      }
    } catch (IOException e) {
      throw failed("%s is complete, but cannot be moved to %s".formatted(staging, target), e);
    }
    replaced.forEach(this::delete);
  }

  private void place() throws IOException {
    IOException overtaken = new IOException("no attempt was made");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (fileSystem.exists(target)) {
          if (inStore) {
            yieldToTheOther();
          } else {
            replace();
          }
        } else {
          relocation.move(staging, target);
        }
        return;
      } catch (FileAlreadyExistsException | NoSuchFileException | FileNotFoundException e) {
        // Another run put its output there, or moved what was there aside, at the same moment.
        overtaken = e;
      }
    }
    throw overtaken;
  }

  private void yieldToTheOther() throws IOException {
    fileSystem.delete(staging, true);
    remarks.add(
        "Another evaluation of the same inputs and definition ended first and is kept in place of this one.");
  }

  private void replace() throws IOException {
    Path old = sibling("replaced");
    refuseUnlessReplaceable(target);
    relocation.move(target, old);
    WrittenFiles earlier;
    try {
      // Now that it has lost its name nobody puts anything into it any more.
      earlier = refuseUnlessReplaceable(old);
    } catch (IOException | InputRefusedException e) {
      moveBack(old);
      throw e;
    }
    try {
      relocation.move(staging, target);
    } catch (FileAlreadyExistsException e) {
      replaced.put(old, earlier); // The one that another run put there is replaced next.
      throw e;
    } catch (IOException e) {
      moveBack(old);
      throw e;
    }
    replaced.put(old, earlier);
  }

  private void moveBack(Path old) throws IOException {
    try {
      relocation.move(old, target);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("%s is now in %s".formatted(target, old), e);
    }
  }

  private void delete(Path old, WrittenFiles earlier) {
    try {
      earlier.delete();
    } catch (IOException e) {
      remarks.add(
          "%s was replaced, and what is left of the earlier one is in %s: %s."
              .formatted(target, old, OpenFault.reason(e)));
    }
  }

  /** The directory that {@link #commit} makes. */
  public Path target() {
    return target;
  }

  /** What the user should know of how an earlier output was replaced. */
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public void close() {
    if (!complete) {
      try {
        fileSystem.delete(staging, true);
      } catch (IOException e) {
        throw new UncheckedIOException("%s cannot be deleted.".formatted(staging), e);
      }
    }
  }
}
