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
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.Probability;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rules, and small images with the scores of some models, as score judges take them. */
final class ScoreCases {
  static final int IGNORE = 200;
  static final int CLASSES = 4;
  static final int FOREGROUND = 2;
  static final int BITS = 10;
  static final int BINS = 9;

  private ScoreCases() {}

  /** The true labels of an image, and for each model its planes. */
  static final class Image {
    private final int width;
    private final int[] labels;
    private final List<float[][]> models;

    Image(int width, int[] labels, List<float[][]> models) {
      this.width = width;
      this.labels = labels;
      this.models = models;
    }

    int[] labels() {
      return labels;
    }

    List<float[][]> models() {
      return models;
    }

    LabelMapRows truth() throws MalformedException {
      return TruthTest.map(labels, width, labels.length % 2 == 0);
    }

    /** The valid pixels with the scores of a model, for the oracle. */
    NaiveImage naive(ScoreRules rules, int model) {
      boolean logits = rules.kind() == ScoreKind.LOGIT;
      NaiveImage image = NaiveImage.of(models.get(model), labels, IGNORE, logits, rules.logFloor());
      return rules.task() == Task.BINARY ? image.against(label -> label == FOREGROUND) : image;
    }

    ScoreMap scores(int model) throws MalformedException {
      return map(models.get(model), labels.length / width, width);
    }

    List<ScoredImage> judgedBy(ScoreJudge judge) throws Exception {
      List<ScoreMap> maps = new ArrayList<>();
      for (int m = 0; m < models.size(); m++) {
        maps.add(scores(m));
      }
      return judge.judge(truth(), maps);
    }
  }

  static ScoreMap map(float[][] planes, int height, int width) throws MalformedException {
    ByteBuffer bytes =
        ByteBuffer.allocate(planes.length * height * width * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] plane : planes) {
      for (float score : plane) {
        bytes.putFloat(score);
      }
    }
    return RawScores.open(
        bytes.array(), ScoreType.FLOAT32, planes.length, height, width, null, 1 << 20);
  }

  static ScoreRules rules(Task task, ScoreKind kind, ThresholdOperator operator) {
    boolean binary = task == Task.BINARY;
    String hinge = binary && kind == ScoreKind.LOGIT ? ",lovasz_hinge" : "";
    return new ScoreRules(
        task,
        kind,
        binary ? 0 : CLASSES,
        binary ? FOREGROUND : -1,
        IGNORE,
        List.of(kind == ScoreKind.LOGIT ? 0 : 0.5),
        operator,
        -100,
        ScoreLosses.parseAll(
            "cross_entropy,focal_loss,focal_loss(gamma=0.5),focal_loss(gamma=4.5),lovasz_softmax"
                + hinge,
            task,
            kind,
            CLASSES),
        BITS,
        BINS,
        ClosedSide.LEFT);
  }

  /** Scores of ignored pixels are NaN or infinite: nobody may look at them. */
  static Image image(ScoreRules rules, int models, SplittableRandom random) {
    int width = random.nextInt(1, 40);
    int[] labels = new int[width * random.nextInt(1, 30)];
    int ignored = random.nextInt(12); // of ten pixels; of none and of all are among them
    int classes = random.nextInt(1, CLASSES + 1);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(10) >= ignored - 1 ? random.nextInt(classes) : IGNORE;
    }
    Image image = new Image(width, labels, new ArrayList<>());
    for (int m = 0; m < models; m++) {
      float[][] planes = new float[rules.channels()][labels.length];
      for (int i = 0; i < labels.length; i++) {
        pixel(rules, labels[i], planes, i, random);
      }
      image.models.add(planes);
    }
    return image;
  }

  /** Judges an image of which the scores of one model's first valid pixel are made NaN. */
  static void assertRejected(ScoreJudge judge, Image image, int model) {
    image.labels[0] = 0;
    image.models.forEach(ScoreCases::clearFirst);
    image.models.get(model)[0][0] = Float.NaN;
    assertThatThrownBy(() -> image.judgedBy(judge))
        .isInstanceOfSatisfying(FaultException.class, e -> assertThat(e.mask()).isEqualTo(model));
  }

  private static void clearFirst(float[][] planes) {
    for (float[] plane : planes) {
      plane[0] = 1f / planes.length;
    }
  }

  private static void pixel(
      ScoreRules rules, int label, float[][] planes, int i, SplittableRandom random) {
    double sum = 0;
    for (int c = 0; c < planes.length; c++) {
      boolean right = label == (rules.task() == Task.BINARY ? FOREGROUND : c);
      // Multiples of 1/8, so that scores are equal to one another and to the threshold.
      double z = Math.round(8 * (2 * random.nextGaussian() + (right ? 3 : -1))) / 8.0;
      boolean logit = rules.kind() == ScoreKind.LOGIT;
      planes[c][i] =
          (float)
              (logit
                  ? z
                  : rules.task() == Task.BINARY ? Probability.sigmoid(z).value() : Math.exp(z));
      sum += planes[c][i];
    }
    for (int c = 0; c < planes.length; c++) {
      if (rules.task() == Task.MULTICLASS && rules.kind() == ScoreKind.PROBABILITY) {
        planes[c][i] /= (float) sum;
      }
      if (label == IGNORE) {
        planes[c][i] = i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
      }
    }
  }
}
