package dev.maskwise.image.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.Runs;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every rule changes what it says, and nothing else. */
class DetectionJudgeTest {
  private static final Box BOX = new Box(0, 0, 10, 10);
  private static final Box FAR = new Box(50, 50, 10, 10);

  private static TruthObject truth(long id, int category, Box box) {
    return new TruthObject(id, category, box, box.area(), false, false, null);
  }

  private static DetectedObject found(int category, double score, Box box) {
    return new DetectedObject(category, score, box, box.area(), null);
  }

  private static DetectionRecords judge(
      DetectionRules rules, List<TruthObject> truths, DetectedObject... detections) {
    return new DetectionJudge(rules).judge(5, truths, List.of(detections));
  }

  /** For cell 0: T true, F false, - ignored, by category and rank. */
  private static String cells(DetectionRecords records) {
    StringBuilder cells = new StringBuilder();
    for (int group = 0; group < records.groups(); group++) {
      cells.append(records.category(group)).append(':');
      for (int r = records.first(group); r < records.first(group + 1); r++) {
        boolean isTrue = (records.truePositive(r, 0) & 1) != 0;
        boolean ignored = (records.ignored(r, 0) & 1) != 0;
        cells.append(ignored ? '-' : isTrue ? 'T' : 'F');
      }
      cells.append('/').append(records.truths(group, 0)).append(' ');
    }
    return cells.toString().trim();
  }

  @Test
  void categoriesAreSeparateOrPooled() {
    List<TruthObject> truths = List.of(truth(1, 1, BOX));
    DetectedObject other = found(2, 0.9, BOX);
    assertThat(cells(judge(DetectionRules.COCO, truths, other))).isEqualTo("1:/1 2:F/0");
    assertThat(cells(judge(DetectionRules.COCO.with(CategoryRule.POOLED), truths, other)))
        .isEqualTo("-1:T/1");
  }

  /** Of equal scores the lower category comes first, as the concatenation of COCO's API has it. */
  @Test
  void pooledCategoriesAreConcatenatedBeforeTheyAreSorted() {
    DetectionRules pooled = DetectionRules.COCO.with(CategoryRule.POOLED);
    List<TruthObject> truths = List.of(truth(1, 2, BOX));
    assertThat(cells(judge(pooled, truths, found(2, 0.5, BOX), found(1, 0.5, FAR))))
        .isEqualTo("-1:FT/1");
  }

  @Test
  void ignoreIsOverwrittenKeptOrAlone() {
    TruthObject ignored = new TruthObject(1, 1, BOX, 100, false, true, null);
    TruthObject crowd = new TruthObject(2, 1, FAR, 100, true, false, null);
    List<TruthObject> truths = List.of(ignored, crowd);
    DetectedObject[] detections = {found(1, 0.9, BOX), found(1, 0.8, FAR), found(1, 0.7, FAR)};
    assertThat(cells(judge(DetectionRules.COCO.with(IgnoreRule.CROWD), truths, detections)))
        .isEqualTo("1:T--/1");
    assertThat(
            cells(judge(DetectionRules.COCO.with(IgnoreRule.CROWD_OR_IGNORE), truths, detections)))
        .isEqualTo("1:---/0");
    assertThat(cells(judge(DetectionRules.COCO.with(IgnoreRule.IGNORE), truths, detections)))
        .isEqualTo("1:-TF/1");
  }

  @Test
  void theObjectZeroIsFoundOrLost() {
    List<TruthObject> truths = List.of(truth(0, 1, BOX));
    DetectedObject detection = found(1, 0.9, BOX);
    assertThat(cells(judge(DetectionRules.COCO, truths, detection))).isEqualTo("1:T/1");
    DetectionRecords lost = judge(DetectionRules.COCO.with(ZeroIdRule.LOST), truths, detection);
    assertThat(cells(lost)).isEqualTo("1:F/1");
    // The box is small: in the bands of medium and large objects the detection is outside.
    assertThat(lost.ignored(0, 0)).isEqualTo(0xfffffL << 20);
    assertThat(lost.truePositive(0, 0)).isZero();
  }

  @Test
  void detectionsAreLimitedByCategoryOrByImage() {
    DetectionRules two = DetectionRules.COCO.with(DetectionGrid.COCO.withLimit(2));
    DetectedObject[] detections = {
      found(1, 0.1, BOX), found(2, 0.9, BOX), found(2, 0.8, BOX), found(2, 0.7, BOX)
    };
    assertThat(cells(judge(two, List.of(), detections))).isEqualTo("1:F/0 2:FF/0");
    assertThat(cells(judge(two.with(LimitRule.IMAGE), List.of(), detections))).isEqualTo("2:FF/0");
  }

  @Test
  void federatedImagesSayWhatTheyWereSearchedFor() {
    List<TruthObject> truths = List.of(truth(1, 1, BOX));
    DetectedObject[] detections = {
      found(1, 0.9, BOX), found(1, 0.8, FAR), found(2, 0.7, BOX), found(3, 0.6, BOX)
    };
    List<DetectedObject> list = List.of(detections);
    DetectionJudge judge = new DetectionJudge(DetectionRules.LVIS);
    assertThat(cells(judge.judge(1, truths, list, Set.of(), Set.of(), each -> {})))
        .isEqualTo("1:TF/1");
    assertThat(cells(judge.judge(1, truths, list, Set.of(1), Set.of(3), each -> {})))
        .isEqualTo("1:T-/1 3:F/0");
  }

