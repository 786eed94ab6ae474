package dev.maskwise.statistic.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Counts of segments for the tests of laws and of bytes. */
public final class PanopticExamples {
  private PanopticExamples() {}

  /** Up to a dozen values of one data set, each of a few images. */
  public static List<PanopticCounts> random(SplittableRandom random) {
    List<PanopticCounts> values = new ArrayList<>();
    for (int i = random.nextInt(1, 13); i > 0; i--) {
      PanopticCounts counts = new PanopticCounts();
      for (int segments = random.nextInt(12); segments > 0; segments--) {
        int category = random.nextInt(9) == 0 ? random.nextInt(1 << 30) : random.nextInt(4);
        switch (random.nextInt(4)) {
          case 0 -> counts.addUnmatchedPrediction(category);
          case 1 -> counts.addUnmatchedTruth(category);
          default -> counts.addMatch(category, 1 - random.nextDouble() / 2);
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
    PanopticCounts some = new PanopticCounts();
    some.addMatch(7, 0.75);
    some.addMatch(7, 2.0 / 3);
    some.addUnmatchedPrediction(7);
    some.addUnmatchedTruth(0);
    some.addUnmatchedTruth(300);
    golden.put("7: two matches .75 and 2/3 and a false one; 0 and 300: a missed one each", some);
    return golden;
  }
}
