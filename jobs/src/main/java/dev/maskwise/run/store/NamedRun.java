package dev.maskwise.run.store;

import org.jspecify.annotations.Nullable;

/**
 * That a name was given to a run: who did it, when and why.
 *
 * @param name the name
 * @param generation how often the name was given before, and once
 * @param run the id of the run; null where the name was taken from it and belongs to none
 * @param pinned whether the name stays with this run until it is lifted
 * @param by who gave it
 * @param at when, in UTC, as ISO 8601
 * @param reason why, in words
 */
public record NamedRun(
    String name,
    int generation,
    @Nullable String run,
    boolean pinned,
    String by,
    String at,
    @Nullable String reason) {}
