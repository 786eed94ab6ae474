package dev.maskwise.reader.digest;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what the masks of an image are known again: those of the truth and of each model, in order.
 *
 * @param digests of the encoded bytes, a {@link ContentDigest} each; null where nothing was read
 * @param listings of the path, size and time of the files, see {@link ListingDigest}; null for
 *     masks of tables
 */
public record Marks(List<@Nullable Long> digests, List<@Nullable Long> listings)
    implements Serializable {

  /** When nothing is known. */
  public static final Marks NONE = new Marks(List.of(), List.of());

  /** The digest of the truth, or of a model's prediction; null where it is not known. */
  public @Nullable Long digest(int source) {
    return digests.isEmpty() ? null : digests.get(source);
  }

  /** That of the file of the truth, or of a model's prediction; null where there is none. */
  public @Nullable Long listing(int source) {
    return listings.isEmpty() ? null : listings.get(source);
  }

  /**
   * What is equal while nobody changes the mask: of a file its listing, which is known before it is
   * read, of a table the digest. Null where neither is known.
   */
  public @Nullable Long fingerprint(int source) {
    Long listing = listing(source);
    return listing == null ? digest(source) : listing;
  }
}
