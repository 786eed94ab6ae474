package dev.maskwise.job;

import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An output directory that is complete when it exists: everything is written to a hidden sibling
 * and moved into place at the end. What is not committed is deleted on close.
 */
final class OutputDirectory implements AutoCloseable {
  static final String SUMMARY = "summary.json";

  private final FileSystem fileSystem;
  private final Path target;
  private final Path staging;
  private boolean committed;

  /**
   * @throws InputRefusedException when the directory is there and may not be replaced, or its place
   *     cannot be written
   */
  OutputDirectory(Configuration hadoop, String out, boolean overwrite) {
    try {
      Path path = new Path(out);
      this.fileSystem = path.getFileSystem(hadoop);
      // No .crc files beside files that people open, copy and edit.
      fileSystem.setWriteChecksum(false);
      this.target = fileSystem.makeQualified(path);
      if (fileSystem.exists(target)) {
        refuseUnlessReplaceable(overwrite);
      }
      this.staging = sibling("incomplete");
      fileSystem.mkdirs(staging);
      fileSystem.deleteOnExit(staging);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputRefusedException(
          "--out %s cannot be written: %s.".formatted(out, String.valueOf(e.getMessage())), e);
    }
  }

  private void refuseUnlessReplaceable(boolean overwrite) throws IOException {
    if (!overwrite) {
      throw new InputRefusedException(
          "--out %s is there already: choose another directory, or replace it with --overwrite."
              .formatted(target));
    }
    FileStatus[] content = fileSystem.listStatus(target);
    if (content.length > 0 && !fileSystem.exists(new Path(target, SUMMARY))) {
      throw new InputRefusedException(
          "--out %s holds something else than an evaluation and is not replaced: choose another directory."
              .formatted(target));
    }
  }

  private Path sibling(String role) {
    String name = ".%s.%s-%s".formatted(target.getName(), role, UUID.randomUUID());
    return new Path(target.getParent(), name);
  }

  /** Where to write a file until the commit. */
  String path(String name) {
    return new Path(staging, name).toString();
  }

  void write(String name, String text) {
    try (OutputStream out = fileSystem.create(new Path(staging, name))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written.".formatted(path(name)), e);
    }
  }

  /** Moves everything into place; an older output is deleted only after that. */
  void commit() {
    try {
      Path old = sibling("replaced");
      boolean replaces = fileSystem.exists(target);
      if (replaces) {
        move(target, old);
      }
      try {
        move(staging, target);
      } catch (IOException e) {
        if (replaces) {
          move(old, target);
        }
        throw e;
      }
      committed = true;
      if (replaces) {
        fileSystem.delete(old, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be moved into place.".formatted(target), e);
    }
  }

  private void move(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("%s cannot be renamed to %s".formatted(from, to));
    }
  }

  /** The directory that {@link #commit} makes. */
  Path target() {
    return target;
  }

  @Override
  public void close() {
    if (!committed) {
      try {
        fileSystem.delete(staging, true);
      } catch (IOException e) {
        throw new UncheckedIOException("%s cannot be deleted.".formatted(staging), e);
      }
    }
  }
}
