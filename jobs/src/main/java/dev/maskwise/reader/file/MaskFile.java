package dev.maskwise.reader.file;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A mask whose name the driver knows: a file of a directory, or a part of a file. */
public interface MaskFile extends Serializable {

  /**
   * Where files are.
   *
   * @param parent what their paths begin with
   * @param suffix what most of their names end in
   * @param local what their paths on the local disk begin with, as Java has them; null elsewhere
   */
  record Folder(String parent, String suffix, @Nullable String local) implements Serializable {}

  /** The image: the name without the suffix. */
  String imageId();

  /** The path below the folder, or within the file that it is a part of. */
  String name(Folder folder);

  /** The whole path, as it is said. */
  String path(Folder folder);

  /** The path on the local disk, of a file that is there and is read as a whole; else null. */
  @Nullable String local(Folder folder);

  /** The part of a file that is read; null for the whole. */
  @Nullable FileRange range();

  /** A digest of the path, size and time, which is the same while nobody writes to it; or null. */
  @Nullable Long listing();

  /** Why it cannot be opened, a clause after the path; null where it can. */
  @Nullable String fault();
}
