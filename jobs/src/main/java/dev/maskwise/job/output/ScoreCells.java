package dev.maskwise.job.output;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.Collections;
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

  private final List<ScoreLoss> losses;
  private final Policy policy;
  private final ScoreStatistics scores;

  /** The columns of an image under a model. */
  ScoreCells(List<ScoreLoss> losses, Policy policy, ScoreStatistics scores) {
    this.losses = losses;
    this.policy = policy;
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
  void addClass(List<@Nullable Object> cells, int classId) {
    cells.add(scores.pixelLosses().allPixels());
    int scored = classId - (scores.pixelLosses().classes() - scores.classes());
    SoftOverlap overlap = scored < 0 ? null : scores.overlap(scored);
    cells.add(overlap == null ? null : overlap.intersection());
    cells.add(overlap == null ? null : overlap.predictionCardinality());
    cells.add(overlap == null ? null : overlap.predictionSquares());
    cells.add(pixelLosses(classId));
    cells.add(scored < 0 ? null : lovasz(scored));
    Map<String, @Nullable Double> values = new TreeMap<>();
    for (ScoreLoss loss : losses) {
      if (scored >= 0 && loss.byClass() && loss.covers(scored)) {
        put(values, loss, loss.ofClass(scores, scored));
      }
    }
    cells.add(values);
  }

  /** The cells of the row over the classes. */
  void addOverClasses(List<@Nullable Object> cells) {
    cells.add(scores.pixelLosses().allPixels());
    cells.addAll(Collections.nCopies(CELLS_OF_CLASS, null));
    Map<String, @Nullable Double> values = new TreeMap<>();
    for (ScoreLoss loss : losses) {
      put(values, loss, loss.overClasses(scores, policy));
    }
    cells.add(values);
  }

  private Map<String, Double> pixelLosses(int classId) {
    PixelLosses pixels = scores.pixelLosses();
    Map<String, Double> sums = new TreeMap<>();
    for (float gamma : pixels.gammas()) {
      sums.put("gamma=" + gamma, pixels.sum(gamma, classId));
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
