package dev.maskwise.run.check;

import dev.maskwise.run.StoredRun;
import org.jspecify.annotations.Nullable;

/**
 * What a run is compared with.
 *
 * @param run null where there is none
 * @param model which of its models; null for the one of the same name
 * @param reason why there is none, as a clause; empty where there is one
 */
public record BaselineRun(@Nullable StoredRun run, @Nullable String model, String reason) {

  /** A run. */
  public static BaselineRun of(StoredRun run, @Nullable String model) {
    return new BaselineRun(run, model, "");
  }

  /**
   * No run.
   *
   * @param reason a clause such as "the store has no run 'prod'"
   */
  public static BaselineRun none(String reason) {
    return new BaselineRun(null, null, reason);
  }
}
