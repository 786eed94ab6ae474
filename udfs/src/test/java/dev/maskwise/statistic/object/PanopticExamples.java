package dev.maskwise.statistic.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Counts of segments for the tests of laws and of bytes. */
public final class PanopticExamples {
  private PanopticExamples() {}

  /** Up to a dozen values, each of a few categories. */
  public static List<PanopticCounts> random(SplittableRandom random) {
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

  /** Values whose bytes are kept. */
  public static Map<String, PanopticCounts> golden() {
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
}
