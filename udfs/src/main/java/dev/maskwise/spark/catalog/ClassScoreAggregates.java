package dev.maskwise.spark.catalog;

import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.EachClass;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.SoftOverlap;
import dev.maskwise.statistic.StatisticType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Scores of many classes over many images. */
final class ClassScoreAggregates {
  private static final List<SqlArgument> WITH_BITS = withBits();

  /** Probabilities of two classes at two pixels and at one. */
  private static final String TWO_IMAGES =
      " FROM VALUES (array(0.75F, 0.5F, 0.25F, 0.5F), X'0001'), (array(0F, 1F), X'01') AS images(p,"
          + " truth)";

  private static final String LEFT_OUT = " Images with a null are left out.";

  private static final String STATES =
      "an array with a state for each class, each versioned bytes, readable by later releases; empty"
          + " without an image";

  private static final DataType STATES_TYPE =
      DataTypes.createArrayType(DataTypes.BinaryType, false);

  static final List<SqlFunction> ALL =
      List.of(
          StatisticAggregate.function(
              "Sudre et al. 2017, Generalised Dice, §2",
              "multiclass_soft_overlap_agg",
              "The sums of multiclass_soft_overlap over the images of a data set, added exactly, as states for"
                  + " soft_overlap_sums and soft_overlap_merge."
                  + LEFT_OUT,
              ClassScoreFunctions.ARGUMENTS,
              STATES,
              "SELECT round(soft_dice_loss(transform(multiclass_soft_overlap_agg(p, truth, 2, -1,"
                  + " 'probability'), s -> soft_overlap_sums(s))), 6)"
                  + TWO_IMAGES,
              "0.266667",
              new Aggregation<>(
                  new EachClass<>(SoftOverlap.TYPE),
                  ClassScoreAggregates::addOverlaps,
                  memory -> states(SoftOverlap.TYPE, memory)),
              STATES_TYPE),
          StatisticAggregate.function(
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              "multiclass_pixel_losses_agg",
              "pixel_losses_agg for many classes: the losses (1 − p_t)^γ·CE of the pixels of a data"
                  + " set for γ = 0 and for gamma, by true class, as a state for"
                  + " dataset_cross_entropy and dataset_multiclass_focal_loss."
                  + LEFT_OUT,
              List.of(
                  SqlArgument.scoresOfClasses(),
                  SqlArgument.truthLabels(),
                  SqlArgument.classes(),
                  ScoreAggregates.gamma(),
                  SqlArgument.ignore(),
                  SqlArgument.score()),
              StateKind.RESULT,
              "SELECT round(dataset_cross_entropy(multiclass_pixel_losses_agg(p, truth, 2, 2, -1,"
                  + " 'probability')), 6)"
                  + TWO_IMAGES,
              "0.326943",
              StateKind.PIXEL_LOSSES.fold(
                  "multiclass_pixel_losses_agg", ClassScoreAggregates::losses),
              DataTypes.BinaryType),
          StatisticAggregate.function(
              ScoreHistograms.SOURCE,
              "multiclass_score_histogram_agg",
              "The probabilities of every class of a data set by truth, of logits the softmax, as"
                  + " states for auroc, average_precision, best_threshold, best_iou, best_dice and"
                  + " dataset_lovasz_softmax. Takes about 0.6 MB a group and class."
                  + LEFT_OUT,
              WITH_BITS,
              STATES,
              "SELECT transform(multiclass_score_histogram_agg(p, truth, 2, -1, 'probability'), s -> auroc(s))"
                  + TWO_IMAGES,
              "[1.0,1.0]",
              new Aggregation<>(
                  new EachClass<>(ScoreHistogram.TYPE),
                  (memory, row) -> addScores("multiclass_score_histogram_agg", memory, row),
                  memory -> states(ScoreHistogram.TYPE, memory)),
              STATES_TYPE),
          StatisticAggregate.function(
              "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.2; ADR 10",
              "lovasz_softmax_agg",
              "The Lovász-softmax over the pixels of all images of a data set, ranked together, the"
                  + " mean over the classes with true pixels; it is not the mean of lovasz_softmax"
                  + " over images. From histograms of the probabilities: within 2^−(bits + 1) of the"
                  + " exact number. Null without a valid pixel."
                  + LEFT_OUT,
              WITH_BITS,
              "a double, a ratio, [0, 1]",
              "SELECT lovasz_softmax_agg(p, truth, 2, -1, 'probability')" + TWO_IMAGES,
              "0.33333333333333337",
              new Aggregation<>(
                  new EachClass<>(ScoreHistogram.TYPE),
                  (memory, row) -> addScores("lovasz_softmax_agg", memory, row),
                  memory -> HistogramFunctions.lovaszSoftmax("lovasz_softmax_agg", memory)),
              DataTypes.DoubleType));

  private ClassScoreAggregates() {}

  private static List<SqlArgument> withBits() {
    List<SqlArgument> arguments = new ArrayList<>(ClassScoreFunctions.ARGUMENTS);
    arguments.add(ScoreHistograms.bits(ScoreHistogram.DEFAULT_BITS_OF_MANY_CLASSES));
    return List.copyOf(arguments);
  }

  private static ClassPixels read(String function, Object[] row) {
    return ClassScoreFunctions.read(
        function, row[0], (byte[]) row[1], (int) row[2], (int) row[3], (UTF8String) row[4]);
  }

  private static List<SoftOverlap> addOverlaps(List<SoftOverlap> memory, Object[] row) {
    ClassPixels image = read("multiclass_soft_overlap_agg", row);
    requireClasses("multiclass_soft_overlap_agg", memory, image.classes());
    long[] cardinalities = image.cardinalities();
    for (int c = 0; c < image.classes(); c++) {
      if (memory.size() == c) {
        memory.add(new SoftOverlap());
      }
      memory.get(c).add(image.softOverlap(c, cardinalities[c]));
    }
    return memory;
  }

  private static PixelLosses losses(Object[] row) {
    String function = "multiclass_pixel_losses_agg";
    float[] gammas = ScoreAggregates.gammas(function, (double) row[3]);
    return ClassScoreFunctions.read(
            function, row[0], (byte[]) row[1], (int) row[2], (int) row[4], (UTF8String) row[5])
        .pixelLosses(gammas);
  }

  private static List<ScoreHistogram> addScores(
      String function, List<ScoreHistogram> memory, Object[] row) {
    ClassPixels image = read(function, row);
    requireClasses(function, memory, image.classes());
    for (int c = 0; c < image.classes(); c++) {
      ScoreHistogram before = memory.size() == c ? ScoreHistogram.TYPE.empty() : memory.get(c);
      ScoreHistogram scores = ScoreHistograms.ofBits(function, before, (int) row[5]);
      scores.add(image.probabilities(c), image.isClass(c), image.pixels());
      if (memory.size() == c) {
        memory.add(scores);
      }
    }
    return memory;
  }

  private static void requireClasses(String function, List<?> memory, int classes) {
    if (!memory.isEmpty() && memory.size() != classes) {
      throw new Refusal(
          function,
          "classes are as many in every row, but they are %d and %d."
              .formatted(memory.size(), classes));
    }
  }

  private static <S> GenericArrayData states(StatisticType<S> type, List<S> memory) {
    return new GenericArrayData(memory.stream().map(type::encode).toArray());
  }
}
