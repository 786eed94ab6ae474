package dev.maskwise.job.total;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.RejectKind;
import dev.maskwise.reader.Rejection;
import dev.maskwise.report.ConsoleReport;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.Summary.RejectedImage;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many images were rejected and why, and the first of them: the same for any order and
 * partitioning. A mutable accumulator.
 */
public final class RejectedImages implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many rejected images a report lists; all are in rejected.parquet. */
  private static final int LISTED = 100;

  /** Sort key → a fault of an image, only the first of all. */
  private final TreeMap<String, RejectedImage> first = new TreeMap<>();

  private final EnumMap<RejectKind, Long> images = new EnumMap<>(RejectKind.class);
  private long count;

  /** Of no images. */
  public RejectedImages() {}

  /** Adds an image with its faults. */
  public void add(List<Rejection> faults) {
    count++;
    Set<RejectKind> kinds = EnumSet.noneOf(RejectKind.class);
    for (Rejection fault : faults) {
      String kind = fault.kind().label();
      kinds.add(fault.kind());
      first.put(
          String.join(
              "\u0000", String.valueOf(fault.imageId()), fault.path(), kind, fault.reason()),
          new RejectedImage(fault.imageId(), fault.path(), kind, fault.reason()));
    }
    kinds.forEach(kind -> images.merge(kind, 1L, Long::sum));
    dropLast();
  }

  /** Adds other images. */
  public void add(RejectedImages other) {
    count += other.count;
    other.images.forEach((kind, more) -> images.merge(kind, more, Long::sum));
    first.putAll(other.first);
    dropLast();
  }

  private void dropLast() {
    while (first.size() > LISTED) {
      first.pollLastEntry();
    }
  }

  /** What became of all images. */
  public ImageCounts counts(long evaluated) {
    return new ImageCounts(
        evaluated,
        count,
        images.getOrDefault(RejectKind.MISSING_PREDICTION, 0L),
        images.getOrDefault(RejectKind.MISSING_TRUTH, 0L),
        images.getOrDefault(RejectKind.DUPLICATE, 0L));
  }

  /** The first rejected images by image id, a fault each. */
  public List<RejectedImage> first() {
    return List.copyOf(first.values());
  }

  /**
   * Ends a run that may not go on.
   *
   * @param skips whether rejected images are left out
   * @param hint what may help, a sentence and a space; may be empty
   * @throws InputRefusedException when an image was rejected and is not to be left out, or none is
   *     left
   */
  public void require(long evaluated, boolean skips, String hint) {
    String rejected = ConsoleReport.rejected(count, first());
    InputRefusedException.require(
        count == 0 || skips,
        rejected + hint + "Mend them, or go on without them with --on-reject skip.");
    InputRefusedException.require(
        evaluated > 0, "No image is left to evaluate: " + rejected.stripTrailing());
  }
}
