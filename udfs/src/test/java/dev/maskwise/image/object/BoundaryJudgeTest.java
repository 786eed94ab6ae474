package dev.maskwise.image.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.rle.ObjectVectors;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.kernel.boundary.BorderMatching;
import dev.maskwise.kernel.boundary.ThickBorders;
import dev.maskwise.kernel.run.RunErosion;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.segment.BoundaryMetrics;
import dev.maskwise.oracle.NaiveBorders;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryJudgeTest {
  private static final LabelRange MASK = new LabelRange(2, -1);

  private static byte[] mask(int height, int width, BiPredicate<Integer, Integer> inside) {
    byte[] mask = new byte[height * width];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) (inside.test(i / width, i % width) ? 1 : 0);
    }
    return mask;
  }

  private static byte[] rectangle(JsonNode bounds, int height, int width) {
    return mask(
        height,
        width,
        (y, x) ->
            y >= bounds.get(0).asInt()
                && y < bounds.get(1).asInt()
                && x >= bounds.get(2).asInt()
                && x < bounds.get(3).asInt());
  }

  private static OfClass judge(byte[] truth, byte[] prediction, int height, int width)
      throws FaultException {
    return new BoundaryJudge(BoundaryRules.STANDARD)
        .judge(truth, prediction, height, width, MASK)
        .of(1);
  }

  @Test
  void dilation_width() {
    JsonNode expected = ObjectVectors.of("dilation_width").get("expected");
    for (Map.Entry<String, JsonNode> shape : expected.properties()) {
      String[] sides = shape.getKey().split("x", 2);
      assertThat(RunErosion.width(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 0.02))
          .as(shape.getKey())
          .isEqualTo(shape.getValue().asInt());
    }
  }

  @Test
  void mini_mask() {
    JsonNode vector = ObjectVectors.of("mini_mask");
    int[] labels = new int[25];
    byte[] border = new byte[25];
    for (int i = 0; i < 25; i++) {
      labels[i] = vector.get("inputs").get("mask").get(i / 5).get(i % 5).asInt();
    }
    new ThickBorders().mark(labels, 5, 5, 1, border);
    for (int i = 0; i < 25; i++) {
      assertThat(border[i] * labels[i])
          .as("pixel %d", i)
          .isEqualTo(vector.get("expected").get(i / 5).get(i % 5).asInt());
    }
  }

  @Test
  void rectangles() throws Exception {
    JsonNode vector = ObjectVectors.of("rectangles");
    JsonNode inputs = vector.get("inputs");
    JsonNode expected = vector.get("expected");
    byte[] a = rectangle(inputs.get("A"), 100, 200);
    byte[] b = rectangle(inputs.get("B"), 100, 200);
    byte[] c = rectangle(inputs.get("C"), 100, 200);
    byte[][] masks = {a, b, c};
    for (int i = 0; i < 3; i++) {
      assertThat(judge(masks[i], masks[i], 100, 200).union())
          .isEqualTo(expected.get("boundary_pixels").get(i).asLong());
    }
    assertThat(BoundaryMetrics.IOU.value(judge(a, b, 100, 200)))
        .isEqualTo(expected.get("boundary_iou_AB").asDouble());
    assertThat(BoundaryMetrics.IOU.value(judge(a, c, 100, 200)))
        .isEqualTo(expected.get("boundary_iou_AC").asDouble());
  }

  @ParameterizedTest(name = "davis_f {0}")
  @ValueSource(
      strings = {
        "A_vs_B",
        "A_vs_C",
        "A_vs_empty",
        "empty_vs_A",
        "both_empty",
        "A_vs_B_th1",
        "discs_480x640",
        "discs_th3"
      })
  void davis_f(String key) throws Exception {
    JsonNode vector = ObjectVectors.of("davis_f");
    JsonNode inputs = vector.get("inputs");
    JsonNode expected = vector.get("expected").get(key);
    boolean discs = key.startsWith("discs");
    int height = discs ? 480 : 100;
    int width = discs ? 640 : 200;
    String[] names = key.split("_", -1);
    byte[] truth = discs ? disc(inputs, "truth") : named(inputs, names[0], height, width);
    byte[] prediction =
        discs
            ? disc(inputs, "pred")
            : named(inputs, key.equals("both_empty") ? "empty" : names[2], height, width);
    if (key.equals("both_empty")) {
      truth = new byte[height * width];
    }
    int tolerance = expected.get(0).asInt();
    if (!key.contains("_th")) {
      assertThat(BorderMatching.tolerance(height, width, 0.008)).isEqualTo(tolerance);
    }
    OfClass counts =
        new BoundaryJudge(BoundaryRules.STANDARD)
            .judge(truth, prediction, height, width, MASK, 1, tolerance)
            .of(1);
    assertThat(counts.predictionBorder()).isEqualTo(expected.get(1).asLong());
    assertThat(counts.truthBorder()).isEqualTo(expected.get(2).asLong());
    assertThat(value(BoundaryMetrics.PRECISION, counts)).isEqualTo(expected.get(3).asDouble());
    assertThat(value(BoundaryMetrics.RECALL, counts)).isEqualTo(expected.get(4).asDouble());
    assertThat(value(BoundaryMetrics.F, counts))
        .isCloseTo(expected.get(5).asDouble(), within(1e-15));
  }

  private static double value(Metric<OfClass> metric, OfClass counts) {
    return BoundaryMetrics.value(metric, counts, EmptyMask.ONE);
  }

  private static byte[] named(JsonNode inputs, String name, int height, int width) {
    return inputs.has(name) ? rectangle(inputs.get(name), height, width) : new byte[height * width];
  }

  private static byte[] disc(JsonNode inputs, String which) {
    JsonNode disc = inputs.get("discs").get(which);
    int cy = disc.get("centre").get(0).asInt();
    int cx = disc.get("centre").get(1).asInt();
    int r = disc.get("radius").asInt();
    return mask(480, 640, (y, x) -> (y - cy) * (y - cy) + (x - cx) * (x - cx) <= r * r);
  }

  /** Blocks and noise of up to five classes, with ignored pixels, beside the definition. */
  @Test
  void equalsTheDefinitionOnRandomMaps() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    BoundaryJudge judge = new BoundaryJudge(BoundaryRules.STANDARD);
    for (int round = 0; round < 400; round++) {
      int height = random.nextInt(1, 26);
      int width = random.nextInt(1, 26) + (round % 8 == 0 ? 100 : 0);
      int classes = random.nextInt(1, 6);
      int ignore = random.nextInt(3) == 0 ? -1 : 255;
      int distance = random.nextInt(1, 6);
      int tolerance = random.nextInt(0, 5) + (round % 8 == 0 ? 60 : 0);
      byte[] truth = blocks(height, width, classes, ignore, random);
      byte[] prediction =
          random.nextBoolean() ? blocks(height, width, classes, -1, random) : truth.clone();
      for (int i = 0; i < prediction.length; i++) {
        boolean other = prediction[i] == -1 || random.nextInt(20) == 0;
        prediction[i] = other ? (byte) random.nextInt(classes) : prediction[i];
      }
      BoundaryCounts counts =
          judge.judge(
              truth,
              prediction,
              height,
              width,
              new LabelRange(classes, ignore),
              distance,
              tolerance);
      int[] t = new int[truth.length];
      int[] p = new int[truth.length];
      for (int i = 0; i < t.length; i++) {
        boolean ignored = truth[i] == -1;
        t[i] = ignored ? -1 : truth[i];
        p[i] = ignored ? -1 : prediction[i];
      }
      int[] wideT = NaiveBorders.wide(t, width, distance, -1);
      int[] wideP = NaiveBorders.wide(p, width, distance, -1);
      for (int c = 0; c < classes; c++) {
        int both = 0;
        int either = 0;
        for (int i = 0; i < t.length; i++) {
          boolean inT = t[i] == c && wideT[i] == 1;
          boolean inP = p[i] == c && wideP[i] == 1;
          both += inT && inP ? 1 : 0;
          either += inT || inP ? 1 : 0;
        }
        boolean[] thinT = NaiveBorders.thin(t, width, c, -1);
        boolean[] thinP = NaiveBorders.thin(p, width, c, -1);
        assertThat(counts.of(c))
            .as("round %d, class %d", round, c)
            .isEqualTo(
                new OfClass(
                    both,
                    either,
                    NaiveBorders.matched(thinT, thinT, width, 0),
                    NaiveBorders.matched(thinT, thinP, width, tolerance),
                    NaiveBorders.matched(thinP, thinP, width, 0),
                    NaiveBorders.matched(thinP, thinT, width, tolerance)));
      }
    }
  }

  private static byte[] blocks(
      int height, int width, int classes, int ignore, SplittableRandom random) {
    byte[] map = new byte[height * width];
    for (int i = random.nextInt(6); i > 0; i--) {
      int left = random.nextInt(width);
      int top = random.nextInt(height);
      int right = random.nextInt(left, width);
      int bottom = random.nextInt(top, height);
      boolean ignored = ignore >= 0 && random.nextInt(3) == 0;
      byte label = (byte) (ignored ? ignore : random.nextInt(classes));
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          map[y * width + x] = label;
        }
      }
    }
    return map;
  }

  @Test
  void meansSayHowManyClassesHaveNoBorder() throws Exception {
    BoundaryCounts counts =
        new BoundaryJudge(BoundaryRules.STANDARD)
            .judge(new byte[100], new byte[100], 10, 10, new LabelRange(3, -1));
    MetricValue iou = BoundaryMetrics.values(counts, 3, EmptyMask.UNDEFINED).get(0);
    assertThat(iou.metric()).isEqualTo("boundary_iou");
    assertThat(iou.value()).isEqualTo(1);
    assertThat(iou.n()).isOne();
    assertThat(iou.undefined()).isEqualTo(2);
    assertThat(BoundaryMetrics.F.value(counts.of(1))).isNaN();
  }

  @Test
  void saysWhatIsWrong() {
    BoundaryJudge judge = new BoundaryJudge(BoundaryRules.STANDARD);
    assertThatThrownBy(() -> judge.judge(new byte[4], new byte[6], 2, 2, MASK))
        .hasMessage(
            "the truth has 4 bytes and the prediction 6, but with 2 classes both have 1 a pixel.");
    assertThatThrownBy(() -> judge.judge(new byte[4], new byte[] {0, 0, 5, 0}, 2, 2, MASK))
        .hasMessage(
            "the prediction holds the label 5 at pixel 2, but the classes are 0 to 1 and no label is ignored.");
  }
}
