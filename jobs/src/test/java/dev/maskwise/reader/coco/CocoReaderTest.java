package dev.maskwise.reader.coco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.reader.Rejection;
import dev.maskwise.reader.object.Category;
import dev.maskwise.reader.object.FileEnd;
import dev.maskwise.reader.object.ImageEntry;
import dev.maskwise.reader.object.ImageObjects;
import dev.maskwise.reader.object.ObjectPiece;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoReaderTest {
  private static final String TRUTH =
      """
      {"images": [{"id": 7, "file_name": "a.jpg", "height": 90, "width": 130}],
       "annotations": [
        {"id": 1, "image_id": 7, "category_id": 3, "bbox": [1, 2, 30, 40], "area": 1000, "iscrowd": 0},
        {"id": 2, "image_id": 7, "category_id": 5, "bbox": [5, 5, 10, 10], "area": 100, "iscrowd": 1}],
       "categories": [{"id": 3, "name": "cat"}, {"id": 5, "name": "dog"}]}
      """;

  private static final String RESULTS =
      """
      [{"image_id": 7, "category_id": 3, "bbox": [1, 2, 30, 40], "score": 0.9},
       {"image_id": 7, "category_id": 5, "bbox": [5, 5, 10, 10], "score": 0.5}]
      """;

  @TempDir Path directory;

  /** Against the whole file as a tree: every object, in the order of the file. */
  @Test
  void realFilesComeOutAsTheyAre() throws IOException {
    JsonNode truth = CocoData.json("instances_val2014_100.json");
    JsonNode results = CocoData.json("instances_val2014_fakebbox100_results.json");
    Map<Long, List<TruthObject>> truths = new TreeMap<>();
    Map<Long, List<DetectedObject>> detections = new TreeMap<>();
    truth
        .get("images")
        .forEach(
            image -> {
              truths.put(image.get("id").asLong(), new ArrayList<>());
              detections.put(image.get("id").asLong(), new ArrayList<>());
            });
    for (JsonNode each : truth.get("annotations")) {
      Objects.requireNonNull(truths.get(each.get("image_id").asLong()))
          .add(
              new TruthObject(
                  each.get("id").asLong(),
                  each.get("category_id").asInt(),
                  box(each),
                  each.get("area").asDouble(),
                  each.get("iscrowd").asInt() == 1,
                  false,
                  null));
    }
    for (JsonNode each : results) {
      Objects.requireNonNull(detections.get(each.get("image_id").asLong()))
          .add(
              new DetectedObject(
                  each.get("category_id").asInt(),
                  each.get("score").asDouble(),
                  box(each),
                  box(each).area(),
                  null));
    }
    List<ImageObjects> images =
        CocoData.objects(
            CocoData.file("instances_val2014_100.json"),
            CocoData.file("instances_val2014_fakebbox100_results.json"),
            false);
    assertThat(images).hasSize(100);
    for (ImageObjects image : images) {
      assertThat(image.rejections()).isEmpty();
      assertThat(image.fileName()).startsWith("COCO_val2014_");
      assertThat(image.truth()).isEqualTo(truths.get(image.imageId()));
      assertThat(image.detections()).containsExactly(detections.get(image.imageId()));
    }
    assertThat(images.stream().mapToInt(image -> image.truth().size()).sum())
        .isEqualTo(truth.get("annotations").size());
  }

  private static Box box(JsonNode object) {
    JsonNode box = object.get("bbox");
    return new Box(
        box.get(0).asDouble(), box.get(1).asDouble(), box.get(2).asDouble(), box.get(3).asDouble());
  }

  @Test
  void frequenciesAndCategoriesOfImagesAreRead() {
    List<ObjectPiece> rows = CocoData.rows(CocoData.file("lvis_val_100.json"), true, false);
    List<Category> categories =
        rows.stream()
            .filter(row -> row.kind() == ObjectPiece.Kind.CATEGORIES)
            .flatMap(row -> Category.of(row.content()).stream())
            .toList();
    assertThat(categories).hasSize(1230).contains(new Category(1, "acorn", "r"));
    ImageEntry image =
        rows.stream()
            .filter(row -> row.kind() == ObjectPiece.Kind.IMAGE && row.imageId() == 266409)
            .map(row -> ImageEntry.of(row.imageId(), row.content()))
            .findFirst()
            .orElseThrow();
    assertThat(image.negative()).containsExactly(284, 53, 754, 299, 654, 541, 566);
    assertThat(image.notExhaustive()).isEmpty();
  }

  @Test
  void listsStandInAnyOrderAndFilesMayBeCompressed() throws IOException {
    String turned =
        """
        {"info": {"deep": [[{"a": [1]}]]}, "categories": [{"id": 3}, {"id": 5}],
         "annotations": %s, "images": [{"width": 130, "height": 90, "id": 7.0}]}
        """
            .formatted(
                TRUTH.substring(TRUTH.indexOf('[', 90), TRUTH.indexOf("\"categories\"") - 3));
    Path plain = CocoData.write(directory, "turned.json", turned);
    Path zipped = directory.resolve("results.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(RESULTS.getBytes(StandardCharsets.UTF_8));
    }
    List<ImageObjects> images = CocoData.objects(plain, zipped, false);
    List<ImageObjects> straight =
        CocoData.objects(
            CocoData.write(directory, "t.json", TRUTH),
            CocoData.write(directory, "r.json", RESULTS),
            false);
    assertThat(images.get(0).truth()).hasSize(2).isEqualTo(straight.get(0).truth());
    assertThat(images.get(0).detections()).isEqualTo(straight.get(0).detections());
  }

  /** Each fault is made by exchanging a piece of a sound truth. */
  @ParameterizedTest(name = "{2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"bbox\": [1, 2, 30, 40]|\"bbox\": [1, 2, -30, 40]|malformed_object|annotation 1, which has a bbox of negative size: [1.0, 2.0, -30.0, 40.0]",
        "\"bbox\": [1, 2, 30, 40]|\"bbox\": [1, 2, NaN, 40]|malformed_object|annotation 1, which has a bbox that is not finite",
        "\"bbox\": [1, 2, 30, 40]|\"bbox\": [1, 2, 30]|malformed_object|annotation 1, which has a bbox that is no list of x, y, width and height",
        "\"bbox\": [1, 2, 30, 40]|\"bbox\": \"x\"|malformed_object|annotation 1, which has a bbox that is no list",
        "\"bbox\": [1, 2, 30, 40]|\"box\": [1, 2, 30, 40]|malformed_object|annotation 1, which has no bbox",
        "\"id\": 1,|\"id\": \"one\",|malformed_object|annotation number 1 of its list, which has no id",
        "\"id\": 2,|\"id\": 1,|duplicate_object|annotation 1 a second time",
        "\"category_id\": 5|\"category_id\": 4|unknown_category|annotation 2 of the category 4, which the truth does not list",
        "\"category_id\": 5|\"category\": 5|malformed_object|annotation 2, which has no category_id",
        "\"area\": 100,|\"area\": -1,|malformed_object|annotation 2, which has the area -1.0",
        "{\"id\": 7, \"file|{\"id\": 8, \"file|missing_truth|annotations of this image, but does not list it",
        "\"width\": 130}|\"width\": 130}, {\"id\": 7}|duplicate|lists the image a second time",
      })
  void aFaultOfTheTruthRejectsItsImage(String from, String to, String kind, String sentence)
      throws IOException {
    assertThat(TRUTH).contains(from);
    Path truth = CocoData.write(directory, "t.json", TRUTH.replace(from, to));
    Path results = CocoData.write(directory, "r.json", RESULTS);
    assertRejected(CocoData.objects(truth, results, false), truth, kind, sentence);
  }

  @ParameterizedTest(name = "{2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"score\": 0.5|\"score\": NaN|non_finite_score|detection number 2 of its list, which has the score NaN",
        "\"score\": 0.5|\"score\": -Infinity|non_finite_score|detection number 2 of its list, which has the score -Infinity",
        "\"score\": 0.5|\"score\": \"0.5\"|malformed_object|which has a score that is no number",
        "\"score\": 0.5|\"score\": null|malformed_object|which has a score that is no number",
        ", \"score\": 0.5||malformed_object|detection number 2 of its list, which has no score",
        "\"bbox\": [5, 5, 10, 10]|\"bbox\": [5, 5, 10, -1]|malformed_object|which has a bbox of negative size",
        "\"bbox\": [5, 5, 10, 10]|\"bbox\": []|malformed_object|which has no bbox",
        "\"category_id\": 5|\"category_id\": 50|unknown_category|detection number 2 of its list of the category 50",
      })
  void aFaultOfResultsRejectsTheImage(String from, String to, String kind, String sentence)
      throws IOException {
    assertThat(RESULTS).contains(from);
    Path truth = CocoData.write(directory, "t.json", TRUTH);
    Path results = CocoData.write(directory, "r.json", RESULTS.replace(from, to == null ? "" : to));
    assertRejected(CocoData.objects(truth, results, false), results, kind, sentence);
  }

  private static void assertRejected(
      List<ImageObjects> images, Path file, String kind, String sentence) {
    List<Rejection> rejections =
        images.stream().flatMap(image -> image.rejections().stream()).toList();
    assertThat(rejections).isNotEmpty();
    assertThat(rejections.get(0).imageId()).isEqualTo("7");
    assertThat(rejections.get(0).path()).isEqualTo(file.toString());
    assertThat(rejections.get(0).kind().label()).isEqualTo(kind);
    assertThat(rejections.get(0).reason()).contains(sentence);
  }

  /** Masks in all forms; the last results have a box alone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[[1, 1, 1, 3, 4, 3, 4, 1]]|4x6[5, 7, 9, 11, 13, 15]",
        "[1, 1, 1, 3, 4, 3, 4, 1]|4x6[5, 7, 9, 11, 13, 15]",
        "{\"size\": [4, 6], \"counts\": [5, 2, 2, 2, 2, 2, 9]}|4x6[5, 7, 9, 11, 13, 15]",
        "{\"counts\": \"5220007\", \"size\": [4, 6]}|4x6[5, 7, 9, 11, 13, 15]",
        "null|4x6[0, 3, 4, 7]",
      })
  void masksOfAllForms(String segmentation, String runs) throws IOException {
    Path truth =
        CocoData.write(
            directory,
            "t.json",
            """
            {"images": [{"id": 1, "height": 4, "width": 6}], "categories": [{"id": 3}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 3,
                              "segmentation": [[0, 0, 0, 4, 2, 4]]}]}
            """);
    Path results =
        CocoData.write(
            directory,
            "r.json",
            """
            [{"image_id": 1, "category_id": 3, "score": 1, "bbox": [0, 0, 2, 3], "segmentation": %s}]
            """
                .formatted(segmentation));
    ImageObjects image = CocoData.objects(truth, results, true).get(0);
    assertThat(image.rejections()).isEmpty();
    assertThat(image.detections().get(0).get(0).mask()).hasToString(runs);
    assertThat(image.detections().get(0).get(0).area()).isEqualTo(6);
    assertThat(image.truth().get(0).area())
        .isEqualTo((double) Objects.requireNonNull(image.truth().get(0).mask()).area());
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"size\": [9, 13], \"counts\": \"d\"}|shape_mismatch|detection number 1 of its list with a mask of 13×9 pixels, but the image has 6×4",
        "{\"size\": [4, 6], \"counts\": \"zz\"}|malformed_object|with a mask that ",
        "{\"size\": [4, 6], \"counts\": [5, -1, 20]}|malformed_object|with a mask that has a run of -1 pixels",
        "{\"size\": [4, 6], \"counts\": [5, 3]}|malformed_object|with a mask that ",
        "{\"size\": [4, 6], \"counts\": [5, 3.5]}|malformed_object|which has a segmentation that is runs without counts",
        "{\"size\": [4], \"counts\": [24]}|malformed_object|which has a segmentation that is runs without a size",
        "{\"counts\": [24]}|malformed_object|which has a segmentation that is runs without a size",
        "[[1, 1, 2, 2]]|malformed_object|which has a segmentation that is a polygon with 2 points, but three are needed",
        "[[1, 1, 2, 2, 3, 3, 4]]|malformed_object|which has a segmentation that is a polygon with 7 coordinates",
        "[[1, 1, 2, 2, 3, \"3\"]]|malformed_object|which has a segmentation that is a polygon that is no list of numbers",
        "[[1, 1, 2, 2, 3, NaN]]|malformed_object|with an outline that cannot be drawn",
        "[[1, 1, 2, 2, 3, 1e30]]|malformed_object|with an outline that cannot be drawn",
        "7|malformed_object|which has a segmentation that is neither polygons nor runs",
        "[]|malformed_object|which has neither a bbox nor a segmentation",
      })
  void aBrokenMaskRejectsItsImage(String segmentation, String kind, String sentence)
      throws IOException {
    Path truth =
        CocoData.write(
            directory,
            "t.json",
            """
            {"images": [{"id": 7, "height": 4, "width": 6}], "categories": [{"id": 3}],
             "annotations": []}
            """);
    Path results =
        CocoData.write(
            directory,
            "r.json",
            "[{\"image_id\": 7, \"category_id\": 3, \"score\": 1, \"segmentation\": %s}]"
                .formatted(segmentation));
    assertRejected(CocoData.objects(truth, results, true), results, kind, sentence);
  }

  @Test
  void masksNeedASizeThatIsAllowed() throws IOException {
    Path results =
        CocoData.write(
            directory,
            "r.json",
            "[{\"image_id\": 7, \"category_id\": 3, \"score\": 1, \"bbox\": [1, 1, 2, 2]}]");
    String truth =
        """
        {"images": [{"id": 7%s}], "categories": [{"id": 3}], "annotations": []}
        """;
    Path none = CocoData.write(directory, "n.json", truth.formatted(""));
    assertRejected(
        CocoData.objects(none, results, true),
        results,
        "malformed_object",
        "a mask, but its image has no height and width");
    Path huge =
        CocoData.write(
            directory, "h.json", truth.formatted(", \"height\": 99999, \"width\": 99999"));
    assertRejected(
        CocoData.objects(huge, results, true),
        results,
        "malformed_object",
        "a mask of 99999×99999 pixels, more than --max-pixels 268,435,456");
  }

  @Test
  void detectionsOfAnImageThatTheTruthLacks() throws IOException {
    Path truth = CocoData.write(directory, "t.json", TRUTH);
    Path results =
        CocoData.write(directory, "r.json", RESULTS.replace("\"image_id\": 7", "\"image_id\": 70"));
    List<ImageObjects> images = CocoData.objects(truth, results, false);
    assertThat(images).hasSize(2);
    assertThat(images.get(0).rejections()).isEmpty();
    assertThat(images.get(1).rejections())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind().label()).isEqualTo("missing_truth");
              assertThat(fault.imageId()).isEqualTo("70");
            });
  }

  @Test
  void whatNamesNoImageIsLostByName() throws IOException {
    Path results =
        CocoData.write(
            directory, "r.json", RESULTS.replaceFirst("\"image_id\": 7", "\"image_id\": \"7\""));
    List<ObjectPiece> rows = CocoData.rows(results, false, false);
    assertThat(rows.get(0).kind()).isEqualTo(ObjectPiece.Kind.LOST);
    assertThat(new String(rows.get(0).content(), StandardCharsets.UTF_8))
        .isEqualTo(
            "holds detection number 1 of its list without an image_id, which is a whole number");
    assertThat(CocoData.fault(rows)).isEqualTo("null");
  }

  /** Whatever is no such file is said by what it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "truth  |[]|is a list, as results are, but true objects are asked for",
        "results|{}|is an object, as data sets are, but results are asked for",
        "truth  |{}|has no images, as data sets of COCO have",
        "truth  |{\"a\": 1, \"b\": [{}]}|has no images, as data sets of COCO have, but a, b",
        "truth  |{\"images\": [], \"annotations\": []}|has no categories, as data sets of COCO have, but annotations, images",
        "truth  |{\"images\": {}}|has images that are no list",
        "truth  |{\"images\": [], \"images\": []}|has images twice",
        "truth  |{\"images\": [7]}|has, as number 1 of its images, the value 7 in place of an object",
        "truth  |{\"categories\": [{\"name\": \"cat\"}]}|has a category 'cat' without an id",
        "truth  |{\"categories\": [{\"id\": 1}, {\"id\": 1}]}|has the category 1 twice",
        "truth  |{\"categories\": [3]}|has categories that are no objects, such as 3",
        "results|[[1]]|has, as number 1 of its list, a list in place of an object",
        "results|7|is the single value 7",
        "results|[{]|is no JSON from byte",
        "results|<html></html>|is no JSON from byte",
        "results|[] []|goes on after its end, in line 1",
        "results|[{\"image_id\": 7, \"cat|is cut off: the text ends in the middle, at byte 21 (line 1, column 22)",
      })
  void whatIsNoSuchFileIsNamed(String role, String text, String sentence) throws IOException {
    Path file = CocoData.write(directory, "x.json", text);
    assertThat(CocoData.fault(CocoData.rows(file, role.equals("truth"), false))).contains(sentence);
  }

  @Test
  void emptyAndBrokenGzip() throws IOException {
    assertThat(CocoData.fault(CocoData.rows(CocoData.write(directory, "e.json", ""), true, false)))
        .isEqualTo("is empty");
    Path zipped = directory.resolve("z.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      byte[] results = new byte[100_000];
      new Random(1).nextBytes(results);
      out.write("[{\"a\": \"".getBytes(StandardCharsets.UTF_8));
      for (byte each : results) {
        out.write('a' + (each & 15));
      }
      out.write("\"}]".getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(zipped);
    Files.write(zipped, Arrays.copyOf(whole, whole.length / 2));
    assertThat(CocoData.fault(CocoData.rows(zipped, false, false)))
        .contains("is compressed by gzip, but is cut off, at byte ");
    assertThat(CocoData.fault(CocoData.rows(directory.resolve("none.json"), false, false)))
        .contains("cannot be read");
  }

  /** Half of the files are mutated byte by byte, half are cut or have pieces moved. */
  @Test
  void mutatedFilesEndInASentenceOrInObjects() throws IOException {
    Random random = new Random(15);
    byte[][] sound = {
      TRUTH.getBytes(StandardCharsets.UTF_8), RESULTS.getBytes(StandardCharsets.UTF_8)
    };
    int faults = 0;
    for (int i = 0; i < 500; i++) {
      boolean isTruth = i % 2 == 0;
      byte[] bytes = sound[isTruth ? 0 : 1].clone();
      if (i % 4 < 2) {
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(i % 8 < 4 ? 128 : 256);
        }
      } else {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - from);
        System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length), length);
        bytes = i % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      }
      Path mutated = Files.write(directory.resolve("mutated.json"), bytes);
      List<ObjectPiece> rows = CocoData.rows(mutated, isTruth, i % 5 == 0);
      String fault = FileEnd.of(rows.get(rows.size() - 1).content()).fault();
      faults += fault == null ? 0 : 1;
      assertThat(rows)
          .last()
          .satisfies(end -> assertThat(end.kind()).isEqualTo(ObjectPiece.Kind.END));
      assertThat(fault == null ? "is whole" : fault).matches("(?s)(is|has|goes|cannot)[, ].*[^.]");
      Path other = CocoData.write(directory, "other.json", isTruth ? RESULTS : TRUTH);
      CocoData.objects(isTruth ? mutated : other, isTruth ? other : mutated, false);
    }
    assertThat(faults).isBetween(200, 480);
  }
}
