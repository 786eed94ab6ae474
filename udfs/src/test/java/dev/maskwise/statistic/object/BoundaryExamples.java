package dev.maskwise.statistic.object;

import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Counts of boundaries for the tests of laws and of bytes. */
public final class BoundaryExamples {
  private BoundaryExamples() {}

  /** Up to a dozen values, each of a few classes. */
  public static List<BoundaryCounts> random(SplittableRandom random) {
    List<BoundaryCounts> values = new ArrayList<>();
    for (int i = random.nextInt(1, 13); i > 0; i--) {
      BoundaryCounts counts = new BoundaryCounts();
      for (int c = random.nextInt(5); c > 0; c--) {
        int classId = random.nextInt(9) == 0 ? random.nextInt(4096) : random.nextInt(4);
        counts.add(classId, ofClass(random));
      }
      values.add(counts);
    }
    return values;
  }

  private static OfClass ofClass(SplittableRandom random) {
    long intersection = count(random);
    boolean matched = random.nextBoolean();
    long truth = matched ? 1 + count(random) : 0;
    long prediction = matched ? 1 + count(random) : 0;
    return new OfClass(
        intersection,
        intersection + count(random),
        intersection + count(random),
        truth + count(random),
        truth,
        prediction + count(random),
        prediction);
  }

  /** A count of any magnitude up to 2⁴⁸, often 0. */
  private static long count(SplittableRandom random) {
    return random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 49));
  }

  /** Values by what they are, whose bytes stay as they are. */
  public static Map<String, BoundaryCounts> golden() {
    Map<String, BoundaryCounts> golden = new LinkedHashMap<>();
    golden.put("nothing", new BoundaryCounts());
    BoundaryCounts two = new BoundaryCounts();
    two.add(0, new OfClass(100, 250, 300, 40, 30, 50, 35));
    two.add(7, new OfClass(0, 9, 0, 3, 0, 0, 0));
    golden.put(
        "class 0: 100 in 250 and 300, 30 of 40 and 35 of 50 matched; class 7: 9 and 3 of the truth",
        two);
    BoundaryCounts largest = new BoundaryCounts();
    long max = Long.MAX_VALUE;
    largest.add(4095, new OfClass(max, max, max, max, max, max, max));
    golden.put("class 4095: seven times 2^63-1", largest);
    return golden;
  }
}
