package dev.maskwise.job.plan;

import dev.maskwise.run.StoredRun;
import org.jspecify.annotations.Nullable;

/**
 * Whose statistics of unchanged images are taken.
 *
 * @param reference as it was named
 * @param run an earlier run of the same models, whose statistics mean the same; null when there is
 *     none yet
 */
public record Reuse(String reference, @Nullable StoredRun run) {}
