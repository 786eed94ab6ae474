package dev.maskwise.metric.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.rle.ObjectVectors;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.image.object.BoundaryJudge;
import dev.maskwise.image.object.BoundaryRules;
import dev.maskwise.kernel.boundary.Boundary;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of boundaries that reference code published, or gave when it was run, by their keys. */
class PublishedBoundariesTest {
  private static final double TOLERANCE = 1e-12;

  /** Widths of one pixel, and distances of 0. */
  private static final BoundaryRules NARROW = new BoundaryRules(1, 0);

  private interface Check {
    void against(JsonNode vector) throws FaultException;
  }

  private static final Map<String, Check> CHECKS =
      Map.of(
          "mini_mask", PublishedBoundariesTest::miniMask,
          "rectangles", PublishedBoundariesTest::rectangles,
          "dilation_width", PublishedBoundariesTest::widths,
          "mr_212", PublishedBoundariesTest::otherDefinition,
          "davis_f", PublishedBoundariesTest::davis);

  @ParameterizedTest
  @ValueSource(strings = {"mini_mask", "rectangles", "dilation_width", "mr_212", "davis_f"})
  void theNumbersOfTheVector(String key) throws FaultException {
    Objects.requireNonNull(CHECKS.get(key)).against(ObjectVectors.of(key));
  }

  private static void miniMask(JsonNode vector) {
    int[] mask = new int[25];
    byte[] expected = new byte[25];
    for (int i = 0; i < 25; i++) {
      mask[i] = vector.get("inputs").get("mask").get(i / 5).get(i % 5).asInt();
      expected[i] = (byte) vector.get("expected").get(i / 5).get(i % 5).asInt();
    }
    byte[] boundary = new byte[25];
    new Boundary().mark(mask, 5, 5, 1, boundary);
    for (int i = 0; i < 25; i++) {
      assertThat(boundary[i] * mask[i]).isEqualTo(expected[i]);
    }
  }

  private static void rectangles(JsonNode vector) throws FaultException {
    Image image = new Image(vector.get("inputs").get("shape"));
    BoundaryRules rules = new BoundaryRules(vector.get("inputs").get("ratio").asDouble(), 0);
    byte[] a = image.rectangle(vector.get("inputs").get("A"));
    byte[] b = image.rectangle(vector.get("inputs").get("B"));
    byte[] c = image.rectangle(vector.get("inputs").get("C"));
    JsonNode expected = vector.get("expected");
    OfClass ab = image.counts(a, b, rules).of(1);
    OfClass ac = image.counts(a, c, rules).of(1);
    assertThat(rules.width(image.height, image.width))
        .isEqualTo(expected.get("width").get(0).asInt());
    assertThat(ab.truthBoundary()).isEqualTo(expected.get("boundary_pixels").get(0).asLong());
    assertThat(ab.predictionBoundary()).isEqualTo(expected.get("boundary_pixels").get(1).asLong());
    assertThat(ac.predictionBoundary()).isEqualTo(expected.get("boundary_pixels").get(2).asLong());
    assertThat(BoundaryMetrics.BOUNDARY_IOU.value(ab))
        .isEqualTo(expected.get("boundary_iou_AB").asDouble());
    assertThat(BoundaryMetrics.BOUNDARY_IOU.value(ac))
        .isEqualTo(expected.get("boundary_iou_AC").asDouble());
  }

  private static void widths(JsonNode vector) {
    BoundaryRules rules = new BoundaryRules(vector.get("inputs").get("ratio").asDouble(), 0);
    assertThat(vector.get("expected").size()).isEqualTo(10);
    vector
        .get("expected")
        .properties()
        .forEach(
            entry -> {
              String[] shape = entry.getKey().split("x", 2);
              assertThat(rules.width(Integer.parseInt(shape[0]), Integer.parseInt(shape[1])))
                  .as(entry.getKey())
                  .isEqualTo(entry.getValue().asInt());
            });
  }

  /**
   * MetricsReloaded counts the pixels of a mask whose Euclidean distance to its outermost pixels is
   * below a number. Of rectangles these are the pixels of a boundary of that width.
   */
  private static void otherDefinition(JsonNode vector) throws FaultException {
    Image image = new Image(vector.get("inputs").get("shape"));
    byte[] truth = image.rectangle(vector.get("inputs").get("ref").get(0));
    byte[] prediction = image.rectangle(vector.get("inputs").get("pred").get(0));
    for (int i = 0; i < 2; i++) {
      BoundaryRules rules = new BoundaryRules(vector.get("inputs").get("d").get(i).asInt(), 0);
      assertThat(BoundaryMetrics.BOUNDARY_IOU.value(image.counts(truth, prediction, rules).of(1)))
          .isCloseTo(vector.get("expected").get(i).asDouble(), within(TOLERANCE));
    }
  }

