package dev.maskwise.reader;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which an image was not evaluated.
 *
 * @param imageId the image; null where a table row has none
 * @param path the file, table or directory at fault
 * @param kind the kind of fault
 * @param reason a clause that follows the path
 */
public record Rejection(@Nullable String imageId, String path, RejectKind kind, String reason)
    implements Serializable {}
