package dev.maskwise.run.page.trend;

import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.store.IndexedRun;
import dev.maskwise.run.store.Trend;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a run says of other runs: some numbers of each.
 *
 * @param store where the runs lie
 * @param runs how many the store has
 * @param numbers what is followed, the most important first, all over the same runs
 * @param names run → what it is called
 * @param baseline the run whose numbers are drawn as lines; null for none
 */
public record RunHistory(
    String store,
    int runs,
    List<Followed> numbers,
    Map<String, List<String>> names,
    @Nullable Baseline baseline) {

  /** A number from run to run. */
  public record Followed(NumberKey key, Trend trend) {}

  /**
   * A run that others are held against.
   *
   * @param name what people call it
   */
  public record Baseline(String name, IndexedRun run, StoredSummary summary) {}
}
