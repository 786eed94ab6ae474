package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on the logits of a real network for all classes, one file float32 and one float16,
 * against the numbers of an independent program in float64; skipped where the data set is not
 * there.
 */
@Tag("slow")
class CamVidClassScoresTest {
  private static final double TOLERANCE = 1e-6;
  private static final double FLOOR = 1e-9;

  /** Loss → where the right number of an image is. */
  private static final Map<String, String> LOSSES =
      Map.of(
          "cross_entropy", "cross_entropy_mean",
          "focal_loss", "focal_softmax_gamma2_mean",
          "soft_dice_loss", "soft_dice_loss_class_mean_eps1e6",
          "soft_dice_loss(classes=joint)", "soft_dice_loss_all_classes_jointly_eps1e6",
          "lovasz_softmax", "lovasz_softmax_present",
          "lovasz_softmax(classes=all)", "lovasz_softmax_all");

  @TempDir static Path directory;
  private static JsonNode expected;
  private static Path out;
  private static List<Row> rows;

  @BeforeAll
  static void evaluate() throws IOException {
    JsonNode all = CamVid.expected();
    expected = all.get("multiclass");
    CamVid.truth(expected.fieldNames(), directory.resolve("truth"));
    Path classes = CamVid.classes(all, directory.resolve("classes.txt"));
    out = directory.resolve("out");
    MaskwiseRun.of(
            ("evaluate --task multiclass --score logit --ignore 11 --classes %s --truth %s"
                    + " --prediction net=%s --out %s --losses %s")
                .formatted(
                    classes,
                    directory.resolve("truth"),
                    CamVid.DIRECTORY.resolve("class_logits"),
                    out,
                    String.join(",", LOSSES.keySet()))
                .split(" ", -1))
        .succeeds();
    rows = MaskwiseRun.table(out, "per_image.parquet");
  }

  @Test
  void lossesOfEachImageAgree() {
    List<Row> overClasses = rows.stream().filter(row -> row.getAs("class") == null).toList();
    assertThat(overClasses).hasSize(2);
    for (Row row : overClasses) {
      Map<String, Double> losses = row.getJavaMap(row.fieldIndex("losses"));
      assertThat(losses).containsOnlyKeys(LOSSES.keySet());
      LOSSES.forEach(
          (loss, key) ->
              assertClose(
                  MaskwiseRun.loss(row, loss), image(row).get(key).asDouble(), loss + " " + row));
    }
  }

  @Test
  void sumsAndLossesOfEachClassAgree() {
    List<Row> ofClasses = rows.stream().filter(row -> row.getAs("class") != null).toList();
    assertThat(ofClasses).hasSize(2 * 11);
    for (Row row : ofClasses) {
      int c = row.getAs("class_id");
      JsonNode image = image(row);
      String what = row.toString();
      double intersection = row.getAs("soft_intersection");
      double prediction = row.getAs("soft_prediction_cardinality");
      double cardinality = prediction + row.<Long>getAs("truth_cardinality");
      assertClose(intersection, image.get("soft_intersection").get(c).asDouble(), what);
      assertClose(cardinality, image.get("soft_cardinality").get(c).asDouble(), what);
      double lovasz = image.get("lovasz_softmax_per_class").get(c).asDouble();
      assertClose(MaskwiseRun.loss(row, "lovasz_softmax"), lovasz, what);
      assertClose(MaskwiseRun.loss(row, "lovasz_softmax(classes=all)"), lovasz, what);
    }
  }

  @Test
  void countsAgree() {
    for (Row row : rows) {
      assertThat(row.<Long>getAs("pixels")).isEqualTo(image(row).get("valid_pixels").asLong());
    }
  }

  @Test
  void curvesAgreeWithTheNumbers() throws IOException {
    Curves.requireConsistent(out);
  }

  private static JsonNode image(Row row) {
    return expected.get(row.<String>getAs("image_id"));
  }

  private static void assertClose(double actual, double right, String what) {
    assertThat(actual).as(what).isCloseTo(right, within(TOLERANCE * Math.abs(right) + FLOOR));
  }
}
