package dev.maskwise.job.output;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.run.table.TableFile;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What {@code per_image.parquet} holds of scores: the soft sums of each class, for each exponent γ
 * the sum of the pixel losses of the class's pixels, the Lovász losses, which are no sums, and the
 * losses by name.
 */
final class ScoreCells {
  private static final MapType NUMBERS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType);

  /** The cells of a class that the row over the classes lacks. */
  private static final int CELLS_OF_CLASS = 5;

  private static final int SOFT_SUMS = 3;

  private final List<ScoreLoss> losses;
  private final Policy policy;
  private final int classes;
  private final ScoreStatistics scores;

  /**
   * The columns of an image under a model.
   *
   * @param classes how many have a row
   */
  ScoreCells(List<ScoreLoss> losses, Policy policy, int classes, ScoreStatistics scores) {
    this.losses = losses;
    this.policy = policy;
    this.classes = classes;
    this.scores = scores;
  }

  static StructType addTo(StructType schema) {
    return schema
        .add("all_pixels", DataTypes.LongType)
        .add("soft_intersection", DataTypes.DoubleType)
        .add("soft_prediction_cardinality", DataTypes.DoubleType)
        .add("soft_prediction_squares", DataTypes.DoubleType)
        .add("pixel_losses", NUMBERS)
        .add("lovasz", NUMBERS)
        .add("losses", NUMBERS);
  }

  /** The cells of a class's row; the background of a binary task has no soft sums of its own. */
  void putClass(TableFile file, int classId) {
    file.next().put(scores.pixelLosses().allPixels());
    int scored = classId - (classes - scores.classes());
    if (scored < 0) {
      putNothing(file, SOFT_SUMS);
    } else {
      SoftOverlap overlap = scores.overlap(scored);
      file.next().put(overlap.intersection());
      file.next().put(overlap.predictionCardinality());
      file.next().put(overlap.predictionSquares());
    }
    file.next().put(pixelLosses(classId));
    if (scored < 0) {
      putNothing(file, 1);
    } else {
      file.next().put(lovasz(scored));
    }
    Map<String, @Nullable Double> values = new TreeMap<>();
    for (ScoreLoss loss : losses) {
      if (scored >= 0 && loss.byClass() && loss.covers(scored)) {
        put(values, loss, loss.ofClass(scores, scored));
      }
    }
    file.next().put(values);
  }

  /** The cells of the row over the classes. */
  void putOverClasses(TableFile file) {
    file.next().put(scores.pixelLosses().allPixels());
    putNothing(file, CELLS_OF_CLASS);
    Map<String, @Nullable Double> values = new TreeMap<>();
    for (ScoreLoss loss : losses) {
      put(values, loss, loss.overClasses(scores, policy));
    }
    file.next().put(values);
  }

  private static void putNothing(TableFile file, int cells) {
    for (int cell = 0; cell < cells; cell++) {
      file.next().nothing();
    }
  }

  /** Of the pixels of the class, and of the rest where each class is a task of its own. */
  private Map<String, Double> pixelLosses(int classId) {
    PixelLosses all = scores.pixelLosses();
    boolean together = scores.pixelLossesOfEach().size() == 1 && all.classes() == classes;
    PixelLosses pixels = together ? all : scores.pixelLossesOfEach().get(classId);
    Map<String, Double> sums = new TreeMap<>();
    for (float gamma : pixels.gammas()) {
      sums.put("gamma=" + gamma, pixels.sum(gamma, together ? classId : 1));
      if (!together) {
        sums.put("rest gamma=" + gamma, pixels.sum(gamma, 0));
      }
    }
    return sums;
  }

  /** By the kind of the errors; none where no loss needs it. */
  private Map<String, @Nullable Double> lovasz(int scored) {
    Map<String, @Nullable Double> values = new TreeMap<>();
    for (LovaszKind errors : ScoreLosses.lovasz(losses)) {
      values.put(errors.label(), TableRows.cell(scores.lovasz(errors, scored)));
    }
    return values;
  }

  private static void put(Map<String, @Nullable Double> values, ScoreLoss loss, double value) {
    values.put(loss.name(), TableRows.cell(value));
  }
}
