package dev.maskwise.metric.detection;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.DetectionJudge;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.oracle.NaiveDetections.Found;
import dev.maskwise.oracle.NaiveDetections.Truth;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random objects of some images and categories: small whole boxes, so that overlaps are often
 * equal, few scores, so that they are often tied, crowds, ignored objects, the id 0, categories of
 * objects alone and of detections alone.
 */
final class RandomObjects {
  final List<Truth> truths = new ArrayList<>();
  final List<Found> detections = new ArrayList<>();
  final int images;
  final int categories;

  RandomObjects(SplittableRandom random) {
    images = random.nextInt(1, 12);
    categories = random.nextInt(1, 4);
    boolean ties = random.nextBoolean();
    int most = random.nextInt(1, 9);
    for (long image = 0; image < images; image++) {
      for (int category = 0; category < categories; category++) {
        int objects = random.nextInt(most);
        for (int i = 0; i < objects; i++) {
          truths.add(truth(truths.size(), image - 3, category, random));
        }
        int found = random.nextInt(most);
        for (int i = 0; i < found; i++) {
          double score =
              ties
                  ? random.nextInt(-2, 3) / 2.0 * (random.nextBoolean() ? 1 : -1)
                  : random.nextDouble();
          double[] box = box(random);
          if (objects > 0 && random.nextBoolean()) {
            box = truths.get(truths.size() - 1 - random.nextInt(objects)).box().clone();
            box[random.nextInt(4)] += random.nextInt(2);
          }
          detections.add(new Found(image - 3, category, box, score));
        }
      }
    }
  }

  private static Truth truth(long id, long image, int category, SplittableRandom random) {
    double[] box = box(random);
    double area = random.nextInt(4) == 0 ? random.nextInt(80) : box[2] * box[3];
    boolean crowd = random.nextInt(6) == 0;
    return new Truth(id, image, category, box, area, crowd, random.nextInt(8) == 0);
  }

  private static double[] box(SplittableRandom random) {
    return new double[] {
      random.nextInt(6), random.nextInt(6), random.nextInt(10), random.nextInt(1, 10)
    };
  }

  /** The records of each image. */
  List<DetectionRecords> judge(DetectionRules rules) {
    DetectionJudge judge = new DetectionJudge(rules);
    List<DetectionRecords> records = new ArrayList<>();
    for (long i = 0; i < images; i++) {
      long image = i - 3;
      records.add(
          judge.judge(
              image,
              truths.stream().filter(t -> t.image() == image).map(RandomObjects::truth).toList(),
              detections.stream()
                  .filter(d -> d.image() == image)
                  .map(RandomObjects::detection)
                  .toList()));
    }
    return records;
  }

  private static TruthObject truth(Truth truth) {
    return new TruthObject(
        truth.id(),
        truth.category(),
        box(truth.box()),
        truth.area(),
        truth.crowd(),
        truth.ignore(),
        null);
  }

  private static DetectedObject detection(Found found) {
    Box box = box(found.box());
    return new DetectedObject(found.category(), found.score(), box, box.area(), null);
  }

  private static Box box(double[] box) {
    return new Box(box[0], box[1], box[2], box[3]);
  }
}
