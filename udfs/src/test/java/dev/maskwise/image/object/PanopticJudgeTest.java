package dev.maskwise.image.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.rle.ObjectVectors;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.object.PanopticFiles.Image;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.segment.PanopticEvaluation;
import dev.maskwise.metric.segment.PanopticMetrics;
import dev.maskwise.oracle.NaivePanoptic;
import dev.maskwise.statistic.object.PanopticCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PanopticJudgeTest {
  private static final String TRUTH = "panoptic/panoptic_examples.json";

  private static final Map<String, String> PARTS =
      Map.of("All", "", "Things", "_things", "Stuff", "_stuff");

  /** Of two images, by panopticapi 7bb4655 and boundary-iou-api 37d2558. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gt_vs_gt, panoptic/panoptic_examples.json, 0",
    "pred_shift, panoptic/pred_shift.json, 0",
    "boundary_pred_shift, panoptic/pred_shift.json, 0.02"
  })
  void hasTheNumbersOfTheReferenceTools(String key, String prediction, double ratio)
      throws Exception {
    PanopticFiles files = PanopticFiles.read(TRUTH, prediction);
    PanopticCounts all = new PanopticCounts();
    PanopticJudge judge =
        new PanopticJudge(new PanopticRules(files.categories, CrowdRule.LAST, ratio));
    for (Image image : files.images.values()) {
      all.add(judge(judge, image));
    }
    JsonNode expected = ObjectVectors.of(key).get("expected");
    assertThat(all.categories()).hasSize(expected.get("per_class").size());
    for (Map.Entry<String, JsonNode> entry : expected.get("per_class").properties()) {
      int category = Integer.parseInt(entry.getKey());
      JsonNode counts = entry.getValue();
      assertThat(all.iouSum(category))
          .as("category %d", category)
          .isCloseTo(counts.get("iou_sum").asDouble(), within(1e-12));
      assertThat(all.matched(category)).isEqualTo(counts.get("tp").asLong());
      assertThat(all.falsePositives(category)).isEqualTo(counts.get("fp").asLong());
      assertThat(all.falseNegatives(category)).isEqualTo(counts.get("fn").asLong());
    }
    PanopticEvaluation evaluation =
        new PanopticEvaluation(all, new TreeSet<>(files.categories), files.things);
    PARTS.forEach(
        (part, suffix) -> {
          for (String name : List.of("pq", "sq", "rq")) {
            assertThat(metric(name + suffix).value(evaluation))
                .as("%s of %s", name, part)
                .isCloseTo(expected.get(part).get(name).asDouble(), within(1e-12));
          }
          assertThat(
                  PanopticMetrics.values(evaluation).stream()
                      .filter(v -> v.metric().equals("pq" + suffix) && v.classId() == null)
                      .map(v -> (double) v.n()))
              .containsExactly(expected.get(part).get("n").asDouble());
        });
  }

  private static Metric<PanopticEvaluation> metric(String name) {
    return PanopticMetrics.ALL.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PanopticCounts judge(PanopticJudge judge, Image image)
      throws FaultException, MalformedException {
    return judge.judge(
        image.truth(), image.prediction(), Image.open(image.truthMap()), Image.open(image.map()));
  }

  /** The map of pairs (category, instance) of the documentation of torchmetrics. */
  @Test
  void tm_doctest() throws Exception {
    JsonNode vector = ObjectVectors.of("tm_doctest");
    Map<String, Integer> ids = new HashMap<>();
    TreeMap<Integer, Segment> truth = new TreeMap<>();
    TreeMap<Integer, Segment> prediction = new TreeMap<>();
    int[] truthMap = pairs(vector.get("inputs").get("truth"), ids, truth);
    int[] map = pairs(vector.get("inputs").get("pred"), ids, prediction);
    PanopticCounts counts =
        new PanopticJudge(PanopticRules.of(Set.of(0, 1, 6, 7)))
            .judge(
                List.copyOf(truth.values()),
                List.copyOf(prediction.values()),
                new Numbers(truthMap, 4),
                new Numbers(map, 4));
    PanopticEvaluation evaluation =
        new PanopticEvaluation(counts, new TreeSet<>(Set.of(0, 1, 6, 7)), Set.of(0, 1));
    JsonNode expected = vector.get("expected");
    assertThat(PanopticMetrics.PQ.value(evaluation))
        .isCloseTo(expected.get("pq").asDouble(), within(1e-12));
    for (int category : evaluation.categories()) {
      assertThat(PanopticMetrics.PQ.value(evaluation.only(category)))
          .isCloseTo(expected.get("c" + category).asDouble(), within(1e-12));
    }
  }

  /** Stuff has one segment a category, as torchmetrics has it. */
  private static int[] pairs(JsonNode rows, Map<String, Integer> ids, Map<Integer, Segment> list) {
    List<Integer> map = new ArrayList<>();
    for (JsonNode row : rows) {
      for (JsonNode pair : row) {
        int id = ids.computeIfAbsent(pair.toString(), key -> ids.size() + 1);
        list.merge(
            id,
            new Segment(id, pair.get(0).asInt(), 1, false),
            (a, b) -> new Segment(id, a.category(), a.area() + 1, false));
        map.add(id);
      }
    }
    return map.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Numbers as a map. */
  private static final class Numbers implements ValueRows {
    private final int[] values;
    private final int width;
    private int at;

    Numbers(int[] values, int width) {
      this.values = values;
      this.width = width;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return values.length / width;
    }

    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public int largest() {
      return Integer.MAX_VALUE;
    }

    @Override
    public void read(int[] into, int rows) {
      System.arraycopy(values, at, into, 0, rows * width);
      at += rows * width;
    }

    @Override
    public void close() {}
  }

  @Test
  void neitherTheOrderNorTheGroupingOfImagesMatters() {
    PanopticFiles files = PanopticFiles.read(TRUTH, "panoptic/pred_shift.json");
    List<PanopticCounts> images = new ArrayList<>();
    files.images.values().forEach(image -> images.add(judgeOf(files, image)));
    for (int i = 0; i < 30; i++) {
      images.add(images.get(i % 2));
    }
    byte[] one = merged(images, 1);
    for (int parts : new int[] {7, 64}) {
      Collections.shuffle(images, new Random(parts));
      assertThat(merged(images, parts)).isEqualTo(one);
    }
  }

  private static PanopticCounts judgeOf(PanopticFiles files, Image image) {
    try {
      return judge(new PanopticJudge(PanopticRules.of(files.categories)), image);
    } catch (FaultException | MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] merged(List<PanopticCounts> images, int parts) {
    List<PanopticCounts> partitions = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      partitions.add(new PanopticCounts());
    }
    for (int i = 0; i < images.size(); i++) {
      partitions.get(i % parts).add(images.get(i));
    }
    PanopticCounts all = new PanopticCounts();
    partitions.forEach(all::add);
    return PanopticCounts.TYPE.encode(all);
  }

  /** Random rectangles, crowds and void, of borders too, beside the definition pixel by pixel. */
  @ParameterizedTest
  @EnumSource(CrowdRule.class)
  void equalsTheDefinitionOnRandomMaps(CrowdRule crowd) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      int width = random.nextInt(1, 30);
      int height = random.nextInt(1, 30);
      double ratio = round % 2 == 0 ? 0 : random.nextDouble(0.01, 0.2);
      int[] truthMap = rectangles(width, height, random);
      int[] map = random.nextBoolean() ? rectangles(width, height, random) : truthMap.clone();
      for (int i = random.nextInt(width * height); i > 0; i--) {
        map[random.nextInt(map.length)] = random.nextInt(4);
      }
      List<Segment> truth = segments(truthMap, random);
      List<Segment> prediction = segments(map, random);
      PanopticCounts counts =
          new PanopticJudge(new PanopticRules(Set.of(0, 1, 2), crowd, ratio))
              .judge(truth, prediction, new Numbers(truthMap, width), new Numbers(map, width));
      Map<Integer, double[]> expected =
          NaivePanoptic.count(
              lists(truth),
              lists(prediction),
              truthMap,
              map,
              width,
              crowd == CrowdRule.LAST,
              ratio);
      Map<Integer, double[]> actual = new TreeMap<>();
      for (int category : counts.categories()) {
        actual.put(
            category,
            new double[] {
              counts.iouSum(category),
              counts.matched(category),
              counts.falsePositives(category),
              counts.falseNegatives(category)
            });
      }
      assertThat(actual.keySet()).as("round %d", round).isEqualTo(expected.keySet());
      for (int category : actual.keySet()) {
        assertThat(actual.get(category))
            .as("round %d, category %d", round, category)
            .containsExactly(expected.get(category), within(1e-12));
      }
    }
  }

  private static Map<Integer, long[]> lists(List<Segment> segments) {
    Map<Integer, long[]> lists = new LinkedHashMap<>();
    for (Segment s : segments) {
      lists.put(s.id(), new long[] {s.category(), s.area(), s.crowd() ? 1 : 0});
    }
    return lists;
  }

  private static int[] rectangles(int width, int height, SplittableRandom random) {
    int[] map = new int[width * height];
    for (int i = random.nextInt(8); i > 0; i--) {
      int id = random.nextInt(7);
      int left = random.nextInt(width);
      int top = random.nextInt(height);
      int right = random.nextInt(left, width);
      int bottom = random.nextInt(top, height);
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          map[y * width + x] = id;
        }
      }
    }
    return map;
  }

  private static List<Segment> segments(int[] map, SplittableRandom random) {
    TreeMap<Integer, Long> areas = new TreeMap<>();
    for (int id : map) {
      areas.merge(id, 1L, Long::sum);
    }
    areas.remove(PanopticJudge.VOID);
    List<Segment> segments = new ArrayList<>();
    areas.forEach(
        (id, area) ->
            segments.add(new Segment(id, random.nextInt(3), area, random.nextInt(3) == 0)));
    Collections.shuffle(segments, new Random(random.nextLong()));
    return segments;
  }

  /** Half of the segment lies in one crowd of its category and half in another. */
  @Test
  void onlyTheLastCrowdExcusesUnlessAllAreAskedFor() throws Exception {
    int[] truthMap = {1, 1, 2, 2, 3};
    int[] map = {9, 9, 9, 9, 9};
    List<Segment> truth =
        List.of(
            new Segment(1, 5, 2, true), new Segment(2, 5, 2, true), new Segment(3, 6, 1, false));
    List<Segment> prediction = List.of(new Segment(9, 5, 0, false));
    for (CrowdRule rule : CrowdRule.values()) {
      PanopticCounts counts =
          new PanopticJudge(new PanopticRules(Set.of(5, 6), rule, 0))
              .judge(truth, prediction, new Numbers(truthMap, 5), new Numbers(map, 5));
      assertThat(counts.falsePositives(5)).isEqualTo(rule == CrowdRule.LAST ? 1 : 0);
      assertThat(counts.falseNegatives(6)).isOne();
      assertThat(counts.falseNegatives(5)).isZero();
    }
  }

  @Test
  void saysWhatIsWrong() {
    Segment one = new Segment(1, 5, 2, false);
    int[] map = {1, 1, 0, 0};
    refuses(List.of(one, one), List.of(one), map, map, "the truth lists the segment 1 twice.");
    refuses(
        List.of(one),
        List.of(one, new Segment(0, 5, 1, false)),
        map,
        map,
        "the prediction lists a segment with the id 0, which stands for pixels of no segment.");
    refuses(
        List.of(one),
        List.of(new Segment(1, 4, 2, false)),
        map,
        map,
        "the prediction lists the segment 1 with the category 4, which the data set does not have.");
    refuses(
        List.of(one),
        List.of(one),
        map,
        new int[] {1, 1, 7, 0},
        "the prediction has pixels of the segment 7, which its list lacks.");
    refuses(
        List.of(one, new Segment(8, 5, 3, false)),
        List.of(one),
        map,
        map,
        "the truth lists the segment 8, of which it has no pixel.");
    refuses(
        List.of(new Segment(1, 5, 1, false)),
        List.of(one),
        map,
        map,
        "the truth lists an area of the segment 1 that is smaller than the segment.");
    refuses(
        List.of(one),
        List.of(one),
        map,
        new int[] {1, 1, 0, 0, 0, 0},
        "the prediction is 2×3 pixels, but its truth is 2×2.");
  }

  private static void refuses(
      List<Segment> truth, List<Segment> prediction, int[] truthMap, int[] map, String sentence) {
    assertThatThrownBy(
            () ->
                new PanopticJudge(PanopticRules.of(Set.of(5)))
                    .judge(truth, prediction, new Numbers(truthMap, 2), new Numbers(map, 2)))
        .isInstanceOf(FaultException.class)
        .hasMessage(sentence);
  }

  /** Damaged maps and lists of real images end in a sentence, or in counts. */
  @Test
  void whatIsDamagedIsRefusedInASentence() throws Exception {
    PanopticFiles files = PanopticFiles.read(TRUTH, "panoptic/pred_shift.json");
    Image image = files.images.firstEntry().getValue();
    SplittableRandom random = new SplittableRandom(3);
    PanopticJudge judge = new PanopticJudge(PanopticRules.of(files.categories));
    PanopticCounts right = judge(judge, image);
    byte[] truthMap = image.truthMap();
    byte[] whole = image.map();
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] map = whole.clone();
      List<Segment> list = new ArrayList<>(image.prediction());
      if (random.nextInt(4) > 0) {
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          map[random.nextInt(map.length)] ^= (byte) (1 << random.nextInt(8));
        }
      } else {
        int at = random.nextInt(list.size());
        Segment old = list.get(at);
        list.set(at, new Segment(random.nextInt(), old.category(), old.area(), old.crowd()));
      }
      try {
        judge.judge(image.truth(), list, Image.open(truthMap), Image.open(map));
      } catch (FaultException | MalformedException e) {
        assertThat(e).hasMessageMatching("\\S.*");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(900);
    assertThat(judge(judge, image)).isEqualTo(right);
  }
}
