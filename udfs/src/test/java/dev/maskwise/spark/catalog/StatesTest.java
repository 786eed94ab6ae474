package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.image.ScoreRules;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.BestThreshold;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.curve.HistogramLovasz;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.spark.catalog.ScoredImages.Image;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Aggregates of scores: the bytes of what the jobs merge, for any partitioning and grouping. */
class StatesTest {
  private static final int IMAGES = 16;
  private static final int IGNORE = ScoredImages.IGNORE;
  private static final int CLASSES = ScoredImages.CLASSES;
  private static final int BITS = ScoredImages.BITS;
  private static final int BINS = ScoredImages.BINS;

  /** What the jobs know of a data set. */
  private static final class DataSet {
    final List<SoftOverlap> overlaps = new ArrayList<>();
    final PixelLosses losses = new PixelLosses();
    final ScoreDistribution distribution;

    DataSet(List<Image> images, ScoreRules rules) throws Exception {
      ScoreDistribution all = images.get(0).judged(rules).noScores();
      for (Image image : images) {
        ScoredImage judged = image.judged(rules);
        ScoreStatistics statistics = judged.statistics();
        for (int c = 0; c < statistics.classes(); c++) {
          if (overlaps.size() == c) {
            overlaps.add(new SoftOverlap());
          }
          overlaps.get(c).add(statistics.overlap(c));
        }
        losses.add(statistics.pixelLosses());
        judged.addTo(all);
      }
      distribution = all;
    }

    double loss(String spec, Task task, ScoreKind kind) {
      return ScoreLosses.parse(spec, task, kind, CLASSES)
          .overClasses(
              new ScoreStatistics(overlaps, losses, new double[0], new double[0]),
              Policy.undefined());
    }
  }

  /** A table "images" of scores and truths in slices. */
  private static List<Image> table(Task task, ScoreKind kind) {
    SparkSession spark = SqlSession.CODEGEN.spark();
    SplittableRandom random = new SplittableRandom(77);
    List<Image> images = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      Image image = ScoredImages.next(task, kind, random);
      images.add(image);
      rows.add(RowFactory.create(i % 3, image.scores(), image.truth()));
    }
    StructType schema =
        new StructType()
            .add("slice", DataTypes.IntegerType)
            .add("scores", DataTypes.BinaryType)
            .add("truth", DataTypes.BinaryType);
    spark.createDataFrame(rows, schema).repartition(3).createOrReplaceTempView("images");
    return images;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /** A state of all images, and the same one merged from slices: equal bytes. */
  private static byte[] state(String call, String merge) {
    String whole = "SELECT hex(" + call + ") FROM images";
    String merged =
        "SELECT hex(%s(state)) FROM (SELECT %s AS state FROM images GROUP BY slice)"
            .formatted(merge, call);
    String bytes = (String) SqlSession.CODEGEN.value(whole);
    assertThat(SqlSession.CODEGEN.value(merged)).isEqualTo(bytes);
    return HexFormat.of().parseHex(bytes);
  }

