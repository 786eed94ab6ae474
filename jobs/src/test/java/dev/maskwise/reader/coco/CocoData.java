package dev.maskwise.reader.coco;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.reader.object.Category;
import dev.maskwise.reader.object.FileEnd;
import dev.maskwise.reader.object.ImageObjects;
import dev.maskwise.reader.object.ObjectFile;
import dev.maskwise.reader.object.ObjectGroup;
import dev.maskwise.reader.object.ObjectPiece;
import dev.maskwise.reader.object.ObjectRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Real data sets in COCO's JSON with the numbers of COCO's API, and files as the reader sees them.
 */
public final class CocoData {
  private static final Path DIRECTORY = Path.of("..", "..", "shared", "data", "objects", "coco");

  private CocoData() {}

  /** A file of the data; without it the test is skipped. */
  public static Path file(String name) {
    Path file = DIRECTORY.resolve(name);
    assumeTrue(Files.exists(file), "no data of COCO at " + file.toAbsolutePath());
    return file;
  }

  /** A file as a tree. */
  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(file(name).toFile());
  }

  /** The numbers of COCO's API. */
  public static JsonNode expected() throws IOException {
    return json("expected.json");
  }

  /** All pieces of a file; the last one is its end. */
  static List<ObjectPiece> rows(Path file, boolean isTruth, boolean masks) {
    ObjectFile read =
        new ObjectFile(file.toUri().toString(), isTruth ? 0 : 1, file.toFile().length());
    CocoRows rows =
        new CocoRows(read, 0, new CocoOptions(masks, List.of()), new Configuration(false));
    List<ObjectPiece> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    return all;
  }

  /** Why a file cannot be read; null where it can. */
  static String fault(List<ObjectPiece> rows) {
    return String.valueOf(FileEnd.of(rows.get(rows.size() - 1).content()).fault());
  }

  /** The objects of all images of a truth and of results of one model. */
  static List<ImageObjects> objects(Path truth, Path results, boolean masks) {
    List<ObjectPiece> ofTruth = rows(truth, true, masks);
    List<ObjectPiece> rows = new ArrayList<>(ofTruth);
    for (ObjectPiece row : rows(results, false, masks)) {
      rows.add(new ObjectPiece(row.kind(), 1, row.sequence(), row.imageId(), row.content()));
    }
    Set<Integer> categories =
        ofTruth.stream()
            .filter(row -> row.kind() == ObjectPiece.Kind.CATEGORIES)
            .flatMap(row -> Category.of(row.content()).stream())
            .map(Category::id)
            .collect(Collectors.toSet());
    ObjectRules rules =
        new ObjectRules(
            List.of(
                new ObjectFile(truth.toString(), 0, 0), new ObjectFile(results.toString(), 1, 0)),
            1,
            categories,
            masks,
            1 << 28);
    Map<Long, List<ObjectPiece>> images = new TreeMap<>();
    for (ObjectPiece row : rows) {
      if (row.kind() == ObjectPiece.Kind.IMAGE || row.kind() == ObjectPiece.Kind.OBJECTS) {
        images.computeIfAbsent(row.imageId(), id -> new ArrayList<>()).add(row);
      }
    }
    return images.entrySet().stream()
        .map(image -> ObjectGroup.of(rules, image.getKey(), image.getValue()))
        .toList();
  }

  static Path write(Path directory, String name, String text) throws IOException {
    return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
