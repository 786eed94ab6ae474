package dev.maskwise.statistic.object;

import dev.maskwise.statistic.SerializedStatistic;
import dev.maskwise.statistic.StatisticType;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The detections of some images, matched: what every average precision and recall is computed from.
 *
 * <p>A group is an image and a category: how many objects count in each band of areas, and a record
 * for each detection, by descending score: the score, and for each cell of the {@link
 * DetectionGrid} whether it is a true positive, whether it is ignored; else it is a false positive.
 * The rank of a detection is its place in the group, from 0.
 *
 * <p>Two memories merge by concatenation: groups are in the order of category, image and content,
 * so that it does not matter which came first. An image that is added twice counts twice, as a
 * bootstrap wants it.
 *
 * <p>Records without a grid stand for "nothing seen yet" and take the other's on merge. Mutable, 24
 * bytes a record (for up to 64 cells) and some 30 a group, not for use by two threads at once.
 */
public final class DetectionRecords implements Serializable {

  /** Images are concatenated; 10 to 11 bytes a record, and some 10 a group. */
  public static final StatisticType<DetectionRecords> TYPE = new Type();

  private @Nullable DetectionGrid grid;
  private DetectionColumns columns;
  private boolean ordered = true;

  /** Of no images, without a grid. */
  public DetectionRecords() {
    this.columns = new DetectionColumns(0, 0);
  }

  /** Of no images. */
  public DetectionRecords(DetectionGrid grid) {
    this(grid, new DetectionColumns(grid.bands().size(), grid.words()));
  }

  private DetectionRecords(@Nullable DetectionGrid grid, DetectionColumns columns) {
    this.grid = grid;
    this.columns = columns;
  }

  /**
   * Adds a category of an image. O(count · cells / 64).
   *
   * @param image orders the images: detections of equal score follow it
   * @param truths how many objects count in each band
   * @param count how many detections there are; what the arrays have after them is not read
   * @param scores finite, descending
   * @param truePositive the bits of each detection, {@link DetectionGrid#words} longs each
   * @param ignored the same
   * @throws IllegalArgumentException if the records cannot be of one category of one image
   */
  public void add(
      long image,
      int category,
      int[] truths,
      int count,
      double[] scores,
      long[] truePositive,
      long[] ignored) {
    DetectionGrid of = grid();
    int words = of.words();
    int group = columns.groups;
    columns.begin(category, image);
    int from = columns.extend(count);
    boolean negative = false;
    for (int band = 0; band < columns.bands; band++) {
      columns.truths[group * columns.bands + band] = truths[band];
      negative |= truths[band] < 0;
    }
    for (int r = 0; r < count; r++) {
      columns.score[from + r] = scores[r] + 0.0; // There is one zero.
    }
    System.arraycopy(truePositive, 0, columns.truePositive, from * words, count * words);
    System.arraycopy(ignored, 0, columns.ignored, from * words, count * words);
    String problem = negative ? "a count is negative" : columns.problem(group, of);
    if (problem != null) {
      columns.groups--;
      throw new IllegalArgumentException(
          "Category %d of image %d cannot be remembered: %s.".formatted(category, image, problem));
    }
    ordered = false;
  }

  private void add(DetectionRecords other) {
    if (other.grid == null) {
      return;
    }
    if (grid == null) {
      grid = other.grid;
      columns = new DetectionColumns(other.columns.bands, other.columns.words);
    }
    if (!grid.equals(other.grid)) {
      throw new IllegalArgumentException(
          "Detections that were matched at other thresholds, in other bands or to another limit do"
              + " not merge.");
    }
    columns.appendAll(other.columns);
    ordered = false;
  }

  private DetectionRecords copy() {
    DetectionRecords copy = new DetectionRecords();
    copy.add(this);
    return copy;
  }

  /**
   * These without some of them: what remains when the images of a part are taken away. O(groups of
   * both).
   *
   * @throws IllegalArgumentException if the part has a group that is not among these
   */
  public DetectionRecords without(DetectionRecords part) {
    DetectionRecords rest = grid == null ? new DetectionRecords() : new DetectionRecords(grid());
    DetectionColumns all = ordered();
    DetectionColumns less = part.ordered();
    int taken = 0;
    if (part.grid == null || part.grid.equals(grid)) {
      for (int group = 0; group < all.groups; group++) {
        if (taken < less.groups && DetectionColumns.compare(all, group, less, taken) == 0) {
          taken++;
        } else {
          rest.columns.append(all, group);
        }
      }
    }
    if (taken < less.groups || (part.grid != null && !part.grid.equals(grid))) {
      throw new IllegalArgumentException("Detections that were never added cannot be taken away.");
    }
    return rest;
  }

