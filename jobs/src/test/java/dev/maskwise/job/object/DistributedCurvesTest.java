package dev.maskwise.job.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.DetectionJudge;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.metric.detection.CategoryCurve;
import dev.maskwise.metric.detection.CurveSteps;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves of detections that lie anywhere have the bits of those of one sorted list. */
class DistributedCurvesTest {
  private static final DetectionGrid GRID = DetectionGrid.COCO;
  private static final List<Integer> LIMITS = List.of(1, 10, 100);
  private static final int IMAGES = 60;

  private static JavaSparkContext context;
  private static List<DetectionRecords> images;
  private static DetectionEvaluation whole;

  @BeforeAll
  static void start() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    images = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(15);
    DetectionJudge judge = new DetectionJudge(DetectionRules.COCO);
    DetectionRecords all = DetectionRecords.TYPE.empty();
    for (int image = 0; image < IMAGES; image++) {
      DetectionRecords records = records(judge, image, random);
      images.add(records);
      all = DetectionRecords.TYPE.add(all, records);
    }
    whole = DetectionEvaluation.of(all, LIMITS);
    assertThat(whole.averagePrecision(0)).isBetween(0.05, 0.9);
  }

  /** Few scores, so that detections of many images are tied. */
  private static DetectionRecords records(
      DetectionJudge judge, long image, SplittableRandom random) {
    List<TruthObject> truths = new ArrayList<>();
    List<DetectedObject> detections = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      Box box = new Box(random.nextInt(200), random.nextInt(200), 20 + random.nextInt(100), 40);
      int category = 1 + random.nextInt(4);
      boolean crowd = random.nextInt(10) == 0;
      truths.add(new TruthObject(i, category, box, box.area(), crowd, false, null));
      for (int found = random.nextInt(4); found > 0; found--) {
        Box near =
            new Box(box.x() + random.nextInt(9), box.y() + random.nextInt(9), box.width(), 40);
        int named = random.nextInt(6) == 0 ? 1 + random.nextInt(5) : category;
        detections.add(new DetectedObject(named, random.nextInt(8) / 8.0, near, near.area(), null));
      }
    }
    return judge.judge(image, truths, detections);
  }

  private static JavaRDD<DetectionRecords> parts(int count) {
    return context.parallelize(images, count);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void countsBetweenTruePositivesGiveTheSameBits(int parts) {
    same(new DistributedCurves(parts(parts), GRID, LIMITS).evaluation());
  }

  @Test
  void aFewCellsAtATimeGiveTheSameBits() {
    same(new DistributedCurves(parts(5), GRID, LIMITS, 1).evaluation());
    same(new DistributedCurves(parts(5), GRID, LIMITS, 3000).evaluation());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void sortedPartsGiveTheSameBits(int parts) {
    same(new SortedCurves(parts(parts), GRID, LIMITS).evaluation());
  }

  @Test
  void withoutDetectionsThereAreRecallsOfZero() {
    DetectionRecords none = new DetectionRecords(GRID);
    none.add(5, 3, new int[] {2, 0, 1, 1}, 0, new double[0], new long[0], new long[0]);
    JavaRDD<DetectionRecords> one = context.parallelize(List.of(none), 2);
    for (DetectionEvaluation evaluation :
        List.of(
            new DistributedCurves(one, GRID, LIMITS).evaluation(),
            new SortedCurves(one, GRID, LIMITS).evaluation())) {
      assertThat(evaluation.averagePrecision(0)).isZero();
      assertThat(evaluation.averagePrecision(1)).isNaN();
      assertThat(evaluation.averageRecall(0, 2)).isZero();
    }
  }

  private static void same(DetectionEvaluation evaluation) {
    assertThat(evaluation.curves().stream().map(CategoryCurve::category))
        .containsExactlyElementsOf(whole.curves().stream().map(CategoryCurve::category).toList());
    for (int c = 0; c < whole.curves().size(); c++) {
      assertThat(numbers(evaluation.curves().get(c))).isEqualTo(numbers(whole.curves().get(c)));
    }
  }

  /** All numbers of a curve, with their bits. */
  private static double[] numbers(CategoryCurve curve) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    for (int band = 0; band < GRID.bands().size(); band++) {
      for (int threshold = 0; threshold < GRID.thresholds().size(); threshold++) {
        for (int limit = 0; limit < LIMITS.size(); limit++) {
          numbers.add(curve.recall(band, threshold, limit));
        }
        for (int point = 0; point < CurveSteps.POINTS; point++) {
          numbers.add(curve.precision(band, threshold, point));
          numbers.add(curve.score(band, threshold, point));
        }
      }
    }
    return numbers.build().toArray();
  }
}
