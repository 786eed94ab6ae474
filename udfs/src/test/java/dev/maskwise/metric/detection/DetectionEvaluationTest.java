package dev.maskwise.metric.detection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.image.object.CocoFiles;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.image.object.IgnoreRule;
import dev.maskwise.image.object.ZeroIdRule;
import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveDetections;
import dev.maskwise.statistic.object.AreaBand;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves are those of COCO's steps, to the bit, however the records were parted. */
class DetectionEvaluationTest {
  private static final long SEED = 20261201;
  private static final List<Integer> LIMITS = List.of(1, 3, 5);

  /** 66 cells, in two longs. */
  private static final DetectionGrid GRID =
      new DetectionGrid(
          DetectionGrid.steps(0.1, 1, 11),
          List.of(
              new AreaBand("all", 0, 1e10),
              new AreaBand("tiny", 0, 9),
              new AreaBand("small", 9, 16),
              new AreaBand("medium", 16, 30),
              new AreaBand("large", 30, 1e10),
              new AreaBand("none", 1e9, 1e10)),
          5);

  private static final DetectionRules RULES =
      DetectionRules.COCO.with(GRID).with(IgnoreRule.CROWD_OR_IGNORE);

  private static DetectionRecords all(List<DetectionRecords> images) {
    DetectionRecords all = DetectionRecords.TYPE.empty();
    for (DetectionRecords image : images) {
      all = DetectionRecords.TYPE.add(all, image);
    }
    return all;
  }

  @Test
  void curvesAreThoseOfTheOracle() {
    Property.forAll(SEED, 60, RandomObjects::new, objects -> compare(objects, false));
  }

  @Test
  void curvesAreThoseOfTheOracleWhereTheObjectZeroIsLost() {
    Property.forAll(SEED + 1, 30, RandomObjects::new, objects -> compare(objects, true));
  }

  private static void compare(RandomObjects objects, boolean lostZero) {
    DetectionRules rules = RULES.with(lostZero ? ZeroIdRule.LOST : ZeroIdRule.FOUND);
    DetectionRecords records = all(objects.judge(rules));
    DetectionEvaluation evaluation = DetectionEvaluation.of(records, LIMITS);
    for (CategoryCurve curve : evaluation.curves()) {
      for (int band = 0; band < GRID.bands().size(); band++) {
        AreaBand of = GRID.bands().get(band);
        for (int threshold = 0; threshold < GRID.thresholds().size(); threshold++) {
          for (int limit = 0; limit < LIMITS.size(); limit++) {
            NaiveDetections.Curve expected =
                NaiveDetections.curve(
                    objects.truths,
                    objects.detections,
                    curve.category(),
                    of.lowest(),
                    of.highest(),
                    GRID.thresholds().get(threshold),
                    LIMITS.get(limit),
                    GRID.limit(),
                    lostZero);
            double recall = curve.recall(band, threshold, limit);
            if (expected == null) {
              assertThat(recall).isNaN();
              assertThat(curve.precision(band, threshold, 0)).isNaN();
              continue;
            }
            assertThat(recall).isEqualTo(expected.recall());
            if (LIMITS.get(limit) < GRID.limit()) {
              continue;
            }
            for (int point = 0; point <= 100; point++) {
              assertThat(curve.precision(band, threshold, point))
                  .isEqualTo(expected.precision()[point]);
              assertThat(curve.score(band, threshold, point) + 0.0)
                  .isEqualTo(expected.score()[point] + 0.0);
            }
          }
        }
      }
    }
  }

  @Test
  void aLimitLeavesThePrefixes() {
    Property.forAll(
        SEED + 2,
        30,
        RandomObjects::new,
        objects -> {
          DetectionRecords records = all(objects.judge(RULES));
          DetectionEvaluation few = DetectionEvaluation.of(records.limitedTo(3), List.of(1, 3));
          DetectionEvaluation judged =
              DetectionEvaluation.of(
                  all(objects.judge(RULES.with(GRID.withLimit(3)))), List.of(1, 3));
          same(few, judged);
        });
  }

