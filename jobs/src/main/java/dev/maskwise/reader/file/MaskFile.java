package dev.maskwise.reader.file;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A file of a directory of masks, or a name below it that cannot be opened.
 *
 * @param imageId its path below the directory without the suffix
 * @param name its path below the directory; null where that is the image id and the suffix
 * @param listing a digest of its path, size and time; 0 where it has no time, by which nobody sees
 *     that it was written again
 * @param fault why it cannot be opened, a clause after the path; null where it can
 */
public record MaskFile(String imageId, @Nullable String name, long listing, @Nullable String fault)
    implements Serializable {

  /**
   * Where files are.
   *
   * @param parent what their paths begin with
   * @param suffix what most of their names end in
   * @param local what their paths on the local disk begin with, as Java has them; null elsewhere
   */
  public record Folder(String parent, String suffix, @Nullable String local)
      implements Serializable {}

  /** The whole path. */
  public String path(Folder folder) {
    return folder.parent() + name(folder);
  }

  /** The path on the local disk; null for a file that is not there. */
  public @Nullable String local(Folder folder) {
    return folder.local() == null ? null : folder.local() + name(folder);
  }

  private String name(Folder folder) {
    return name == null ? imageId + folder.suffix() : name;
  }

  /** The digest; null where there is none. */
  public @Nullable Long listingOrNull() {
    return listing == 0 ? null : listing;
  }
}
