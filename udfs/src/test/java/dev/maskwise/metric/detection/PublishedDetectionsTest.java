package dev.maskwise.metric.detection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.rle.ObjectVectors;
import dev.maskwise.image.object.CocoFiles;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.image.object.OverlapKind;
import dev.maskwise.image.object.ZeroIdRule;
import dev.maskwise.metric.Metric;
import dev.maskwise.statistic.object.AreaBand;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbers that reference tools published, or gave when they were run. Each is named by its key
 * in vectors.json, which says where it is from.
 */
class PublishedDetectionsTest {
  private static final List<Integer> LIMITS = List.of(1, 10, 100);
  private static final double TOLERANCE = 1e-12;

  /** Names of numbers there, and ours. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("AP", "ap"),
          Map.entry("AP50", "ap50"),
          Map.entry("AP75", "ap75"),
          Map.entry("APs", "ap_small"),
          Map.entry("APm", "ap_medium"),
          Map.entry("APl", "ap_large"),
          Map.entry("AR1", "ar1"),
          Map.entry("AR10", "ar10"),
          Map.entry("AR100", "ar100"),
          Map.entry("ARs", "ar_small"),
          Map.entry("ARm", "ar_medium"),
          Map.entry("ARl", "ar_large"),
          Map.entry("APr", "ap_rare"),
          Map.entry("APc", "ap_common"),
          Map.entry("APf", "ap_frequent"),
          Map.entry("AR@300", "ar300"),
          Map.entry("ARs@300", "ar_small"),
          Map.entry("ARm@300", "ar_medium"),
          Map.entry("ARl@300", "ar_large"));

  private static CocoFiles files(String key, boolean masks) {
    JsonNode inputs = ObjectVectors.of(key).get("inputs");
    return CocoFiles.read(
        inputs.get("gt").asText(),
        inputs.get("dt").asText(),
        masks,
        !key.startsWith("fc_basic"), // where boxes were dropped
        inputs.path("min_score").asDouble(Double.NEGATIVE_INFINITY));
  }

  private static void same(
      JsonNode expected,
      DetectionEvaluation evaluation,
      List<Metric<DetectionEvaluation>> metrics) {
    Map<String, Metric<DetectionEvaluation>> byName =
        metrics.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
    assertThat(expected.size()).isEqualTo(metrics.size());
    expected
        .properties()
        .forEach(
            number -> {
              String name =
                  NAMES.getOrDefault(number.getKey(), number.getKey().toLowerCase(Locale.ROOT));
              double value = requireNonNull(byName.get(name)).value(evaluation);
              double published = number.getValue().asDouble();
              if (published == -1) {
                assertThat(value).as(name).isNaN();
              } else {
                assertThat(value).as(name).isCloseTo(published, within(TOLERANCE));
              }
            });
  }

  private static void coco(JsonNode expected, CocoFiles files, DetectionRules rules) {
    DetectionEvaluation evaluation = DetectionEvaluation.of(files.judge(rules), LIMITS);
    same(expected, evaluation, DetectionMetrics.of(evaluation));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "val2014_100_bbox",
        "fc_ignore_bbox",
        "detectron2_bbox",
        "hotcoco_edge",
        "hotcoco_plain"
      })
  void boxes(String key) {
    coco(ObjectVectors.of(key).get("expected"), files(key, false), DetectionRules.COCO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"val2014_100_segm", "detectron2_segm", "fc_basic_segm"})
  void masks(String key) {
    coco(
        ObjectVectors.of(key).get("expected"),
        files(key, true),
        DetectionRules.COCO.with(OverlapKind.MASK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"val2014_100_boundary", "fc_basic_boundary"})
  void boundaries(String key) {
    coco(
        ObjectVectors.of(key).get("expected"),
        files(key, true),
        DetectionRules.COCO.with(OverlapKind.BOUNDARY));
  }

  @Test
  void anObjectOfIdZeroCanBeFoundUnlessTheQuirkIsAskedFor() {
    JsonNode expected = ObjectVectors.of("id0_bug").get("expected");
    CocoFiles files = files("id0_bug", false);
    coco(expected.get("correct"), files, DetectionRules.COCO);
    coco(expected.get("pycocotools_quirk"), files, DetectionRules.COCO.with(ZeroIdRule.LOST));
  }

  @ParameterizedTest
  @CsvSource({"val2014_100_bbox_5_bands, BOX", "val2014_100_segm_5_bands, MASK"})
  void fiveBands(String key, OverlapKind kind) {
    DetectionGrid grid =
        new DetectionGrid(
            DetectionGrid.COCO.thresholds(),
            List.of(
                new AreaBand("all", 0, 1e10),
                new AreaBand("nano", 0, 64),
                new AreaBand("micro", 64, 256),
                new AreaBand("small", 256, 1024),
                new AreaBand("medium", 1024, 9216),
                new AreaBand("large", 9216, 1e10)),
            100);
    DetectionRules rules = DetectionRules.COCO.with(grid).with(kind);
    DetectionEvaluation evaluation =
        DetectionEvaluation.of(files(key, kind == OverlapKind.MASK).judge(rules), List.of(100));
    same(
        ObjectVectors.of(key).get("expected"),
        evaluation,
        DetectionMetrics.of(evaluation).stream()
            .filter(metric -> metric.name().contains("_"))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lvis_basic", "lvis_three_freq", "lvis_edge_cases", "lvis_val_100_synthetic"})
  void lvis(String key) {
    CocoFiles files = files(key, false);
    DetectionEvaluation evaluation =
        DetectionEvaluation.of(files.judge(DetectionRules.LVIS), List.of(300));
    List<Metric<DetectionEvaluation>> metrics = new ArrayList<>();
    metrics.addAll(DetectionMetrics.of(evaluation));
    metrics.addAll(DetectionMetrics.byFrequency(files.frequencies));
    same(ObjectVectors.of(key).get("expected"), evaluation, metrics);
  }

  /** All cells, and with them the curves, are equal to the bit. */
  @ParameterizedTest
  @CsvSource({"val2014_100_bbox, BOX", "val2014_100_segm, MASK"})
  void arraysAreEqualToTheBit(String key, OverlapKind kind) throws NoSuchAlgorithmException {
    CocoFiles files = files(key, kind == OverlapKind.MASK);
    DetectionRecords records = files.judge(DetectionRules.COCO.with(kind));
    TreeMap<Integer, DetectionEvaluation> byLimit = new TreeMap<>();
    for (int limit : LIMITS) {
      byLimit.put(limit, DetectionEvaluation.of(records.limitedTo(limit), List.of(limit)));
    }
    int k = files.categories.size();
    ByteBuffer precision = doubles(10 * 101 * k * 4 * 3);
    ByteBuffer scores = doubles(10 * 101 * k * 4 * 3);
    ByteBuffer recall = doubles(10 * k * 4 * 3);
    for (int threshold = 0; threshold < 10; threshold++) {
      for (int point = 0; point <= 100; point++) {
        for (int category : files.categories) {
          for (int band = 0; band < 4; band++) {
            for (DetectionEvaluation evaluation : byLimit.values()) {
              CategoryCurve curve = curve(evaluation, category);
              precision.putDouble(
                  curve == null ? -1 : cell(curve.precision(band, threshold, point)));
              scores.putDouble(curve == null ? -1 : cell(curve.score(band, threshold, point)));
              if (point == 0) {
                recall.putDouble(curve == null ? -1 : cell(curve.recall(band, threshold, 0)));
              }
            }
          }
        }
      }
    }
    JsonNode expected = ObjectVectors.file("coco/expected.json").get(key);
    assertThat(digest(precision))
        .isEqualTo(expected.get("sha256_precision_f64_le_C_order").asText());
    assertThat(digest(recall)).isEqualTo(expected.get("sha256_recall").asText());
    assertThat(digest(scores)).isEqualTo(expected.get("sha256_scores").asText());
  }

  private static @Nullable CategoryCurve curve(DetectionEvaluation evaluation, int category) {
    return evaluation.curves().stream()
        .filter(curve -> curve.category() == category)
        .findFirst()
        .orElse(null);
  }

  private static double cell(double value) {
    return Double.isNaN(value) ? -1 : value;
  }

  private static ByteBuffer doubles(int count) {
    return ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String digest(ByteBuffer bytes) throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(bytes.flip());
    return HexFormat.of().formatHex(sha256.digest());
  }
}
