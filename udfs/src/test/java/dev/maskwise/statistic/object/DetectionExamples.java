package dev.maskwise.statistic.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Records of detections for the tests of laws and of bytes. */
public final class DetectionExamples {
  private static final DetectionGrid WIDE =
      new DetectionGrid(
          DetectionGrid.steps(0.1, 1, 13),
          List.of(
              new AreaBand("all", 0, Double.POSITIVE_INFINITY),
              new AreaBand("a", 0, 5),
              new AreaBand("b", 5, 5),
              new AreaBand("c", 5, 6),
              new AreaBand("d", 6, 1e9)),
          7); // 65 cells: two longs

  private static final List<DetectionGrid> GRIDS =
      List.of(
          DetectionGrid.COCO,
          DetectionGrid.LVIS,
          WIDE,
          new DetectionGrid(List.of(0.5), List.of(new AreaBand("any", 0, 1)), 1));

  private DetectionExamples() {}

  /** Up to a dozen values of one data set, each of a few images. */
  public static List<DetectionRecords> random(SplittableRandom random) {
    DetectionGrid grid = GRIDS.get(random.nextInt(GRIDS.size()));
    List<DetectionRecords> values = new ArrayList<>();
    for (int i = random.nextInt(1, 13); i > 0; i--) {
      values.add(random.nextInt(6) == 0 ? new DetectionRecords() : some(grid, random));
    }
    return values;
  }

  /** Records of some images and categories, in any order, some of them twice. */
  public static DetectionRecords some(DetectionGrid grid, SplittableRandom random) {
    DetectionRecords records = new DetectionRecords(grid);
    for (int i = random.nextInt(6); i > 0; i--) {
      long image = random.nextInt(9) == 0 ? random.nextLong() : random.nextInt(5);
      int category = random.nextInt(9) == 0 ? random.nextInt() : random.nextInt(-1, 3);
      add(records, image, category, random);
    }
    return records;
  }

  private static void add(
      DetectionRecords records, long image, int category, SplittableRandom random) {
    DetectionGrid grid = records.grid();
    int words = grid.words();
    int count = random.nextInt(Math.min(grid.limit(), 9) + 1);
    double[] scores = new double[count];
    for (int r = 0; r < count; r++) {
      scores[r] = random.nextBoolean() ? -random.nextInt(3) / 2.0 : -random.nextDouble();
    }
    Arrays.sort(scores);
    for (int r = 0; r < count; r++) {
      scores[r] = -scores[r]; // Among them 0.0 and -0.0.
    }
    Arrays.sort(scores);
    double[] descending = new double[count];
    for (int r = 0; r < count; r++) {
      descending[r] = scores[count - 1 - r];
    }
    int[] truths = new int[grid.bands().size()];
    long[] truePositive = new long[count * words];
    long[] ignored = new long[count * words];
    for (int cell = 0; cell < grid.cells(); cell++) {
      int band = cell / grid.thresholds().size();
      if (cell % grid.thresholds().size() == 0) {
        truths[band] = random.nextInt(5);
      }
      int left = truths[band];
      for (int r = 0; r < count; r++) {
        int kind = random.nextInt(3);
        if (kind == 0 && left-- > 0) {
          truePositive[r * words + cell / 64] |= 1L << cell;
        } else if (kind == 1) {
          ignored[r * words + cell / 64] |= 1L << cell;
        }
      }
    }
    records.add(image, category, truths, count, descending, truePositive, ignored);
  }

  /** Values whose bytes are kept. */
  public static Map<String, DetectionRecords> golden() {
    Map<String, DetectionRecords> golden = new LinkedHashMap<>();
    golden.put("nothing", new DetectionRecords());
    golden.put("grid of COCO, no images", new DetectionRecords(DetectionGrid.COCO));
    DetectionRecords one = new DetectionRecords(DetectionGrid.COCO);
    one.add(
        42,
        18,
        new int[] {2, 1, 1, 0},
        3,
        new double[] {0.9, 0.5, 0.5},
        new long[] {0x1fL, 0, 0x3L},
        new long[] {0xffc0000000L, 0xffc0000000L, 0xffc0000000L});
    one.add(42, 1, new int[4], 0, new double[0], new long[0], new long[0]);
    golden.put("image 42, 3 detections of category 18, none of category 1", one);
    DetectionRecords wide = new DetectionRecords(WIDE);
    wide.add(
        -1,
        -7,
        new int[] {300, 1, 1, 1, 1},
        1,
        new double[] {-2.5},
        new long[] {1, 1},
        new long[] {2, 0});
    golden.put("65 cells, image -1, category -7, cells 0 and 64 true, 1 ignored", wide);
    return golden;
  }
}
