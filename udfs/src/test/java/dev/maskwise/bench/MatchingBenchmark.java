package dev.maskwise.bench;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.DetectionJudge;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Images like those of COCO's validation set: 7.3 objects and as many detections of a few
 * categories. An operation is a detection.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingBenchmark {
  private static final int IMAGES = 1000;
  private static final int DETECTIONS = 7360;

  private final List<List<TruthObject>> truths = new ArrayList<>();
  private final List<List<DetectedObject>> detections = new ArrayList<>();
  private final DetectionJudge judge = new DetectionJudge(DetectionRules.COCO);
  private DetectionRecords records = new DetectionRecords();

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    for (int image = 0; image < IMAGES; image++) {
      truths.add(new ArrayList<>());
      detections.add(new ArrayList<>());
    }
    for (int i = 0; i < DETECTIONS; i++) {
      int image = (int) (IMAGES * random.nextDouble() * random.nextDouble());
      int category = (image + random.nextInt(3)) % 80;
      double side = Math.exp(random.nextDouble() * 5 + 1);
      Box box = new Box(random.nextDouble(600), random.nextDouble(400), side, side);
      truths.get(image).add(new TruthObject(i, category, box, box.area(), false, false, null));
      Box moved = new Box(box.x() + side * random.nextDouble() / 3, box.y(), side, side);
      detections
          .get(image)
          .add(new DetectedObject(category, random.nextDouble(), moved, moved.area(), null));
    }
    records = matching();
  }

  /** Overlaps, matching in 40 cells, and the records. */
  @Benchmark
  @OperationsPerInvocation(DETECTIONS)
  public DetectionRecords matching() {
    DetectionRecords all = DetectionRecords.TYPE.empty();
    for (int image = 0; image < IMAGES; image++) {
      all =
          DetectionRecords.TYPE.add(
              all, judge.judge(image, truths.get(image), detections.get(image)));
    }
    return all;
  }

  /** The curves of all cells. */
  @Benchmark
  @OperationsPerInvocation(DETECTIONS)
  public DetectionEvaluation curves() {
    return DetectionEvaluation.of(records, List.of(1, 10, 100));
  }
}