  @Test
  void equalScoresKeepTheOrderOfTheFile() {
    List<TruthObject> truths = List.of(truth(1, 1, BOX));
    assertThat(cells(judge(DetectionRules.COCO, truths, found(1, -0.0, FAR), found(1, 0.0, BOX))))
        .isEqualTo("1:FT/1");
  }

  @Test
  void eachDetectionIsTold() {
    List<TruthObject> truths = List.of(truth(7, 2, FAR), truth(8, 1, BOX));
    List<DetectedObject> detections =
        List.of(found(1, 0.2, new Box(0, 0, 10, 4)), found(1, 0.9, BOX), found(2, 0.5, BOX));
    List<JudgedDetection> told = new ArrayList<>();
    new DetectionJudge(DetectionRules.COCO)
        .judge(5, truths, detections, Set.of(), Set.of(), told::add);
    assertThat(told.stream().map(JudgedDetection::index)).containsExactly(1, 0, 2);
    assertThat(told.stream().map(JudgedDetection::rank)).containsExactly(0, 1, 0);
    assertThat(told.stream().map(JudgedDetection::truth)).containsExactly(1, -1, -1);
    assertThat(told.stream().map(JudgedDetection::overlap)).containsExactly(1.0, 0.4, 0.0);
    assertThat(told.get(0).truePositive().toLongArray()).containsExactly(0xfffffL);
  }

  @Test
  void masksAreAskedForByName() {
    Runs whole = new Runs(10, 10, new int[] {0, 100});
    Runs part = new Runs(10, 10, new int[] {0, 90});
    TruthObject truth = new TruthObject(3, 1, FAR, 100, false, false, whole);
    DetectedObject detection = new DetectedObject(1, 0.9, BOX, 100, part);
    DetectionRules masks = DetectionRules.COCO.with(OverlapKind.MASK);
    assertThat(judge(masks, List.of(truth), detection).truePositive(0, 0) & 0x3ff)
        .isEqualTo(0x1ff); // 0.9 reaches 0.5 to 0.9, whose double is a little less.
    assertThatThrownBy(() -> judge(masks, List.of(truth), found(1, 0.9, BOX)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A detection of category 1 has no mask; ask for boxes, or give its mask.");
    assertThatThrownBy(() -> judge(masks, List.of(truth(3, 1, BOX)), detection))
        .hasMessage("The object 3 has no mask; ask for boxes, or give its mask.");
  }

  @Test
  void theBorderOfACrowdIsNotAskedFor() {
    Runs whole = new Runs(10, 10, new int[] {0, 100});
    Runs part = new Runs(10, 10, new int[] {0, 70});
    DetectionRules rules = DetectionRules.COCO.with(OverlapKind.BOUNDARY);
    List<DetectedObject> detections = List.of(new DetectedObject(1, 0.9, BOX, 100, part));
    for (boolean crowd : new boolean[] {false, true}) {
      TruthObject truth = new TruthObject(3, 1, BOX, 100, crowd, false, whole);
      double[] overlap = new double[1];
      ObjectOverlap.of(rules).overlaps(detections, List.of(truth), overlap);
      // Borders of width 1: 36 and 30 pixels, of which 22 are common.
      assertThat(overlap[0]).isEqualTo(crowd ? 1.0 : 22.0 / 44);
    }
  }

  @Test
  void scoresAreFinite() {
    for (double score : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> judge(DetectionRules.COCO, List.of(), found(4, score, BOX)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A detection of category 4 has the score %s; scores are finite.", score);
    }
  }

  @Test
  void aJudgeForgetsTheImageBefore() {
    DetectionJudge judge = new DetectionJudge(DetectionRules.COCO);
    List<TruthObject> many =
        IntStream.range(0, 9).mapToObj(i -> truth(i, 1, new Box(i * 20, 0, 9, 9))).toList();
    List<DetectedObject> all = many.stream().map(truth -> found(1, 0.5, truth.box())).toList();
    judge.judge(1, many, all);
    DetectionRecords again = judge.judge(5, List.of(truth(1, 1, FAR)), List.of(found(1, 1, BOX)));
    assertThat(again)
        .isEqualTo(judge(DetectionRules.COCO, List.of(truth(1, 1, FAR)), found(1, 1, BOX)));
  }

  @Test
  void choicesHaveNames() {
    assertThat(DetectionRules.LVIS.choices().stream().map(choice -> choice.label()))
        .containsExactly("box", "ignore", "found", "image", "federated");
    assertThat(DetectionRules.COCO.choices())
        .allSatisfy(choice -> assertThat(choice.definition()).isNotBlank());
    assertThatThrownBy(
            () ->
                new DetectionRules(
                    DetectionGrid.COCO,
                    OverlapKind.BOUNDARY,
                    0,
                    IgnoreRule.CROWD,
                    ZeroIdRule.FOUND,
                    LimitRule.CATEGORY,
                    CategoryRule.SEPARATE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
