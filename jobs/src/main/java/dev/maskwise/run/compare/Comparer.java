package dev.maskwise.run.compare;

import dev.maskwise.metric.Better;
import dev.maskwise.reader.ClusterRule;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.numbers.SliceLabels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares two models on the images that both were evaluated on with the same truth. Each number
 * with its change and, by the delete-one jackknife over groups of images, how sure that is. No
 * pixel is read. About 0.1 ms of a core an image that is in two slices, for 19 classes.
 */
public final class Comparer {
  private final RunImages before;
  private final RunImages after;
  private final List<ComparedNumber> numbers;

  /** Compares models of two runs, which may be one. */
  public Comparer(RunImages before, RunImages after) {
    this.before = before;
    this.after = after;
    this.numbers = ComparedNumber.of(after.terms());
  }

  /**
   * Compares a model of a run with one of another run, or of the same.
   *
   * @param clusterBy finds what images that depend on each other have in common; null for the
   *     clusters that the second run was evaluated with
   * @throws InputRefusedException when a run cannot be read or has no such model
   */
  public static Comparison compare(
      StoredRun before,
      String modelBefore,
      StoredRun after,
      String modelAfter,
      @Nullable String clusterBy) {
    RunImages first = RunImages.of(before);
    RunImages second = before.directory().equals(after.directory()) ? first : RunImages.of(after);
    return new Comparer(first, second).compare(modelBefore, modelAfter, clusterBy);
  }

  /**
   * Compares two models.
   *
   * @param clusterBy as in the other method
   */
  public Comparison compare(String modelBefore, String modelAfter, @Nullable String clusterBy) {
    int first = before.model(modelBefore);
    int second = after.model(modelAfter);
    List<Terms.Difference> differences =
        Terms.differences(before.run().manifest(), after.run().manifest());
    PairedImages images =
        differences.isEmpty()
            ? new PairedImages(
                before.images(),
                first,
                after.images(),
                second,
                clusterBy == null ? null : ClusterRule.of(clusterBy))
            : PairedImages.NONE;
    Map<NumberKey, Change> changes = new LinkedHashMap<>();
    List<Better> better = numbers.stream().map(ComparedNumber::better).toList();
    PairedChanges.bySlice(before, after, images.pairs())
        .forEach((slice, found) -> put(slice, found.changes(better), changes));
    if (CurveChanges.areKnown(before, after, images.pairing(), clusterBy)) {
      changes.putAll(CurveChanges.of(before, first, after, second));
    }
    return new Comparison(
        new Comparison.Side(before.run().manifest().run(), modelBefore),
        new Comparison.Side(after.run().manifest().run(), modelAfter),
        differences,
        images.pairing(),
        clusterBy,
        changes);
  }

  private void put(String label, List<Change> found, Map<NumberKey, Change> changes) {
    String slice = label.equals(SliceLabels.ALL_IMAGES) ? null : label;
    for (int i = 0; i < numbers.size(); i++) {
      changes.put(numbers.get(i).in(slice), found.get(i));
    }
  }
}