  /** The same bits from one memory, from counts between keys, and from swept parts. */
  @Test
  void anyPartitioningGivesTheSameBits() {
    Property.forAll(
        SEED + 3,
        60,
        RandomObjects::new,
        objects -> {
          List<DetectionRecords> images = new ArrayList<>(objects.judge(RULES));
          DetectionEvaluation whole = DetectionEvaluation.of(all(images), LIMITS);
          Random random = new Random(images.size());
          Collections.shuffle(images, random);
          for (int parts : new int[] {1, 2, 7}) {
            List<DetectionRecords> parted = parted(images, parts);
            same(byKeys(parted, 0), whole);
            same(byKeys(parted, 17), whole);
            same(bySweeps(all(images), parts), whole);
          }
        });
  }

  private static List<DetectionRecords> parted(List<DetectionRecords> images, int parts) {
    List<DetectionRecords> parted = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      List<DetectionRecords> some = new ArrayList<>();
      for (int i = part; i < images.size(); i += parts) {
        some.add(images.get(i));
      }
      parted.add(all(some));
    }
    return parted;
  }

  /**
   * What a driver does with broadcast keys.
   *
   * @param cells how many are counted at a time; 0 for all
   */
  private static DetectionEvaluation byKeys(List<DetectionRecords> parts, int cells) {
    TruePositiveKeys keys = new TruePositiveKeys(GRID);
    SortedMap<Integer, CategoryTotals> totals = new TreeMap<>();
    for (DetectionRecords part : parts) {
      TruePositiveKeys ofPart = new TruePositiveKeys(GRID);
      ofPart.add(part);
      keys.add(ofPart);
      CategoryTotals.add(totals, CategoryTotals.of(part, LIMITS));
    }
    TruePositiveKeys sorted = keys.sort();
    Map<Integer, CurveSteps> steps = new HashMap<>();
    int step = cells == 0 ? GRID.cells() : cells;
    for (int from = 0; from < GRID.cells(); from += step) {
      int to = Math.min(from + step, GRID.cells());
      IntervalCounts counts = new IntervalCounts(sorted, from, to);
      for (DetectionRecords part : parts) {
        IntervalCounts ofPart = new IntervalCounts(sorted, from, to);
        ofPart.add(sorted, part);
        counts.add(ofPart);
      }
      counts
          .steps(sorted, totals)
          .forEach(
              (category, some) ->
                  steps.computeIfAbsent(category, key -> new CurveSteps(GRID.cells())).add(some));
    }
    return DetectionEvaluation.of(GRID, LIMITS, totals, steps);
  }

  /** What executors do with sorted ranges. */
  private static DetectionEvaluation bySweeps(DetectionRecords records, int parts) {
    SortedMap<Integer, CategoryTotals> totals = CategoryTotals.of(records, LIMITS);
    Map<Integer, CurveSteps> steps = new HashMap<>();
    for (int from = 0; from < records.groups(); from = records.endOfCategory(from)) {
      int category = records.category(from);
      int[] order =
          DetectionEvaluation.byScore(
              records, records.first(from), records.first(records.endOfCategory(from)));
      CellTotals before = new CellTotals(GRID.cells());
      CurveSteps merged = new CurveSteps(GRID.cells());
      for (int part = parts - 1; part >= 0; part--) { // The last part is swept first.
        CellTotals earlier = new CellTotals(GRID.cells());
        int begin = order.length * part / parts;
        for (int i = 0; i < begin; i++) {
          for (int word = 0; word < GRID.words(); word++) {
            earlier.add(
                word, records.truePositive(order[i], word), records.ignored(order[i], word));
          }
        }
        before = new CellTotals(GRID.cells());
        before.add(earlier);
        CurveSweep sweep =
            new CurveSweep(
                requireNonNull(totals.get(category)),
                before,
                GRID.thresholds().size(),
                GRID.cells());
        for (int i = begin; i < order.length * (part + 1) / parts; i++) {
          for (int word = 0; word < GRID.words(); word++) {
            sweep.next(
                records.score(order[i]),
                word,
                records.truePositive(order[i], word),
                records.ignored(order[i], word));
          }
        }
        merged.add(sweep.steps());
      }
      steps.put(category, merged);
    }
    return DetectionEvaluation.of(GRID, LIMITS, totals, steps);
  }

  private static void same(DetectionEvaluation actual, DetectionEvaluation expected) {
    assertThat(numbers(actual)).isEqualTo(numbers(expected));
  }

  private static List<Double> numbers(DetectionEvaluation evaluation) {
    List<Double> numbers = new ArrayList<>();
    for (CategoryCurve curve : evaluation.curves()) {
      numbers.add((double) curve.category());
      for (int band = 0; band < evaluation.grid().bands().size(); band++) {
        for (int threshold = 0; threshold < evaluation.grid().thresholds().size(); threshold++) {
          for (int limit = 0; limit < evaluation.maxDetections().size(); limit++) {
            numbers.add(curve.recall(band, threshold, limit));
          }
          for (int point = 0; point <= 100; point++) {
            numbers.add(curve.precision(band, threshold, point));
            numbers.add(curve.score(band, threshold, point));
          }
        }
      }
    }
    DetectionMetrics.of(evaluation).forEach(metric -> numbers.add(metric.value(evaluation)));
    return numbers;
  }

  /** On real data: 100 images of COCO. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void anyPartitioningGivesTheSameBytes(int parts) {
    CocoFiles files =
        CocoFiles.boxes(
            "coco/instances_val2014_100.json", "coco/instances_val2014_fakebbox100_results.json");
    List<DetectionRecords> images = files.judgeEach(DetectionRules.COCO);
    byte[] expected = DetectionRecords.TYPE.encode(all(images));
    Collections.shuffle(images, new Random(parts));
    byte[] actual = DetectionRecords.TYPE.encode(all(parted(images, parts)));
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void withoutImagesOrObjectsNothingIsDefined() {
    DetectionEvaluation nothing =
        DetectionEvaluation.of(new DetectionRecords(DetectionGrid.COCO), List.of(1, 10, 100));
    assertThat(DetectionMetrics.of(nothing))
        .hasSize(12)
        .allSatisfy(metric -> assertThat(metric.value(nothing)).isNaN());
    assertThatThrownBy(() -> DetectionEvaluation.of(new DetectionRecords(), List.of(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreDetectionsThanWereKeptAreRefused() {
    DetectionRecords records = new DetectionRecords(DetectionGrid.COCO);
    for (List<Integer> limits : List.of(List.of(101), List.of(0), List.of(10, 10))) {
      assertThatThrownBy(() -> DetectionEvaluation.of(records, limits))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ascend from 1 to 100")
          .hasMessageEndingWith(".");
    }
  }

  @Test
  void metricsOfOtherGridsAreUndefined() {
    DetectionEvaluation evaluation = DetectionEvaluation.of(new DetectionRecords(GRID), List.of(5));
    assertThat(DetectionMetrics.averagePrecision(0.75).value(evaluation)).isNaN();
    assertThat(DetectionMetrics.averagePrecision("huge").value(evaluation)).isNaN();
    assertThat(DetectionMetrics.averageRecall("huge").value(evaluation)).isNaN();
    assertThat(DetectionMetrics.averageRecall(7).value(evaluation)).isNaN();
    assertThat(DetectionMetrics.averagePrecision(0.875).name()).isEqualTo("ap87_5");
    assertThat(DetectionMetrics.averagePrecision(0.5).name()).isEqualTo("ap50");
  }
}
