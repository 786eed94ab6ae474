package dev.maskwise.job.plan;

import static dev.maskwise.reader.InputRefusedException.require;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say where the results go. */
final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where summary.json, per_image.parquet, rejected.parquet, report.html, manifest.json go.")
  private @Nullable String out;

  @Option(
      names = "--overwrite",
      description =
          "Replace the evaluation that is in the output directory already. Where anything else is"
              + " there, it is kept and the run refused.")
  private boolean overwrite;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description =
          "Instead of --out: keep the run in this store, a directory that is made where there is"
              + " none, as STORE/runs/ID. A finished run of the same inputs and definition is used"
              + " again.")
  private @Nullable String store;

  @Option(
      names = "--again",
      description = "Evaluate though the store has a run of the same inputs and definition.")
  private boolean again;

  /** The store that was named; null for none. */
  @Nullable String store() {
    return store;
  }

  /** What a run becomes. */
  OutputPlan plan() {
    require(
        out != null || store != null,
        "Where the results go is not said: name a directory with --out, or a store with --store.");
    require(
        out == null || store == null,
        "--out %s and --store %s are both given: a run goes to one place.".formatted(out, store));
    require(
        store == null || !overwrite,
        "--overwrite is for --out: in a store each run has a directory of its own, see --again.");
    require(
        out == null || !again,
        "--again is for --store: with --out, --overwrite replaces an earlier evaluation.");
    return new OutputPlan(out, overwrite, store, again);
  }
}
