package dev.maskwise.job.object;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.DetectionJudge;
import dev.maskwise.image.object.JudgedDetection;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.reader.object.ImageObjects;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of a model's detections in an image. The arrays have an entry for each record, in the
 * order of these.
 *
 * @param categories those that the detections name
 * @param truths the ids of the objects that they took at the first threshold
 * @param found whether they took one
 * @param overlaps with that object; where there is none, the largest with any
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JudgedModel(
    DetectionRecords records, int[] categories, long[] truths, boolean[] found, double[] overlaps)
    implements Serializable {

  /** Judges the detections of one model. */
  static JudgedModel of(DetectionJudge judge, ImageObjects image, int model) {
    List<TruthObject> truths = image.truth();
    List<DetectedObject> detections = image.detections().get(model);
    List<JudgedDetection> judged = new ArrayList<>(detections.size());
    DetectionRecords records =
        judge.judge(
            image.imageId(),
            truths,
            detections,
            set(image.notExhaustive()),
            set(image.negative()),
            judged::add);
    int count = judged.size();
    int[] categories = new int[count];
    long[] ids = new long[count];
    boolean[] found = new boolean[count];
    double[] overlaps = new double[count];
    for (int i = 0; i < count; i++) {
      JudgedDetection each = judged.get(i);
      categories[i] = detections.get(each.index()).category();
      found[i] = each.truth() >= 0;
      ids[i] = found[i] ? truths.get(each.truth()).id() : 0;
      overlaps[i] = each.overlap();
    }
    return new JudgedModel(records, categories, ids, found, overlaps);
  }

  private static Set<Integer> set(int[] ids) {
    return Arrays.stream(ids).boxed().collect(Collectors.toSet());
  }
}
