package dev.maskwise.spark.catalog;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.score.RawScores;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.ScoreJudge;
import dev.maskwise.image.ScoreRules;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;

/** Small images with scores, and what the jobs make of them. */
final class ScoredImages {
  static final int IGNORE = 200;
  static final int CLASSES = 4;
  static final int BITS = 10;
  static final int BINS = 9;

  private ScoredImages() {}

  /** The labels of the truth, and the scores of a plane for each channel. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Image(byte[] truth, float[][] planes) {

    /** The scores as they lie in a column of bytes. */
    byte[] scores() {
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * planes.length * truth.length)
              .order(ByteOrder.LITTLE_ENDIAN);
      for (float[] plane : planes) {
        for (float score : plane) {
          bytes.putFloat(score);
        }
      }
      return bytes.array();
    }

    /** What the jobs make of the image. */
    ScoredImage judged(ScoreRules rules) throws MalformedException, FaultException {
      try (LabelMapRows labels = RawRows.open(truth, truth.length, 1);
          ScoreMap map =
              RawScores.open(
                  scores(), ScoreType.FLOAT32, planes.length, 1, truth.length, null, 1 << 20)) {
        return new ScoreJudge(rules).judge(labels, List.of(map)).get(0);
      }
    }
  }

  /** The rules of the jobs with their defaults and some more exponents. */
  static ScoreRules rules(Task task, ScoreKind kind) {
    boolean binary = task == Task.BINARY;
    return new ScoreRules(
        task,
        kind,
        binary ? 0 : CLASSES,
        -1,
        IGNORE,
        List.of(kind == ScoreKind.LOGIT ? 0 : 0.5),
        ThresholdOperator.GE,
        -100,
        ScoreLosses.parseAll(
            "cross_entropy,focal_loss,focal_loss(gamma=0.5),lovasz_softmax"
                + (binary && kind == ScoreKind.LOGIT ? ",lovasz_hinge" : ""),
            task,
            kind,
            CLASSES),
        BITS,
        BINS,
        ClosedSide.LEFT);
  }

  /**
   * An image of some pixels, in which classes are absent and pixels are ignored, now and then all
   * of them; the scores of ignored pixels are no numbers.
   */
  static Image next(Task task, ScoreKind kind, SplittableRandom random) {
    int pixels = random.nextInt(1, 300);
    int ignored = random.nextInt(12); // of ten pixels
    int present = random.nextInt(1, CLASSES + 1);
    Image image = new Image(new byte[pixels], new float[task == Task.BINARY ? 1 : CLASSES][pixels]);
    for (int i = 0; i < pixels; i++) {
      boolean valid = random.nextInt(10) >= ignored - 1;
      int label = valid ? random.nextInt(present) : IGNORE;
      image.truth[i] = (byte) label;
      double sum = 0;
      for (int c = 0; c < image.planes.length; c++) {
        boolean right = task == Task.BINARY ? label != 0 : label == c;
        double z = 2 * random.nextGaussian() + (right ? 2 : -1);
        double p = task == Task.BINARY ? 1 / (1 + Math.exp(-z)) : Math.exp(z);
        image.planes[c][i] = (float) (kind == ScoreKind.LOGIT ? z : p);
        sum += p;
      }
      for (float[] plane : image.planes) {
        if (task == Task.MULTICLASS && kind == ScoreKind.PROBABILITY) {
          plane[i] /= (float) sum;
        }
        plane[i] = valid ? plane[i] : Float.NaN;
      }
    }
    return image;
  }
}
