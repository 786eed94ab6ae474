package dev.maskwise.codec.rle;

import static dev.maskwise.codec.rle.ObjectVectors.doubles;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.PolygonRaster;
import dev.maskwise.kernel.run.RunErosion;
import dev.maskwise.kernel.run.RunMerge;
import dev.maskwise.kernel.run.RunOverlap;
import dev.maskwise.kernel.run.RunPixels;
import dev.maskwise.kernel.run.Runs;
import dev.maskwise.oracle.NaiveMask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks of runs against what COCO's API and its successors publish and compute. */
class RunVectorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bbox_to_rle",
        "polygon_to_rle",
        "uncompressed_to_compressed",
        "merge_union_intersection",
        "rle_iou_crowd",
        "rle_iou_polygons",
        "rle_area_bbox_polygons",
        "polygon_fractional_and_clipped",
        "mini_mask",
        "rectangles",
        "dilation_width"
      })
  void vector(String key) {
    JsonNode vector = ObjectVectors.of(key);
    JsonNode expected = vector.get("expected");
    switch (key) {
      case "bbox_to_rle" -> assertTexts(boxes(), expected);
      case "polygon_to_rle" -> assertTexts(polygons(vector), expected);
      case "polygon_fractional_and_clipped" -> {
        assertTexts(polygons(vector), expected.get("rle"));
        assertThat(polygons(vector).stream().mapToDouble(Runs::area))
            .containsExactly(boxed(expected.get("area")));
      }
      case "uncompressed_to_compressed" -> {
        int[] lengths = new int[vector.at("/inputs/counts").size()];
        for (int i = 0; i < lengths.length; i++) {
          lengths[i] = vector.at("/inputs/counts").get(i).asInt();
        }
        assertThat(ascii(RunText.encode(lengths))).isEqualTo(expected.asText());
      }
      case "merge_union_intersection" ->
          assertTexts(List.of(RunMerge.or(boxes()), RunMerge.and(boxes())), expected);
      case "rle_iou_crowd" -> {
        boolean[][] crowds = {{false, false}, {true, true}, {true, false}, {false, true}};
        for (int i = 0; i < crowds.length; i++) {
          assertIous(boxes().subList(0, 2), crowds[i], expected.get(i));
        }
      }
      case "rle_iou_polygons" ->
          assertIous(
              polygons(ObjectVectors.of("polygon_to_rle")).subList(0, 3), new boolean[3], expected);
      case "rle_area_bbox_polygons" -> {
        List<Runs> masks = polygons(ObjectVectors.of("polygon_to_rle"));
        for (int i = 0; i < masks.size(); i++) {
          double[] box = doubles(expected.get("bbox").get(i));
          assertThat(masks.get(i).area()).isEqualTo(expected.get("area").get(i).asLong());
          assertThat(masks.get(i).box()).isEqualTo(new Box(box[0], box[1], box[2], box[3]));
        }
      }
      case "mini_mask" ->
          assertThat(RunErosion.boundary(pixels(vector.at("/inputs/mask")), 1))
              .isEqualTo(pixels(expected));
      case "rectangles" -> assertRectangles(vector, expected);
      case "dilation_width" ->
          expected
              .properties()
              .forEach(
                  size -> {
                    String[] sides = size.getKey().split("x", -1);
                    int height = Integer.parseInt(sides[0]);
                    int width = Integer.parseInt(sides[1]);
                    assertThat(RunErosion.width(height, width, .02))
                        .isEqualTo(size.getValue().asInt());
                  });
      default -> throw new AssertionError(key);
    }
  }

  private static void assertRectangles(JsonNode vector, JsonNode expected) {
    List<Runs> masks = new ArrayList<>();
    List<Runs> boundaries = new ArrayList<>();
    for (String name : List.of("A", "B", "C")) {
      double[] box = doubles(vector.at("/inputs").get(name));
      Box sides = new Box(box[2], box[0], box[3] - box[2], box[1] - box[0]);
      Runs mask = PolygonRaster.of(sides, 100, 200);
      masks.add(mask);
      boundaries.add(RunErosion.boundary(mask, RunErosion.width(100, 200, .02)));
    }
    assertThat(boundaries.stream().mapToDouble(Runs::area))
        .containsExactly(boxed(expected.get("boundary_pixels")));
    assertThat(RunOverlap.iou(boundaries.get(1), boundaries.get(0), false))
        .isEqualTo(expected.get("boundary_iou_AB").asDouble());
    assertThat(RunOverlap.iou(boundaries.get(2), boundaries.get(0), false))
        .isEqualTo(expected.get("boundary_iou_AC").asDouble());
    assertThat(RunOverlap.iou(masks.get(1), masks.get(0), false))
        .isEqualTo(expected.get("mask_iou_AB").asDouble());
  }

  /** All 734 texts of COCO's fake results are read, and written as they were. */
  @Test
  void realTextsComeBackByteForByte() throws MalformedException {
    JsonNode results = ObjectVectors.file("coco/instances_val2014_fakesegm100_results.json");
    assertThat(results).hasSize(734);
    for (JsonNode result : results) {
      JsonNode mask = result.get("segmentation");
      String text = mask.get("counts").asText();
      int height = mask.get("size").get(0).asInt();
      int width = mask.get("size").get(1).asInt();
      Runs runs = RunText.decode(text.getBytes(StandardCharsets.US_ASCII), height, width);
      assertThat(ascii(RunText.encode(runs))).isEqualTo(text);
    }
  }

  /** Every polygon of 100 images of COCO, against its outline drawn point by point. */
  @Test
  void realPolygons() {
    JsonNode truth = ObjectVectors.file("coco/instances_val2014_100.json");
    int polygons = 0;
    for (JsonNode annotation : truth.get("annotations")) {
      JsonNode segmentation = annotation.get("segmentation");
      for (JsonNode polygon : segmentation.isArray() ? segmentation : List.<JsonNode>of()) {
        double[] vertices = doubles(polygon);
        assertThat(PolygonRaster.of(vertices, 200, 640))
            .isEqualTo(RunPixels.runs(NaiveMask.polygon(vertices, 200, 640).bytes(), 200, 640));
        polygons++;
      }
    }
    assertThat(polygons).isGreaterThan(830);
  }

  /**
   * The crowds of COCO are written as lengths; the area beside them is not that of their pixels.
   */
  @Test
  void realCrowds() throws MalformedException {
    int crowds = 0;
    for (JsonNode annotation :
        ObjectVectors.file("coco/instances_val2014_100.json").get("annotations")) {
      if (annotation.get("segmentation").isObject()) {
        JsonNode mask = annotation.get("segmentation");
        long[] lengths =
            StreamSupport.stream(mask.get("counts").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
        Runs runs =
            RunLengths.decode(
                lengths, mask.get("size").get(0).asInt(), mask.get("size").get(1).asInt());
        assertThat(Arrays.stream(RunLengths.of(runs)).asLongStream().toArray()).isEqualTo(lengths);
        crowds++;
      }
    }
    assertThat(crowds).isEqualTo(9);
  }

  private static List<Runs> boxes() {
    List<Runs> masks = new ArrayList<>();
    for (JsonNode numbers : ObjectVectors.of("bbox_to_rle").at("/inputs/boxes")) {
      double[] box = doubles(numbers);
      masks.add(PolygonRaster.of(new Box(box[0], box[1], box[2], box[3]), 20, 20));
    }
    return masks;
  }

  private static List<Runs> polygons(JsonNode vector) {
    List<Runs> masks = new ArrayList<>();
    for (JsonNode numbers : vector.at("/inputs/polygons")) {
      masks.add(PolygonRaster.of(doubles(numbers), 20, 20));
    }
    return masks;
  }

  private static Runs pixels(JsonNode rows) {
    byte[] pixels = new byte[25];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) rows.get(i / 5).get(i % 5).asInt();
    }
    return RunPixels.runs(pixels, 5, 5);
  }

  private static void assertTexts(List<Runs> masks, JsonNode expected) {
    assertThat(expected).hasSize(masks.size());
    for (int i = 0; i < masks.size(); i++) {
      String text = expected.get(i).asText();
      assertThat(ascii(RunText.encode(masks.get(i)))).isEqualTo(text);
      try {
        assertThat(RunText.decode(text.getBytes(StandardCharsets.US_ASCII), 20, 20))
            .isEqualTo(masks.get(i));
      } catch (MalformedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Rows are predictions, columns truths; the flags are those of the truths. */
  private static void assertIous(List<Runs> masks, boolean[] crowds, JsonNode expected) {
    for (int row = 0; row < masks.size(); row++) {
      for (int column = 0; column < masks.size(); column++) {
        assertThat(RunOverlap.iou(masks.get(row), masks.get(column), crowds[column]))
            .isEqualTo(expected.get(row).get(column).asDouble());
      }
    }
  }

  private static Double[] boxed(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .map(JsonNode::asDouble)
        .toArray(Double[]::new);
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }
}
