package dev.maskwise.reader.file;

import org.jspecify.annotations.Nullable;

/**
 * A file of a directory of masks, or a name below it that cannot be opened.
 *
 * @param imageId its path below the directory without the suffix
 * @param ownName its path below the directory; null where that is the image id and the suffix
 * @param digest of its path, size and time; 0 where it has no time, by which nobody sees that it
 *     was written again
 * @param fault why it cannot be opened, a clause after the path; null where it can
 */
public record ListedFile(
    String imageId, @Nullable String ownName, long digest, @Nullable String fault)
    implements MaskFile {

  @Override
  public String name(Folder folder) {
    return ownName == null ? imageId + folder.suffix() : ownName;
  }

  @Override
  public String path(Folder folder) {
    return folder.parent() + name(folder);
  }

  @Override
  public @Nullable String local(Folder folder) {
    return folder.local() == null ? null : folder.local() + name(folder);
  }

  @Override
  public @Nullable FileRange range() {
    return null;
  }

  @Override
  public @Nullable Long listing() {
    return digest == 0 ? null : digest;
  }
}
