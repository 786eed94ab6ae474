package dev.maskwise.reader.coco;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  static List<CocoRow> rows(Path file, boolean isTruth, boolean masks) {
    CocoFile read = new CocoFile(file.toUri().toString(), isTruth ? 0 : 1, file.toFile().length());
    CocoRows rows =
        new CocoRows(read, 0, new CocoOptions(masks, List.of()), new Configuration(false));
    List<CocoRow> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    return all;
  }

  /** Why a file cannot be read; null where it can. */
  static String fault(List<CocoRow> rows) {
    return String.valueOf(FileEnd.of(rows.get(rows.size() - 1).content()).fault());
  }

  /** The objects of all images of a truth and of results of one model. */
  static List<ImageObjects> objects(Path truth, Path results, boolean masks) {
    List<CocoRow> ofTruth = rows(truth, true, masks);
    List<CocoRow> rows = new ArrayList<>(ofTruth);
    for (CocoRow row : rows(results, false, masks)) {
      rows.add(new CocoRow(row.kind(), 1, row.sequence(), row.imageId(), row.content()));
    }
    Set<Integer> categories =
        ofTruth.stream()
            .filter(row -> row.kind() == CocoRow.Kind.CATEGORIES)
            .flatMap(row -> Category.of(row.content()).stream())
            .map(Category::id)
            .collect(Collectors.toSet());
    ObjectRules rules =
        new ObjectRules(
            List.of(new CocoFile(truth.toString(), 0, 0), new CocoFile(results.toString(), 1, 0)),
            1,
            categories,
            masks,
            1 << 28);
    Map<Long, List<CocoRow>> images = new TreeMap<>();
    for (CocoRow row : rows) {
      if (row.kind() == CocoRow.Kind.IMAGE || row.kind() == CocoRow.Kind.OBJECTS) {
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
