package dev.maskwise.image.object;

import dev.maskwise.kernel.match.Matching;
import dev.maskwise.statistic.object.AreaBand;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Matches the detections of an image with its true objects, category by category, and makes the
 * records that every metric is computed from. Lists are in the order of the file, which decides
 * between equal scores.
 *
 * <p>Keeps buffers of the largest image: for one thread.
 */
public final class DetectionJudge {
  private static final Set<Integer> NONE = Set.of();

  private final DetectionRules rules;
  private final DetectionGrid grid;
  private final ObjectOverlap overlap;
  private final Matching matching;

  private double[] scores = {};
  private double[] areas = {};
  private boolean[] excused = {};
  private double[] truthAreas = {};
  private boolean[] crowds = {};
  private boolean[] ignored = {};
  private double[] overlaps = {};

  public DetectionJudge(DetectionRules rules) {
    this.rules = rules;
    this.grid = rules.grid();
    this.overlap = ObjectOverlap.of(rules);
    this.matching =
        new Matching(
            grid.thresholds().stream().mapToDouble(Double::doubleValue).toArray(),
            grid.bands().stream().mapToDouble(AreaBand::lowest).toArray(),
            grid.bands().stream().mapToDouble(AreaBand::highest).toArray());
  }

  /** What a category of an image has: places in the lists. */
  private record Group(List<Integer> truths, List<Integer> detections) {
    Group() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** The records of an image of which all objects of all categories are marked. */
  public DetectionRecords judge(
      long image, List<TruthObject> truths, List<DetectedObject> detections) {
    return judge(image, truths, detections, NONE, NONE, null);
  }

  /**
   * The records of an image.
   *
   * @param image orders the images: the id of COCO
   * @param notExhaustive categories of which not all objects are marked; read for {@link
   *     CategoryRule#FEDERATED} alone
   * @param negative categories that the image has no object of; read as those
   * @param each is told what became of each detection that was kept, by ascending category and
   *     descending score; null where nobody asks
   * @throws IllegalArgumentException if a score is not finite, an object lacks the mask that is
   *     asked for, or masks differ in shape
   */
  public DetectionRecords judge(
      long image,
      List<TruthObject> truths,
      List<DetectedObject> detections,
      Set<Integer> notExhaustive,
      Set<Integer> negative,
      @Nullable Consumer<JudgedDetection> each) {
    TreeMap<Integer, Group> groups = new TreeMap<>();
    for (int t = 0; t < truths.size(); t++) {
      group(groups, truths.get(t).category()).truths.add(t);
    }
    for (int d : kept(detections)) {
      int category = detections.get(d).category();
      boolean dropped =
          rules.categories() == CategoryRule.FEDERATED
              && !negative.contains(category)
              && (!groups.containsKey(category) || groups.get(category).truths.isEmpty());
      if (!dropped) {
        group(groups, category).detections.add(d);
      }
    }
    DetectionRecords records = new DetectionRecords(grid);
    groups.forEach(
        (category, group) -> {
          if (rules.categories() == CategoryRule.POOLED) {
            // As COCO has it: one category after the other, and then by score.
            group.truths.sort(Comparator.comparingInt(t -> truths.get(t).category()));
            group.detections.sort(Comparator.comparingInt(d -> detections.get(d).category()));
          }
          group.detections.sort(byScore(detections));
          List<Integer> first =
              group.detections.subList(0, Math.min(grid.limit(), group.detections.size()));
          List<TruthObject> ofTruth = new ArrayList<>(group.truths.size());
          for (int t : group.truths) {
            ofTruth.add(rules.ignore().of(truths.get(t)));
          }
          List<DetectedObject> detected = new ArrayList<>(first.size());
          for (int d : first) {
            detected.add(detections.get(d));
          }
          boolean excuse =
              rules.categories() == CategoryRule.FEDERATED && notExhaustive.contains(category);
          match(ofTruth, detected, excuse);
          records.add(
              image,
              category,
              matching.counted(),
              detected.size(),
              scores,
              matching.truePositive(),
              matching.ignored());
          for (int rank = 0; each != null && rank < first.size(); rank++) {
            each.accept(judged(rank, first, group.truths));
          }
        });
    return records;
  }