  private static void davis(JsonNode vector) throws FaultException {
    JsonNode inputs = vector.get("inputs");
    Image image = new Image(inputs.get("shape"));
    byte[] a = image.rectangle(inputs.get("A"));
    byte[] b = image.rectangle(inputs.get("B"));
    byte[] c = image.rectangle(inputs.get("C"));
    byte[] empty = new byte[a.length];
    JsonNode expected = vector.get("expected");
    BoundaryRules standard = BoundaryRules.STANDARD;
    image.requireF(a, b, standard, expected.get("A_vs_B"));
    image.requireF(a, c, standard, expected.get("A_vs_C"));
    image.requireF(a, empty, standard, expected.get("A_vs_empty"));
    image.requireF(empty, a, standard, expected.get("empty_vs_A"));
    image.requireF(empty, empty, standard, expected.get("both_empty"));
    image.requireF(a, b, new BoundaryRules(1, 1), expected.get("A_vs_B_th1"));
    JsonNode discs = inputs.get("discs");
    Image large = new Image(discs.get("shape"));
    byte[] truth = large.disc(discs.get("truth"));
    byte[] prediction = large.disc(discs.get("pred"));
    large.requireF(truth, prediction, standard, expected.get("discs_480x640"));
    large.requireF(truth, prediction, new BoundaryRules(1, 3), expected.get("discs_th3"));
  }

  /** Undefined is undefined unless the policy says otherwise; DAVIS' code gives 1 to it. */
  @ParameterizedTest
  @ValueSource(strings = "davis_f")
  void whatIsUndefinedIsNotANumber(String key) throws FaultException {
    Image image = new Image(ObjectVectors.of(key).get("inputs").get("shape"));
    byte[] empty = new byte[image.height * image.width];
    OfClass nothing = image.counts(empty, empty, NARROW).of(1);
    for (Metric<OfClass> metric : BoundaryMetrics.ALL) {
      assertThat(metric.value(nothing)).as(metric.name()).isNaN();
    }
    byte[] a = image.rectangle(ObjectVectors.of(key).get("inputs").get("A"));
    OfClass missed = image.counts(a, empty, NARROW).of(1);
    assertThat(BoundaryMetrics.BOUNDARY_IOU.value(missed)).isZero();
    assertThat(BoundaryMetrics.BOUNDARY_F.value(missed)).isZero();
    assertThat(BoundaryMetrics.BOUNDARY_PRECISION.value(missed)).isNaN();
    assertThat(BoundaryMetrics.BOUNDARY_RECALL.value(missed)).isZero();
  }

  /** An image in which masks are drawn. */
  private static final class Image {
    private final int height;
    private final int width;

    Image(JsonNode shape) {
      height = shape.get(0).asInt();
      width = shape.get(1).asInt();
    }

    /** Rows and columns from and to, half-open. */
    byte[] rectangle(JsonNode box) {
      byte[] mask = new byte[height * width];
      for (int y = box.get(0).asInt(); y < box.get(1).asInt(); y++) {
        for (int x = box.get(2).asInt(); x < box.get(3).asInt(); x++) {
          mask[y * width + x] = 1;
        }
      }
      return mask;
    }

    byte[] disc(JsonNode disc) {
      byte[] mask = new byte[height * width];
      int radius = disc.get("radius").asInt();
      for (int i = 0; i < mask.length; i++) {
        int dy = i / width - disc.get("centre").get(0).asInt();
        int dx = i % width - disc.get("centre").get(1).asInt();
        mask[i] = (byte) (dy * dy + dx * dx <= radius * radius ? 1 : 0);
      }
      return mask;
    }

    BoundaryCounts counts(byte[] truth, byte[] prediction, BoundaryRules rules)
        throws FaultException {
      return new BoundaryJudge()
          .judge(truth, prediction, height, width, new LabelRange(2, -1), rules);
    }

    void requireF(byte[] truth, byte[] prediction, BoundaryRules rules, JsonNode expected)
        throws FaultException {
      BoundaryCounts counts = counts(truth, prediction, rules);
      ClassBoundaries classes = new ClassBoundaries(counts, 2, new Policy(EmptyMask.ONE, Set.of()));
      assertThat(rules.tolerance(height, width)).isEqualTo(expected.get(0).asInt());
      assertThat(counts.of(1).predictionContour()).isEqualTo(expected.get(1).asLong());
      assertThat(counts.of(1).truthContour()).isEqualTo(expected.get(2).asLong());
      assertThat(classes.value(BoundaryMetrics.BOUNDARY_PRECISION, 1))
          .isEqualTo(expected.get(3).asDouble());
      assertThat(classes.value(BoundaryMetrics.BOUNDARY_RECALL, 1))
          .isEqualTo(expected.get(4).asDouble());
      assertThat(classes.value(BoundaryMetrics.BOUNDARY_F, 1))
          .isCloseTo(expected.get(5).asDouble(), within(TOLERANCE));
    }
  }
}
