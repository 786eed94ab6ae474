package dev.maskwise.reader.tar;

import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileRange;
import dev.maskwise.reader.file.MaskFile;
import org.jspecify.annotations.Nullable;

/**
 * A mask in a shard, or the shard itself where its name is empty.
 *
 * @param imageId its name without the suffix
 * @param ownName its name; null where that is the image id and the shard's suffix
 * @param offset where its bytes begin
 * @param length how many it has
 * @param fault why it cannot be read, a clause after the path; null where it can
 */
public record ShardMember(
    String imageId,
    @Nullable String ownName,
    Shard shard,
    long offset,
    long length,
    @Nullable String fault)
    implements MaskFile {

  /** A shard whose images nobody knows. */
  public static ShardMember ofWhole(Shard shard, String fault) {
    return new ShardMember("", "", shard, 0, 0, fault);
  }

  private String name() {
    return ownName == null ? imageId + shard.suffix() : ownName;
  }

  @Override
  public String name(Folder folder) {
    return name();
  }

  @Override
  public String path(Folder folder) {
    String name = name();
    return name.isEmpty() ? shard.path() : shard.path() + "#" + name;
  }

  @Override
  public @Nullable String local(Folder folder) {
    return null;
  }

  @Override
  public FileRange range() {
    return new FileRange(shard.path(), shard.size(), shard.modified(), offset, length);
  }

  @Override
  public @Nullable Long listing() {
    return shard.modified() > 0 && fault == null
        ? ListingDigest.of(
            "%s#%s %d %d".formatted(shard.path(), name(), offset, length),
            shard.size(),
            shard.modified())
        : null;
  }
}