  /** The states of the classes likewise. */
  private static List<byte[]> states(String call, String merge) {
    String whole = "SELECT posexplode(transform(%s, s -> hex(s))) FROM images".formatted(call);
    String merged =
        """
        SELECT class, hex(%s(state)) FROM (
          SELECT posexplode(states) AS (class, state) FROM (
            SELECT %s AS states FROM images GROUP BY slice))
        GROUP BY class ORDER BY class"""
            .formatted(merge, call);
    List<Row> rows = SqlSession.CODEGEN.rows(whole);
    assertThat(SqlSession.CODEGEN.rows(merged)).isEqualTo(rows);
    return rows.stream().map(row -> HexFormat.of().parseHex(row.getString(1))).toList();
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void oneClass(ScoreKind kind) throws Exception {
    ScoreRules rules = ScoredImages.rules(Task.BINARY, kind);
    DataSet jobs = new DataSet(table(Task.BINARY, kind), rules);
    String more = "%d, '%s'".formatted(IGNORE, kind.label());
    byte[] overlap = state("soft_overlap_agg(scores, truth, " + more + ")", "soft_overlap_merge");
    assertThat(SoftOverlap.TYPE.decode(overlap)).isEqualTo(jobs.overlaps.get(0));
    String ofStructs =
        "SELECT hex(soft_overlap_merge(soft_overlap(scores, truth, " + more + "))) FROM images";
    assertThat(SqlSession.CODEGEN.value(ofStructs)).isEqualTo(hex(overlap));
    byte[] losses = state("pixel_losses_agg(scores, truth, 2, " + more + ")", "pixel_losses_merge");
    Row row =
        SqlSession.CODEGEN
            .sql(
                """
                SELECT dataset_cross_entropy(losses), dataset_focal_loss(losses, 2, 0.25),
                  dataset_multiclass_focal_loss(losses, 2), soft_dice_loss(sums),
                  tversky_loss(sums, 0.3, 0.7, 'smooth=1')
                FROM (SELECT X'%s' AS losses, sums_of_soft_overlap(X'%s') AS sums)"""
                    .formatted(hex(losses), hex(overlap)))
            .head();
    List<String> specs =
        List.of(
            "cross_entropy",
            "focal_loss",
            "focal_loss(alpha=none)",
            "soft_dice_loss",
            "tversky_loss(smooth=1)");
    for (int i = 0; i < specs.size(); i++) {
      assertThat(row.getDouble(i)).isEqualTo(jobs.loss(specs.get(i), Task.BINARY, kind));
    }
    byte[] calibration =
        state("calibration_agg(scores, truth, %s, %d)".formatted(more, BINS), "calibration_merge");
    assertThat(CalibrationBins.TYPE.decode(calibration))
        .isEqualTo(jobs.distribution.calibration(0));
    ScoreHistogram scores = jobs.distribution.histogram(0);
    byte[] histogram =
        state(
            "score_histogram_agg(scores, truth, %d, %d)".formatted(IGNORE, BITS),
            "score_histogram_merge");
    assertThat(ScoreHistogram.TYPE.decode(histogram)).isEqualTo(scores);
    BestThreshold best = BestThreshold.of(scores);
    assertThat(
            SqlSession.CODEGEN
                .sql(
                    "SELECT best_threshold(h), best_iou(h), best_dice(h), ece(X'%s') FROM (SELECT X'%s' AS h)"
                        .formatted(hex(calibration), hex(histogram)))
                .head())
        .isEqualTo(
            RowFactory.create(
                best.threshold().value(),
                best.iou().value(),
                best.dice().value(),
                Calibration.ece(jobs.distribution.calibration(0))));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void manyClasses(ScoreKind kind) throws Exception {
    ScoreRules rules = ScoredImages.rules(Task.MULTICLASS, kind);
    DataSet jobs = new DataSet(table(Task.MULTICLASS, kind), rules);
    String more = "%d, '%s'".formatted(IGNORE, kind.label());
    String images = "scores, truth, " + CLASSES;
    byte[] losses =
        state(
            "multiclass_pixel_losses_agg(%s, 2, %s)".formatted(images, more), "pixel_losses_merge");
    Row row =
        SqlSession.CODEGEN
            .sql(
                "SELECT dataset_cross_entropy(s), dataset_multiclass_focal_loss(s, 2),"
                    + " dataset_focal_loss(s, 2, 0.25) FROM (SELECT X'%s' AS s)"
                        .formatted(hex(losses)))
            .head();
    List<String> specs = List.of("cross_entropy", "focal_loss", "focal_loss(alpha=0.25)");
    for (int i = 0; i < specs.size(); i++) {
      assertThat(row.getDouble(i)).isEqualTo(jobs.loss(specs.get(i), Task.MULTICLASS, kind));
    }
    Mean lovasz = new Mean();
    List<byte[]> overlaps =
        states("multiclass_soft_overlap_agg(%s, %s)".formatted(images, more), "soft_overlap_merge");
    List<byte[]> histograms =
        states(
            "multiclass_score_histogram_agg(%s, %s, %d)".formatted(images, more, BITS),
            "score_histogram_merge");
    for (int c = 0; c < CLASSES; c++) {
      ScoreHistogram scores = jobs.distribution.histogram(c);
      assertThat(SoftOverlap.TYPE.decode(overlaps.get(c))).isEqualTo(jobs.overlaps.get(c));
      assertThat(ScoreHistogram.TYPE.decode(histograms.get(c))).isEqualTo(scores);
      lovasz.add(HistogramLovasz.softmax(scores).value());
    }
    Row values =
        SqlSession.CODEGEN
            .sql(
                """
                SELECT soft_dice_loss(transform(multiclass_soft_overlap_agg(%1$s, %2$s),
                    s -> sums_of_soft_overlap(s)), 'classes=joint'),
                  lovasz_softmax_agg(%1$s, %2$s, %3$d),
                  dataset_lovasz_softmax(multiclass_score_histogram_agg(%1$s, %2$s, %3$d))
                FROM images"""
                    .formatted(images, more, BITS))
            .head();
    assertThat(values)
        .isEqualTo(
            RowFactory.create(
                jobs.loss("soft_dice_loss(classes=joint)", Task.MULTICLASS, kind),
                lovasz.value(),
                lovasz.value()));
    Row byClass =
        SqlSession.CODEGEN
            .sql(
                """
                SELECT soft_iou_loss(collect_list(sums)) FROM (
                  SELECT class, sums_of_soft_overlap(soft_overlap_merge(overlap)) AS sums FROM (
                    SELECT posexplode(multiclass_soft_overlap(%s, %s)) AS (class, overlap) FROM images)
                  GROUP BY class)"""
                    .formatted(images, more))
            .head();
    assertThat(byClass.getDouble(0)).isEqualTo(jobs.loss("soft_iou_loss", Task.MULTICLASS, kind));
  }
}
