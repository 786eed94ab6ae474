package dev.maskwise.job.object;

import dev.maskwise.job.total.RejectedImages;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** What becomes of the images of a run, the same for any order and partitioning of them. */
final class ObjectTotals implements Serializable {
  private static final long serialVersionUID = 1;

  /** Slice label → how many images it has. */
  private final TreeMap<String, Long> slices = new TreeMap<>();

  private final RejectedImages rejected = new RejectedImages();
  private final long[] detections;
  private final long[] keys;
  private long evaluated;

  ObjectTotals(int models) {
    detections = new long[models];
    keys = new long[models];
  }

  ObjectTotals add(JudgedImage image) {
    if (image.isRejected()) {
      rejected.add(image.rejections());
    } else {
      evaluated++;
      for (int model = 0; model < detections.length; model++) {
        DetectionRecords records = image.models().get(model).records();
        detections[model] += records.records();
        keys[model] += keys(records);
      }
      image.sliceLabels().forEach(label -> slices.merge(label, 1L, Long::sum));
    }
    return this;
  }

  /** How many are true positives in some cell. */
  private static int keys(DetectionRecords records) {
    int keys = 0;
    for (int record = 0; record < records.records(); record++) {
      long any = 0;
      for (int word = 0; word < records.grid().words(); word++) {
        any |= records.truePositive(record, word);
      }
      keys += any == 0 ? 0 : 1;
    }
    return keys;
  }

  ObjectTotals merge(ObjectTotals other) {
    evaluated += other.evaluated;
    for (int model = 0; model < detections.length; model++) {
      detections[model] += other.detections[model];
      keys[model] += other.keys[model];
    }
    rejected.add(other.rejected);
    other.slices.forEach((label, images) -> slices.merge(label, images, Long::sum));
    return this;
  }

  /** How many images have numbers. */
  long evaluated() {
    return evaluated;
  }

  /** How many detections of all models were judged. */
  long detections() {
    return Arrays.stream(detections).sum();
  }

  /** The most detections that a model has. */
  long mostDetections() {
    return Arrays.stream(detections).max().orElse(0);
  }

  /** The most that are true positives in some cell. */
  long mostKeys() {
    return Arrays.stream(keys).max().orElse(0);
  }

  /** Slice label → how many images it has, all images among them. */
  SortedMap<String, Long> slices() {
    return slices;
  }

  RejectedImages rejected() {
    return rejected;
  }
}
