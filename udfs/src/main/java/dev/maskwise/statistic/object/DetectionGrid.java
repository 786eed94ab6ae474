package dev.maskwise.statistic.object;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * At which thresholds of overlap, and in which bands of areas, detections are matched. A cell is a
 * band and a threshold: cell {@code band · thresholds + threshold}.
 *
 * @param thresholds of overlap, ascending, above 0 and at most 1
 * @param bands the first is for objects of any area
 * @param limit how many detections of an image (and of a category, by COCO's rules) are kept: those
 *     of the highest scores
 */
public record DetectionGrid(List<Double> thresholds, List<AreaBand> bands, int limit)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The most cells. */
  public static final int MAX_CELLS = 1024;

  /** The most detections of an image and category. */
  public static final int MAX_LIMIT = 1 << 20;

  private static final double ANY = 1e10; // COCO's 100,000 squared

  /** 10 thresholds from 0.5 to 0.95; all, small, medium and large objects; 100 detections. */
  public static final DetectionGrid COCO =
      new DetectionGrid(
          steps(0.5, 0.95, 10),
          List.of(
              new AreaBand("all", 0, ANY),
              new AreaBand("small", 0, 1024),
              new AreaBand("medium", 1024, 9216),
              new AreaBand("large", 9216, ANY)),
          100);

  /** As {@link #COCO}, of 300 detections. */
  public static final DetectionGrid LVIS = COCO.withLimit(300);

  /**
   * @throws IllegalArgumentException if there is no cell or there are too many, thresholds do not
   *     ascend, two bands have one name, or the limit is not positive
   */
  public DetectionGrid {
    thresholds = List.copyOf(thresholds);
    bands = List.copyOf(bands);
    if (thresholds.isEmpty()
        || bands.isEmpty()
        || (long) thresholds.size() * bands.size() > MAX_CELLS) {
      throw new IllegalArgumentException(
          "Detections are matched at a threshold and in a band or more, %,d pairs at most."
              .formatted(MAX_CELLS));
    }
    double last = 0;
    for (double threshold : thresholds) {
      if (!(threshold > last && threshold <= 1)) {
        throw new IllegalArgumentException(
            "Thresholds of overlap ascend above 0 up to 1, but %s follows %s."
                .formatted(threshold, last));
      }
      last = threshold;
    }
    if (bands.stream().map(AreaBand::name).distinct().count() < bands.size()) {
      throw new IllegalArgumentException("Two bands of areas have one name.");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "The limit of detections is from 1 to %,d, not %,d.".formatted(MAX_LIMIT, limit));
    }
  }

  /** This grid with another limit of detections. */
  public DetectionGrid withLimit(int other) {
    return new DetectionGrid(thresholds, bands, other);
  }

  /**
   * Numbers in equal steps, both ends included, with the bits that numpy's {@code linspace} gives.
   *
   * @param count at least 2
   */
  public static List<Double> steps(double first, double last, int count) {
    List<Double> steps = new ArrayList<>(count);
    for (int i = 0; i < count - 1; i++) {
      steps.add(first + i * ((last - first) / (count - 1)));
    }
    steps.add(last);
    return steps;
  }

  /** The number of pairs of a band and a threshold. */
  public int cells() {
    return thresholds.size() * bands.size();
  }

  /** How many longs the bits of all cells are. */
  public int words() {
    return (cells() + Long.SIZE - 1) / Long.SIZE;
  }

  /** The cell of a band and a threshold, each by its index. */
  public int cell(int band, int threshold) {
    return band * thresholds.size() + threshold;
  }

  /** The index of the band of a name; −1 where there is none. */
  public int band(String name) {
    for (int b = 0; b < bands.size(); b++) {
      if (bands.get(b).name().equals(name)) {
        return b;
      }
    }
    return -1;
  }

  /** The index of a threshold; −1 where it is none of the grid's. */
  public int threshold(double threshold) {
    return thresholds.indexOf(threshold);
  }
}
