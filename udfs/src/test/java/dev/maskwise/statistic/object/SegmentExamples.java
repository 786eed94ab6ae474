package dev.maskwise.statistic.object;

import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Counts of segments and of borders for the tests of laws and of bytes. */
public final class SegmentExamples {
  private SegmentExamples() {}

  /** Up to a dozen values, each of a few categories. */
  public static List<PanopticCounts> panoptic(SplittableRandom random) {
    List<PanopticCounts> values = new ArrayList<>();
    for (int i = random.nextInt(1, 13); i > 0; i--) {
      PanopticCounts counts = new PanopticCounts();
      for (int segment = random.nextInt(20); segment > 0; segment--) {
        int category = random.nextInt(9) == 0 ? random.nextInt(1 << 30) : random.nextInt(4);
        switch (random.nextInt(4)) {
          case 0 -> counts.addFalsePositive(category);
          case 1 -> counts.addFalseNegative(category);
          case 2 -> counts.addMatch(category, random.nextInt(3) / 2.0);
          default -> counts.addMatch(category, random.nextDouble());
        }
      }
      values.add(counts);
    }
    return values;
  }

  /** Up to a dozen values, each of a few classes. */
  public static List<BoundaryCounts> boundary(SplittableRandom random) {
    List<BoundaryCounts> values = new ArrayList<>();
    for (int i = random.nextInt(1, 13); i > 0; i--) {
      BoundaryCounts counts = new BoundaryCounts();
      for (int c = random.nextInt(6); c > 0; c--) {
        int classId = random.nextInt(9) == 0 ? random.nextInt(1 << 30) : random.nextInt(4);
        long union = random.nextLong(1L << random.nextInt(1, 40));
        long truth = random.nextInt(3) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 40));
        long prediction = random.nextLong(1L << random.nextInt(1, 40));
        counts.add(
            classId,
            new OfClass(
                random.nextLong(union + 1),
                union,
                truth,
                random.nextLong(truth + 1),
                prediction,
                random.nextLong(prediction + 1)));
      }
      values.add(counts);
    }
    return values;
  }

  /** Values whose bytes are kept. */
  public static Map<String, PanopticCounts> goldenPanoptic() {
    Map<String, PanopticCounts> golden = new LinkedHashMap<>();
    golden.put("nothing", new PanopticCounts());
    PanopticCounts counts = new PanopticCounts();
    counts.addMatch(1, 0.75);
    counts.addMatch(1, 0.625);
    counts.addFalsePositive(1);
    for (int i = 0; i < 300; i++) {
      counts.addFalseNegative(200);
    }
    golden.put("category 1 IoU 0.75 0.625, 1 FP; category 200 300 FN", counts);
    PanopticCounts last = new PanopticCounts();
    last.addMatch(Integer.MAX_VALUE, 1);
    golden.put("category 2^31-1 IoU 1", last);
    return golden;
  }

  /** Values whose bytes are kept. */
  public static Map<String, BoundaryCounts> goldenBoundary() {
    Map<String, BoundaryCounts> golden = new LinkedHashMap<>();
    golden.put("nothing", new BoundaryCounts());
    BoundaryCounts counts = new BoundaryCounts();
    counts.add(0, new OfClass(1, 2, 4, 3, 6, 5));
    counts.add(7, new OfClass(300, 40000, 0, 0, 0, 0));
    golden.put("class 0 counts 1 2 4 3 6 5, class 7 counts 300 40000 0 0 0 0", counts);
    return golden;
  }
}
