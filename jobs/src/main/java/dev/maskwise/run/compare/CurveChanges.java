package dev.maskwise.run.compare;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Jackknife;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.Terms;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.RunSummary;
import dev.maskwise.run.numbers.CurveGroups;
import dev.maskwise.run.numbers.CurveNumbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the numbers of curves change on all images of two runs. */
final class CurveChanges {
  private CurveChanges() {}

  /**
   * Whether two runs have the same images, divided into the same groups.
   *
   * @param images how they were paired
   * @param clusterBy by which clusters the change is asked for; null for those of the runs
   */
  static boolean areKnown(
      RunImages before, RunImages after, Pairing images, @Nullable String clusterBy) {
    return images.paired() > 0
        && images.paired() == before.images().size()
        && images.paired() == after.images().size()
        && groups(after).count() > 0
        && groups(before).equals(groups(after))
        && Objects.equals(clusterBy(before), clusterBy(after))
        && (clusterBy == null || clusterBy.equals(clusterBy(after)));
  }

  private static CurveGroups groups(RunImages run) {
    return CurveGroups.of(run.run().manifest().definition());
  }

  private static @Nullable Object clusterBy(RunImages run) {
    return run.run().manifest().definition().get("intervals") instanceof Map<?, ?> choices
        ? choices.get("cluster_by")
        : null;
  }

  /** The change of each number, of runs of which it is known. */
  static Map<NumberKey, Change> of(
      RunImages before, int modelBefore, RunImages after, int modelAfter) {
    CurveNumbers first = RunSummary.curves(before, modelBefore);
    CurveNumbers second = RunSummary.curves(after, modelAfter);
    Jackknife jackknife = new Jackknife(PairTotals.differences(first.numbers(), second.numbers()));
    List<double[]> firstWithout = first.numbersWithoutGroups();
    List<double[]> secondWithout = second.numbersWithoutGroups();
    for (int g = 0; g < firstWithout.size(); g++) {
      jackknife.add(PairTotals.differences(firstWithout.get(g), secondWithout.get(g)));
    }
    List<MetricValue> valuesBefore = first.all();
    List<MetricValue> valuesAfter = second.all();
    List<@Nullable Estimate> deltas = jackknife.estimates();
    Map<NumberKey, Change> changes = new LinkedHashMap<>();
    for (int i = 0; i < valuesAfter.size(); i++) {
      MetricValue value = valuesAfter.get(i);
      Integer id = value.classId();
      changes.put(
          new NumberKey(
              value.metric(),
              value.averaging(),
              id == null ? null : after.terms().classes().get(id),
              null),
          new Change(
              valuesBefore.get(i).value(),
              value.value(),
              better(value.metric(), after.terms()),
              deltas.get(i),
              after.images().size(),
              firstWithout.size(),
              0,
              0,
              0));
    }
    return changes;
  }

  private static Better better(String name, Terms terms) {
    return Stream.concat(
            Stream.concat(CurveMetrics.ALL.stream(), Stream.of(CurveMetrics.ECE_TOP_LABEL))
                .filter(metric -> metric.name().equals(name))
                .map(metric -> metric.better()),
            terms.losses().stream()
                .filter(loss -> loss.name().equals(name))
                .map(loss -> loss.better()))
        .findFirst()
        .orElseThrow();
  }
}
