package dev.maskwise.reader.tar;

import java.io.Serializable;

/**
 * A tar as it was when it was listed.
 *
 * @param path all of it
 * @param size in bytes
 * @param modified when it was written, in milliseconds since 1970; 0 where that is not known
 * @param suffix what the names of most of its masks end in
 */
public record Shard(String path, long size, long modified, String suffix) implements Serializable {}
