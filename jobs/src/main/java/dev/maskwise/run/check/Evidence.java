package dev.maskwise.run.check;

import dev.maskwise.run.StoredRun;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a run is judged by besides itself.
 *
 * @param sameKey an earlier run of the same key, if one is known
 */
public record Evidence(
    BaselineRun baseline,
    Comparisons comparisons,
    History history,
    Supplier<Optional<StoredRun>> sameKey) {}
