package dev.maskwise.reader.tar;

import org.jspecify.annotations.Nullable;

/**
 * What a tar holds under a name, other than a directory.
 *
 * @param name its path, without {@code ./} before it
 * @param offset where its bytes begin
 * @param length how many it has
 * @param target of a link the name of the member that it leads to; null for all others
 * @param fault why its bytes are not to be had, a clause after the path; null where they are
 */
public record TarMember(
    String name, long offset, long length, @Nullable String target, @Nullable String fault) {}
