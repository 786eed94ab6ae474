package dev.maskwise.image.object;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.PngValues;
import dev.maskwise.codec.rle.ObjectVectors;
import dev.maskwise.image.FaultException;
import dev.maskwise.law.Property;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.segment.PanopticMetrics;
import dev.maskwise.metric.segment.PanopticMetrics.CategoryMean;
import dev.maskwise.oracle.NaivePanoptic;
import dev.maskwise.statistic.object.PanopticCounts;
import dev.maskwise.statistic.object.PanopticCounts.Segments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segments matched as panopticapi matches them: published numbers, a naive oracle, bad input. */
class PanopticJudgeTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data", "objects", "panoptic");
  private static final double TOLERANCE = 1e-12;

  /** Two images of COCO with crowds, against themselves and moved by (3, 5): vectors.json. */
  @ParameterizedTest
  @CsvSource({
    "gt_vs_gt, panoptic_examples, 0",
    "pred_shift, pred_shift, 0",
    "boundary_pred_shift, pred_shift, 0.02"
  })
  void publishedNumbers(String key, String predictions, double boundaryRatio) throws Exception {
    JsonNode truths = json("panoptic_examples.json");
    Map<Integer, Boolean> things = new TreeMap<>();
    for (JsonNode category : truths.get("categories")) {
      things.put(category.get("id").asInt(), category.get("isthing").asInt() == 1);
    }
    PanopticJudge judge =
        new PanopticJudge(new PanopticRules(things.keySet(), CrowdRule.LAST, boundaryRatio));
    List<PanopticCounts> images = new ArrayList<>();
    for (JsonNode image : truths.get("annotations")) {
      SegmentMap truth = map("panoptic_examples", image);
      for (JsonNode other : json(predictions + ".json").get("annotations")) {
        if (other.get("image_id").equals(image.get("image_id"))) {
          images.add(judge.judge(truth, map(predictions, other), 0));
        }
      }
    }
    Collections.shuffle(images, new Random(1));
    PanopticCounts counts = new PanopticCounts();
    images.forEach(counts::add);

    JsonNode expected = ObjectVectors.of(key).get("expected");
    expected
        .get("per_class")
        .fields()
        .forEachRemaining(
            entry -> {
              Segments segments = of(counts, Integer.parseInt(entry.getKey()));
              assertThat(segments.matched()).isEqualTo(entry.getValue().get("tp").asLong());
              assertThat(segments.unmatchedPredictions())
                  .isEqualTo(entry.getValue().get("fp").asLong());
              assertThat(segments.unmatchedTruths()).isEqualTo(entry.getValue().get("fn").asLong());
              assertThat(segments.iouSum())
                  .isCloseTo(entry.getValue().get("iou_sum").asDouble(), offset(TOLERANCE));
            });
    assertThat(counts.categories()).hasSize(expected.get("per_class").size());
    List<Integer> all = List.copyOf(things.keySet());
    assertMeans(expected.get("All"), counts, all);
    assertMeans(
        expected.get("Things"),
        counts,
        all.stream().filter(c -> Boolean.TRUE.equals(things.get(c))).toList());
    assertMeans(
        expected.get("Stuff"),
        counts,
        all.stream().filter(c -> Boolean.FALSE.equals(things.get(c))).toList());
  }

  private static void assertMeans(
      JsonNode expected, PanopticCounts counts, List<Integer> categories) {
    for (Metric<Segments> metric : PanopticMetrics.ALL) {
      CategoryMean mean = PanopticMetrics.mean(metric, counts, categories);
      assertThat(mean.value())
          .as(metric.name())
          .isCloseTo(expected.get(metric.name()).asDouble(), offset(TOLERANCE));
      assertThat(mean.n()).isEqualTo(expected.get("n").asInt());
      assertThat(mean.undefined()).isEqualTo(categories.size() - mean.n());
    }
  }

  /** The doctest of torchmetrics: pairs of category and instance; stuff has one segment each. */
  @Test
  void tmDoctest() throws Exception {
    JsonNode vector = ObjectVectors.of("tm_doctest");
    PanopticRules rules = new PanopticRules(Set.of(0, 1, 6, 7), CrowdRule.LAST, 0);
    PanopticCounts counts =
        new PanopticJudge(rules)
            .judge(
                pairs(vector.get("inputs").get("truth")),
                pairs(vector.get("inputs").get("pred")),
                0);
    for (int category : List.of(0, 1, 6, 7)) {
      assertThat(PanopticMetrics.PQ.value(of(counts, category)))
          .isCloseTo(vector.get("expected").get("c" + category).asDouble(), offset(TOLERANCE));
    }
    assertThat(PanopticMetrics.mean(PanopticMetrics.PQ, counts, List.of(0, 1, 6, 7)).value())
        .isCloseTo(vector.get("expected").get("pq").asDouble(), offset(TOLERANCE));
  }

  private static Segments of(PanopticCounts counts, int category) {
    return requireNonNull(counts.categories().get(category));
  }

  private static SegmentMap pairs(JsonNode rows) {
    int width = rows.get(0).size();
    int[] ids = new int[rows.size() * width];
    Map<Integer, Segment> segments = new TreeMap<>();
    for (int i = 0; i < ids.length; i++) {
      JsonNode pair = rows.get(i / width).get(i % width);
      int category = pair.get(0).asInt();
      ids[i] = 1 + 10 * category + pair.get(1).asInt();
      segments.put(ids[i], new Segment(ids[i], category));
    }
    return new SegmentMap(ids, width, List.copyOf(segments.values()));
  }

  @Test
  void randomMapsAreAsTheOracleSays() {
    Property.forAll(
        20261203,
        400,
        random -> random,
        random -> {
          int width = random.nextInt(2, 20);
          int height = random.nextInt(2, 20);
          int borders = random.nextInt(3);
          Side truth = Side.of(random, width, height, true);
          Side prediction =
              random.nextInt(3) == 0 ? Side.of(random, width, height, false) : truth.like(random);
          double ratio = borders / Math.sqrt(width * width + height * height);
          PanopticJudge judge =
              new PanopticJudge(
                  new PanopticRules(Set.of(0, 1, 2), CrowdRule.ALL, Math.min(1, ratio)));
          PanopticCounts counts = judge.judge(truth.map(width), prediction.map(width), 0);
          Map<Integer, NaivePanoptic.Found> expected =
              NaivePanoptic.judge(
                  truth.ids,
                  truth.categories,
                  prediction.ids,
                  prediction.categories,
                  width,
                  borders);
          assertThat(counts.categories().keySet()).isEqualTo(expected.keySet());
          counts
              .categories()
              .forEach(
                  (category, segments) -> {
                    NaivePanoptic.Found found = requireNonNull(expected.get(category));
                    assertThat(segments.matched()).isEqualTo(found.matches.size());
                    assertThat(segments.unmatchedPredictions()).isEqualTo(found.falseOnes);
                    assertThat(segments.unmatchedTruths()).isEqualTo(found.missedOnes);
                    assertThat(segments.iouSum())
                        .isCloseTo(
                            found.matches.stream().mapToDouble(x -> x).sum(), offset(TOLERANCE));
                  });
        });
  }

  /** A random map and the categories of its ids; −1 − category of crowds. */
  private static final class Side {
    final int[] ids;
    final Map<Integer, Integer> categories;

    Side(int[] ids, Map<Integer, Integer> categories) {
      this.ids = ids;
      this.categories = categories;
    }

    static Side of(SplittableRandom random, int width, int height, boolean crowds) {
      int[] ids = new int[width * height];
      int block = random.nextInt(1, 8);
      for (int i = 0; i < ids.length; i++) {
        boolean same = i % width % block > 0 && random.nextInt(9) > 0;
        boolean below = i >= width && random.nextInt(5) > 0;
        ids[i] = below ? ids[i - width] : same ? ids[i - 1] : random.nextInt(7);
      }
      Map<Integer, Integer> categories = new HashMap<>();
      for (int id : ids) {
        if (id != Segment.VOID) {
          categories.computeIfAbsent(
              id,
              i -> crowds && random.nextInt(4) == 0 ? -1 - random.nextInt(3) : random.nextInt(3));
        }
      }
      return new Side(ids, categories);
    }

    /** Most of it, with other ids here and there, and its crowds as segments. */
    Side like(SplittableRandom random) {
      int[] other = ids.clone();
      for (int i = random.nextInt(other.length); i > 0; i--) {
        other[random.nextInt(other.length)] = random.nextInt(7);
      }
      Map<Integer, Integer> of = new HashMap<>();
      for (int id : other) {
        if (id != Segment.VOID) {
          int category = categories.getOrDefault(id, 0);
          of.put(id, category < 0 ? -1 - category : category);
        }
      }
      return new Side(other, of);
    }

    SegmentMap map(int width) {
      List<Segment> segments = new ArrayList<>();
      categories.forEach(
          (id, category) ->
              segments.add(
                  new Segment(
                      id,
                      category < 0 ? -1 - category : category,
                      Segment.FROM_PIXELS,
                      category < 0)));
      return new SegmentMap(ids, width, segments);
    }
  }

  /** Of two crowds of a category panopticapi remembers the last one alone. */
  @Test
  void crowdsThatExcuse() throws FaultException {
    SegmentMap truth =
        new SegmentMap(
            new int[] {1, 1, 1, 2},
            4,
            List.of(new Segment(1, 5, 3, true), new Segment(2, 5, 1, true)));
    SegmentMap prediction = new SegmentMap(new int[] {9, 9, 9, 0}, 4, List.of(new Segment(9, 5)));
    Set<Integer> categories = Set.of(5);
    PanopticCounts published =
        new PanopticJudge(new PanopticRules(categories, CrowdRule.LAST, 0))
            .judge(truth, prediction, 0);
    assertThat(of(published, 5).unmatchedPredictions()).isEqualTo(1);
    PanopticCounts all =
        new PanopticJudge(new PanopticRules(categories, CrowdRule.ALL, 0))
            .judge(truth, prediction, 0);
    assertThat(all.categories()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaid() {
    Segment one = new Segment(1, 5);
    assertRefused(
        List.of(one, new Segment(3, 5)),
        "the truth lists the segment 3, which no pixel of its map has.");
    assertRefused(
        List.of(one, new Segment(0, 5)),
        "the truth lists the segment 0, which no pixel of its map has.");
    assertRefused(
        List.of(), "the map of the truth has the segment 1 at pixel 1, which is not listed.");
    assertRefused(List.of(one, one), "the truth lists the segment 1 twice.");
    assertRefused(
        List.of(new Segment(1, 6)),
        "the segment 1 of the truth is of the category 6, which the data set does not have.");
    assertRefused(
        List.of(new Segment(1, 5, 7, false)),
        "the truth states the area 7 for the segment 1, which has 2 pixels.");
    PanopticJudge judge = new PanopticJudge(new PanopticRules(Set.of(5), CrowdRule.LAST, 0));
    SegmentMap flat = new SegmentMap(new int[] {1, 1}, 2, List.of(one));
    assertThatThrownBy(
            () -> judge.judge(flat, new SegmentMap(new int[] {1, 1}, 1, List.of(one)), 0))
        .isInstanceOf(FaultException.class)
        .hasMessage("the prediction is 1×2 pixels, but its truth is 2×1.");
    assertThatThrownBy(() -> new PanopticRules(Set.of(), CrowdRule.LAST, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The width of a border is a part of the diagonal from 0 to 1, not 2.0.");
  }

  private static void assertRefused(List<Segment> segments, String sentence) {
    PanopticJudge judge = new PanopticJudge(new PanopticRules(Set.of(5), CrowdRule.LAST, 0));
    SegmentMap prediction = new SegmentMap(new int[] {0, 4, 4}, 3, List.of(new Segment(4, 5)));
    assertThatThrownBy(
            () -> judge.judge(new SegmentMap(new int[] {0, 1, 1}, 3, segments), prediction, 0))
        .isInstanceOf(FaultException.class)
        .hasMessage(sentence);
  }

  /** Maps that are damaged anywhere are judged or refused, and never judged to be more. */
  @Test
  void damagedMaps() throws Exception {
    JsonNode image = json("pred_shift.json").get("annotations").get(0);
    byte[] file =
        Files.readAllBytes(DATA.resolve("pred_shift").resolve(image.get("file_name").asText()));
    SplittableRandom random = new SplittableRandom(20261204);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      byte[] damaged = file.clone();
      for (int j = random.nextInt(1, 4); j > 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        SegmentMap.read(PngValues.open(damaged, 1 << 20), segments(image));
      } catch (MalformedException e) {
        seen.add(String.valueOf(e.getMessage()));
      }
    }
    assertThat(seen)
        .isNotEmpty()
        .allSatisfy(sentence -> assertThat(sentence).matches("[a-z].+[^.]"));
  }

  private static SegmentMap map(String folder, JsonNode image) throws Exception {
    byte[] file = Files.readAllBytes(DATA.resolve(folder).resolve(image.get("file_name").asText()));
    return SegmentMap.read(PngValues.open(file, 1 << 20), segments(image));
  }

  private static List<Segment> segments(JsonNode image) {
    List<Segment> segments = new ArrayList<>();
    for (JsonNode segment : image.get("segments_info")) {
      segments.add(
          new Segment(
              segment.get("id").asInt(),
              segment.get("category_id").asInt(),
              segment.has("area") ? segment.get("area").asLong() : Segment.FROM_PIXELS,
              segment.path("iscrowd").asInt() == 1));
    }
    return segments;
  }

  private static JsonNode json(String file) {
    return ObjectVectors.file("panoptic/" + file);
  }
}
