package dev.maskwise.reader.file;

import java.io.Serializable;

/**
 * A piece of a file, as the file was when it was listed.
 *
 * @param file its whole path
 * @param size that of the file
 * @param modified when the file was written, in milliseconds since 1970
 * @param offset where the piece begins
 * @param length how many bytes it has
 */
public record FileRange(String file, long size, long modified, long offset, long length)
    implements Serializable {}
