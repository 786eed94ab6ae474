package dev.maskwise.job.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where the results of an evaluation go: into a directory or into a store.
 *
 * @param out the directory; null with a store
 * @param overwrite whether an earlier evaluation in the directory is replaced
 * @param store the store of runs; null with a directory
 * @param again whether a run is made though the store has one of the same key
 */
public record OutputPlan(
    @Nullable String out, boolean overwrite, @Nullable String store, boolean again) {}