  private Group group(Map<Integer, Group> groups, int category) {
    boolean pooled = rules.categories() == CategoryRule.POOLED;
    return groups.computeIfAbsent(
        pooled ? DetectionRules.POOLED_CATEGORY : category, key -> new Group());
  }

  /** The places of the detections that the limit of an image leaves, in the order of the file. */
  private int[] kept(List<DetectedObject> detections) {
    for (DetectedObject detection : detections) {
      if (!Double.isFinite(detection.score())) {
        throw new IllegalArgumentException(
            "A detection of category %d has the score %s; scores are finite."
                .formatted(detection.category(), detection.score()));
      }
    }
    IntStream all = IntStream.range(0, detections.size());
    if (rules.limit() == LimitRule.CATEGORY || detections.size() <= grid.limit()) {
      return all.toArray();
    }
    return all.boxed()
        .sorted(byScore(detections))
        .limit(grid.limit())
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** Highest first; 0.0 and −0.0 are equal. */
  private static Comparator<Integer> byScore(List<DetectedObject> detections) {
    return (a, b) ->
        Double.compare(detections.get(b).score() + 0.0, detections.get(a).score() + 0.0);
  }

  private void match(List<TruthObject> truths, List<DetectedObject> detections, boolean excuse) {
    int n = detections.size();
    int m = truths.size();
    if (scores.length < n) {
      scores = new double[n];
      areas = new double[n];
      excused = new boolean[n];
    }
    if (truthAreas.length < m) {
      truthAreas = new double[m];
      crowds = new boolean[m];
      ignored = new boolean[m];
    }
    if (overlaps.length < (long) n * m) {
      overlaps = new double[Math.multiplyExact(n, m)];
    }
    for (int d = 0; d < n; d++) {
      scores[d] = detections.get(d).score();
      areas[d] = detections.get(d).area();
      excused[d] = excuse;
    }
    for (int t = 0; t < m; t++) {
      TruthObject truth = truths.get(t);
      truthAreas[t] = truth.area();
      crowds[t] = truth.crowd();
      ignored[t] = truth.ignore();
    }
    overlap.overlaps(detections, truths, overlaps);
    matching.match(n, areas, excused, m, truthAreas, crowds, ignored, overlaps);
    if (rules.zeroId() == ZeroIdRule.LOST) {
      loseZero(truths, n);
    }
  }

  /** Takes back what found the object with the id 0. */
  private void loseZero(List<TruthObject> truths, int detections) {
    for (int cell = 0; cell < grid.cells(); cell++) {
      AreaBand band = grid.bands().get(cell / grid.thresholds().size());
      for (int d = 0; d < detections; d++) {
        int found = matching.truth(cell, d);
        if (found >= 0 && truths.get(found).id() == 0) {
          boolean outside = areas[d] < band.lowest() || areas[d] > band.highest();
          matching.unmatch(cell, d, excused[d] || outside);
        }
      }
    }
  }

  private JudgedDetection judged(int rank, List<Integer> detections, List<Integer> truths) {
    int words = grid.words();
    int found = matching.truth(0, rank);
    int row = rank * truths.size();
    double with =
        found >= 0
            ? overlaps[row + found]
            : Arrays.stream(overlaps, row, row + truths.size()).max().orElse(0);
    return new JudgedDetection(
        detections.get(rank),
        rank,
        found < 0 ? -1 : truths.get(found),
        with,
        BitSet.valueOf(LongBuffer.wrap(matching.truePositive(), rank * words, words)),
        BitSet.valueOf(LongBuffer.wrap(matching.ignored(), rank * words, words)));
  }
}
