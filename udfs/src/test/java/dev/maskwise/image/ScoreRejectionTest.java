package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.RawScores;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What judges refuse, of which model, and where. The images are 3×2 pixels. */
class ScoreRejectionTest {
  private static final int WIDTH = 3;
  private static final int[] LABELS = {0, 1, ScoreCases.IGNORE, 2, 3, 0};

  private static ScoreRules rules(Task task, ScoreKind kind) {
    return ScoreCases.rules(task, kind, ThresholdOperator.GE);
  }

  /** Planes of equal probabilities. */
  private static float[][] planes(int channels) {
    float[][] planes = new float[channels][LABELS.length];
    for (float[] plane : planes) {
      Arrays.fill(plane, 1f / channels);
    }
    return planes;
  }

  private static ScoreMap map(float[][] planes) throws Exception {
    return ScoreCases.map(planes, 2, WIDTH);
  }

  private static Fault.Pixel at(int x, int y) {
    return new Fault.Pixel(y * WIDTH + x, WIDTH);
  }

  private static void assertRejected(
      ScoreRules rules, LabelMapRows truth, List<ScoreMap> maps, int mask, Fault fault) {
    assertThatThrownBy(() -> new ScoreJudge(rules).judge(truth, maps))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.mask()).isEqualTo(mask);
              assertThat(e.fault()).isEqualTo(fault);
            });
  }

  /** The second of two models has a score that is set. */
  private static void assertScoreRejected(
      Task task, ScoreKind scores, int channel, int pixel, float score, Fault fault)
      throws Exception {
    ScoreRules rules = rules(task, scores);
    float[][] planes = planes(rules.channels());
    planes[channel][pixel] = score;
    assertRejected(
        rules,
        TruthTest.map(LABELS, WIDTH, false),
        List.of(map(planes(rules.channels())), map(planes)),
        1,
        fault);
    planes = planes(rules.channels());
    planes[channel][2] = score;
    List<ScoredImage> judged =
        new ScoreJudge(rules).judge(TruthTest.map(LABELS, WIDTH, true), List.of(map(planes)));
    assertThat(judged.get(0).counts().total()).as("ignored pixels may have any score").isEqualTo(5);
  }

  @Test
  void anotherShape() throws Exception {
    LabelMapRows truth = TruthTest.map(LABELS, WIDTH, false);
    assertRejected(
        rules(Task.BINARY, ScoreKind.LOGIT),
        truth,
        List.of(map(planes(1)), ScoreCases.map(planes(1), 3, 2)),
        1,
        new Fault.OtherShape(2, 3, 3, 2));
    assertRejected(
        rules(Task.BINARY, ScoreKind.LOGIT),
        truth,
        List.of(map(planes(4))),
        0,
        new Fault.OtherChannels(4, WIDTH, LABELS.length / WIDTH, 1));
    assertRejected(
        rules(Task.MULTICLASS, ScoreKind.LOGIT),
        truth,
        List.of(map(planes(4)), map(planes(4)), map(planes(5))),
        2,
        new Fault.OtherChannels(5, WIDTH, LABELS.length / WIDTH, 4));
  }

  @Test
  void aMapThatBreaksOff() throws Exception {
    byte[] data = new byte[LABELS.length * Float.BYTES];
    ScoreMap read = RawScores.open(data, ScoreType.FLOAT32, 1, 2, WIDTH, null, 100);
    LabelMapRows truth = TruthTest.map(LABELS, WIDTH, false);
    ScoreMap cutOff =
        new ScoreMap() {
          @Override
          public int channels() {
            return 1;
          }

          @Override
          public int height() {
            return 2;
          }

          @Override
          public int width() {
            return WIDTH;
          }

          @Override
          public void read(float[][] planes) throws MalformedException {
            throw new MalformedException("is cut off after 12 bytes");
          }

          @Override
          public void close() {}
        };
    assertRejected(
        rules(Task.BINARY, ScoreKind.LOGIT),
        truth,
        List.of(read, cutOff),
        1,
        new Fault.Unreadable("is cut off after 12 bytes"));
  }

  @Test
  void aLabelOutOfRange() throws Exception {
    assertRejected(
        rules(Task.MULTICLASS, ScoreKind.LOGIT),
        TruthTest.map(new int[] {0, 1, 2, 3, 0, 4}, WIDTH, false),
        List.of(map(planes(4))),
        FaultException.TRUTH,
        new Fault.OtherLabel(4, at(2, 1), new LabelRange(4, ScoreCases.IGNORE)));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFinite(float score) throws Exception {
    for (ScoreKind kind : ScoreKind.values()) {
      assertScoreRejected(
          Task.BINARY, kind, 0, 4, score, new Fault.OtherScore(score, at(1, 1), -1));
      assertScoreRejected(
          Task.MULTICLASS, kind, 3, 0, score, new Fault.OtherScore(score, at(0, 0), 3));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.25f, -Float.MIN_VALUE, 1.0000001f, 30})
  void whatIsNoProbability(float score) throws Exception {
    assertScoreRejected(
        Task.BINARY, ScoreKind.PROBABILITY, 0, 5, score, new Fault.OtherScore(score, at(2, 1), -1));
    assertScoreRejected(
        Task.MULTICLASS,
        ScoreKind.PROBABILITY,
        1,
        3,
        score,
        new Fault.OtherScore(score, at(0, 1), 1));
  }

  @Test
  void whatDoesNotAddUpToOne() throws Exception {
    assertScoreRejected(
        Task.MULTICLASS, ScoreKind.PROBABILITY, 2, 1, 0.5f, new Fault.NotSumOne(1.25f, at(1, 0)));
    assertScoreRejected(
        Task.MULTICLASS, ScoreKind.PROBABILITY, 0, 1, 0, new Fault.NotSumOne(0.75f, at(1, 0)));
  }

  /** As eight bits give them: each of four is off by less than 1/255. */
  @ParameterizedTest
  @ValueSource(floats = {63 / 255f, 64 / 255f})
  void eightBitsAddUpNearlyToOne(float quarter) throws Exception {
    ScoreRules rules = rules(Task.MULTICLASS, ScoreKind.PROBABILITY);
    float[][] planes = planes(4);
    for (float[] plane : planes) {
      Arrays.fill(plane, quarter);
    }
    List<ScoredImage> judged =
        new ScoreJudge(rules).judge(TruthTest.map(LABELS, WIDTH, false), List.of(map(planes)));
    assertThat(judged.get(0).statistics().overlap(0).predictionCardinality())
        .isEqualTo(5.0 * quarter);
  }

  @Test
  void theEndsOfTheRangeAreProbabilities() throws Exception {
    ScoreRules rules = rules(Task.BINARY, ScoreKind.PROBABILITY);
    float[][] planes = {{0, 1, Float.NaN, -0f, 1, 0}};
    List<ScoredImage> judged =
        new ScoreJudge(rules).judge(TruthTest.map(LABELS, WIDTH, false), List.of(map(planes)));
    // The only pixel of the foreground has −0, two of the background have 1: the floor thrice.
    assertThat(judged.get(0).statistics().pixelLosses().sum(0, 1)).isEqualTo(100);
    assertThat(judged.get(0).statistics().pixelLosses().sum(0, 0)).isEqualTo(200);
    assertThat(((ConfusionMatrix) judged.get(0).counts()).count(1, 0)).isEqualTo(1);
  }
}
