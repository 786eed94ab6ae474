package dev.maskwise.job.plan;

import dev.maskwise.run.StoredRun;
import org.jspecify.annotations.Nullable;

/**
 * Whose statistics of unchanged images are taken.
 *
 * @param run an earlier run of the same models, whose statistics mean the same; null when there is
 *     none
 * @param missing why there is none, as a clause; empty when there is one
 */
public record Reuse(@Nullable StoredRun run, String missing) {}
