package dev.maskwise.image.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.rle.ObjectVectors;
import dev.maskwise.codec.rle.RunLengths;
import dev.maskwise.codec.rle.RunText;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.PolygonRaster;
import dev.maskwise.kernel.run.Runs;
import dev.maskwise.statistic.object.DetectionRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The images of files of COCO, small ones, read whole: for tests with published numbers. */
public final class CocoFiles {

  /** What two files say of an image. */
  public static final class Image {
    public final List<TruthObject> truths = new ArrayList<>();
    public final List<DetectedObject> detections = new ArrayList<>();
    public final Set<Integer> notExhaustive = new HashSet<>();
    public final Set<Integer> negative = new HashSet<>();
    private final int height;
    private final int width;

    private Image(int height, int width) {
      this.height = height;
      this.width = width;
    }
  }

  /** By id. */
  public final TreeMap<Long, Image> images = new TreeMap<>();

  /** The categories of each frequency of LVIS. */
  public final Map<String, Set<Integer>> frequencies = new HashMap<>();

  /** The ids of all categories, ascending. */
  public final List<Integer> categories = new ArrayList<>();

  private final boolean masks;

  private CocoFiles(boolean masks) {
    this.masks = masks;
  }

  /**
   * Reads two files.
   *
   * @param masks whether objects have masks
   * @param boxes whether the boxes of detections are read, and their areas taken, rather than those
   *     of masks
   * @param leastScore detections of lower scores are left out
   */
  public static CocoFiles read(
      String truth, String detections, boolean masks, boolean boxes, double leastScore) {
    CocoFiles files = new CocoFiles(masks);
    try {
      files.truth(ObjectVectors.file(truth));
      for (JsonNode result : ObjectVectors.file(detections)) {
        if (result.path("score").asDouble(1) >= leastScore) {
          files.detection(result, boxes);
        }
      }
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
    return files;
  }

  /** Boxes of two files. */
  public static CocoFiles boxes(String truth, String detections) {
    return read(truth, detections, false, true, Double.NEGATIVE_INFINITY);
  }

  private Image image(JsonNode object) {
    return Objects.requireNonNull(images.get(object.get("image_id").asLong()));
  }

  private void truth(JsonNode file) throws MalformedException {
    for (JsonNode image : file.get("images")) {
      Image made = new Image(image.path("height").asInt(), image.path("width").asInt());
      image.path("not_exhaustive_category_ids").forEach(id -> made.notExhaustive.add(id.asInt()));
      image.path("neg_category_ids").forEach(id -> made.negative.add(id.asInt()));
      images.put(image.get("id").asLong(), made);
    }
    for (JsonNode category : file.get("categories")) {
      categories.add(category.get("id").asInt());
      frequencies
          .computeIfAbsent(category.path("frequency").asText(), key -> new HashSet<>())
          .add(category.get("id").asInt());
    }
    categories.sort(null);
    for (JsonNode object : file.get("annotations")) {
      Image image = image(object);
      image.truths.add(
          new TruthObject(
              object.get("id").asLong(),
              object.get("category_id").asInt(),
              box(object.get("bbox")),
              object.get("area").asDouble(),
              object.path("iscrowd").asInt() != 0,
              object.path("ignore").asInt() != 0,
              masks ? mask(object.get("segmentation"), image) : null));
    }
  }

  private void detection(JsonNode result, boolean boxes) throws MalformedException {
    Image image = image(result);
    int category = result.get("category_id").asInt();
    double score = result.path("score").asDouble(1);
    boolean drawn = result.has("segmentation") && (masks || !boxes);
    if (boxes && result.has("bbox")) {
      Box box = box(result.get("bbox"));
      Runs mask = null;
      if (masks) {
        mask =
            drawn
                ? mask(result.get("segmentation"), image)
                : PolygonRaster.of(box, image.height, image.width);
      }
      image.detections.add(new DetectedObject(category, score, box, box.area(), mask));
    } else {
      Runs mask = mask(result.get("segmentation"), image);
      image.detections.add(new DetectedObject(category, score, mask.box(), mask.area(), mask));
    }
  }

  private static Box box(JsonNode box) {
    return new Box(
        box.get(0).asDouble(), box.get(1).asDouble(), box.get(2).asDouble(), box.get(3).asDouble());
  }

  private static Runs mask(JsonNode segmentation, Image image) throws MalformedException {
    if (segmentation.isArray()) {
      List<double[]> polygons = new ArrayList<>();
      for (JsonNode polygon : segmentation) {
        polygons.add(
            StreamSupport.stream(polygon.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray());
      }
      return PolygonRaster.of(polygons, image.height, image.width);
    }
    int height = segmentation.get("size").get(0).asInt();
    int width = segmentation.get("size").get(1).asInt();
    JsonNode counts = segmentation.get("counts");
    if (counts.isTextual()) {
      return RunText.decode(counts.asText().getBytes(StandardCharsets.US_ASCII), height, width);
    }
    long[] lengths =
        StreamSupport.stream(counts.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
    return RunLengths.decode(lengths, height, width);
  }

  /** The records of all images. */
  public DetectionRecords judge(DetectionRules rules) {
    DetectionRecords all = DetectionRecords.TYPE.empty();
    for (DetectionRecords image : judgeEach(rules)) {
      all = DetectionRecords.TYPE.add(all, image);
    }
    return all;
  }

  /** The records of each image, in the order of their ids. */
  public List<DetectionRecords> judgeEach(DetectionRules rules) {
    DetectionJudge judge = new DetectionJudge(rules);
    List<DetectionRecords> records = new ArrayList<>();
    images.forEach(
        (id, image) ->
            records.add(
                judge.judge(
                    id,
                    image.truths,
                    image.detections,
                    image.notExhaustive,
                    image.negative,
                    judged -> {})));
    return records;
  }
}
