package dev.maskwise.job.plan;

import dev.maskwise.job.plan.EvaluatePlan.Reuse;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.store.RunReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of {@code evaluate} that says which images need not be read again. */
final class ReuseOptions {
  /** Longer values of a choice are not shown. */
  private static final int SHOWN = 60;

  @Option(
      names = "--reuse",
      paramLabel = "RUN",
      description =
          "Read only the images that changed since this run, and take the statistics of the others"
              + " from it: its directory, or STORE@last, or @last of the store that --store names. A"
              + " file is unchanged while its path, size and time are equal, a mask in a table while"
              + " its bytes are. The numbers are the same.")
  private @Nullable String reuse;

  /**
   * Finds the run.
   *
   * @param store where the results go; null when they go to a directory
   * @param models the names of the models, in order
   * @param definition all of it
   * @param scores null for label maps
   * @return null when all images are to be read
   * @throws InputRefusedException when there is no such run, or its statistics do not mean the
   *     same; of {@code @last}, whatever run that is, all images are read then
   */
  @Nullable Reuse plan(
      Configuration hadoop,
      @Nullable String store,
      List<String> models,
      Map<String, @Nullable Object> definition,
      @Nullable ScorePlan scores) {
    if (reuse == null) {
      return null;
    }
    InputRefusedException.require(
        scores == null || !scores.exactLovasz(),
        "--reuse and --exact-lovasz are both given, but that sorts the errors of all pixels: leave one of them out.");
    String reference = store != null && reuse.startsWith("@") ? store + reuse : reuse;
    Optional<StoredRun> run = RunReference.findLatest(StorageAccess.of(hadoop), reference);
    if (run.isEmpty()) {
      return new Reuse(null, reference + " is no run yet");
    }
    Optional<String> difference = difference(run.get().manifest(), models, definition);
    InputRefusedException.require(
        difference.isEmpty() || RunReference.isLatest(reference),
        "--reuse %s: %s: leave --reuse out once, or name another run."
            .formatted(reference, difference.orElse("")));
    return difference
        .map(missing -> new Reuse(null, missing))
        .orElseGet(() -> new Reuse(run.get(), ""));
  }

  /** Why the statistics of a run are not those of the images, as a clause. */
  private static Optional<String> difference(
      Manifest earlier, List<String> models, Map<String, @Nullable Object> definition) {
    if (!earlier.models().equals(models)) {
      return Optional.of(
          "the run %s has the models %s, and this one %s, in this order"
              .formatted(
                  earlier.run(), String.join(", ", earlier.models()), String.join(", ", models)));
    }
    List<Terms.Difference> differences = Terms.differencesOfImages(earlier, definition);
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the run %s has another definition (%s)"
                .formatted(
                    earlier.run(),
                    differences.stream()
                        .map(ReuseOptions::words)
                        .collect(Collectors.joining("; "))));
  }

  private static String words(Terms.Difference difference) {
    return difference.before().length() > SHOWN || difference.after().length() > SHOWN
        ? difference.name()
        : "%s was %s and is %s"
            .formatted(difference.name(), difference.before(), difference.after());
  }
}
