package dev.maskwise.image.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.codec.rle.ObjectVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The images of two panoptic files of COCO, small ones: for tests with published numbers. */
final class PanopticFiles {
  private static final Path FOLDER = Path.of("../../shared/data/objects");

  /** An image of the truth and of the prediction: its segments, and the file of its map. */
  record Image(List<Segment> truth, List<Segment> prediction, Path truthFile, Path file) {

    byte[] truthMap() {
      return bytes(truthFile);
    }

    byte[] map() {
      return bytes(file);
    }

    static ValueRows open(byte[] map) throws MalformedException {
      return LabelMaps.values(map, 1 << 24);
    }
  }

  final TreeMap<Long, Image> images = new TreeMap<>();
  final Set<Integer> categories = new HashSet<>();
  final Set<Integer> things = new HashSet<>();

  static PanopticFiles read(String truth, String prediction) {
    PanopticFiles files = new PanopticFiles();
    for (JsonNode category : ObjectVectors.file(truth).get("categories")) {
      files.categories.add(category.get("id").asInt());
      if (category.get("isthing").asInt() == 1) {
        files.things.add(category.get("id").asInt());
      }
    }
    for (JsonNode image : ObjectVectors.file(truth).get("annotations")) {
      for (JsonNode other : ObjectVectors.file(prediction).get("annotations")) {
        long id = image.get("image_id").asLong();
        if (other.get("image_id").asLong() == id) {
          files.images.put(
              id,
              new Image(
                  segments(image), segments(other), map(truth, image), map(prediction, other)));
        }
      }
    }
    return files;
  }

  private static List<Segment> segments(JsonNode image) {
    List<Segment> segments = new ArrayList<>();
    for (JsonNode segment : image.get("segments_info")) {
      segments.add(
          new Segment(
              segment.get("id").asInt(),
              segment.get("category_id").asInt(),
              segment.path("area").asLong(),
              segment.path("iscrowd").asInt() == 1));
    }
    return segments;
  }

  private static Path map(String file, JsonNode image) {
    return FOLDER
        .resolve(file.replace(".json", ""))
        .resolve(image.get("file_name").asText().replace(".jpg", ".png"));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