  /**
   * What would be remembered under a lower limit: of each group the detections of the highest
   * scores. Where the limit was one of an image over all categories, it now is one of a category.
   *
   * @throws IllegalArgumentException if the limit is higher than that of the grid
   */
  public DetectionRecords limitedTo(int limit) {
    if (limit > grid().limit()) {
      throw new IllegalArgumentException(
          "Detections that were limited to %,d cannot be limited to %,d."
              .formatted(grid().limit(), limit));
    }
    DetectionRecords limited = new DetectionRecords(grid().withLimit(limit));
    for (int group = 0; group < columns.groups; group++) {
      limited.columns.append(columns, group);
      limited.columns.cut(limit);
    }
    limited.ordered = false;
    return limited;
  }

  private DetectionColumns ordered() {
    if (!ordered) {
      columns = columns.inOrder();
      ordered = true;
    }
    return columns;
  }

  /** Whether nothing was seen yet, so that there is no grid. */
  public boolean isEmpty() {
    return grid == null;
  }

  /**
   * At which thresholds, in which bands.
   *
   * @throws IllegalStateException if there is none yet
   */
  public DetectionGrid grid() {
    if (grid == null) {
      throw new IllegalStateException("Detections of no image have no thresholds.");
    }
    return grid;
  }

  /** How many detections there are. */
  public int records() {
    return columns.records();
  }

  /** How many pairs of an image and a category there are; they are numbered in their order. */
  public int groups() {
    return columns.groups;
  }

  /** The category of a group; ascends. */
  public int category(int group) {
    return ordered().category[group];
  }

  /** The image of a group; ascends within a category. */
  public long image(int group) {
    return ordered().image[group];
  }

  /** How many objects of a group count in a band. */
  public int truths(int group, int band) {
    return ordered().truths[group * columns.bands + band];
  }

  /** The first record of a group; with the number of groups, the number of records. */
  public int first(int group) {
    return ordered().start[group];
  }

  /** The score of a record. */
  public double score(int record) {
    return ordered().score[record];
  }

  /** The cells in which a record is a true positive: 64 of them, from cell {@code 64 · word}. */
  public long truePositive(int record, int word) {
    return ordered().truePositive[record * columns.words + word];
  }

  /** The cells in which a record is ignored; as {@link #truePositive} lies. */
  public long ignored(int record, int word) {
    return ordered().ignored[record * columns.words + word];
  }

  /** The group after the last one of its category. */
  public int endOfCategory(int group) {
    DetectionColumns all = ordered();
    int end = group;
    while (end < all.groups && all.category[end] == all.category[group]) {
      end++;
    }
    return end;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof DetectionRecords that) || !Objects.equals(grid, that.grid)) {
      return false;
    }
    DetectionColumns a = ordered();
    DetectionColumns b = that.ordered();
    return a.groups == b.groups
        && IntStream.range(0, a.groups).allMatch(g -> DetectionColumns.compare(a, g, b, g) == 0);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(TYPE.encode(this));
  }

  @Override
  public String toString() {
    return "DetectionRecords[groups=%d, records=%d]".formatted(groups(), records());
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  private static final class Type implements StatisticType<DetectionRecords> {

    @Override
    public String name() {
      return "detection_records";
    }

    @Override
    public DetectionRecords empty() {
      return new DetectionRecords();
    }

    @Override
    public DetectionRecords merge(DetectionRecords a, DetectionRecords b) {
      DetectionRecords both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public DetectionRecords add(DetectionRecords memory, DetectionRecords other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(DetectionRecords value) {
      return DetectionBytes.encode(value.grid, value.ordered());
    }

    @Override
    public DetectionRecords decode(byte[] bytes) {
      DetectionBytes decoded = DetectionBytes.decode(name(), bytes);
      return decoded.grid() == null
          ? empty()
          : new DetectionRecords(decoded.grid(), decoded.columns());
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}
