package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of which a pixel may have several: each is the binary task that it would be alone. */
class MultilabelTest {
  private static final int IMAGES = 4;
  private static final int CLASSES = 3;
  private static final int IGNORE = 255;
  private static final List<String> NAMES = List.of("road", "car", "wet");
  private static final String WORDS =
      "--task multilabel --classes @/names.txt --ignore 255 --slice (?<parity>[a-z]+)/ ";

  @TempDir static Path directory;

  @BeforeAll
  static void writeDataSet() throws IOException {
    Files.write(directory.resolve("names.txt"), NAMES);
    for (int i = 0; i < IMAGES; i++) {
      write("truth", i, masks(7 * i, true));
      write("a", i, masks(7 * i + 1, false));
      write("b", i, masks(7 * i + 2, false));
      writeScores("logits", i, Scores.quarters(7 * i + 3, CLASSES));
      writeScores("chances", i, Scores.probabilities(7 * i + 4, 1), CLASSES);
    }
  }

  /** The mask of each class, one after another; of the truth some pixels are ignored. */
  private static byte[] masks(int seed, boolean truth) {
    Random random = new Random(seed);
    byte[] masks = new byte[CLASSES * Scores.PIXELS];
    for (int i = 0; i < masks.length; i++) {
      int value = random.nextInt(10);
      masks[i] = (byte) (truth && value == 9 ? IGNORE : value % 3 == 0 ? 1 : 0);
    }
    return masks;
  }

  private static byte[] plane(byte[] masks, int c) {
    return Arrays.copyOfRange(masks, c * Scores.PIXELS, (c + 1) * Scores.PIXELS);
  }

  private static void write(String input, int image, byte[] masks) throws IOException {
    String shape = Scores.shape(masks.length / Scores.PIXELS, Masks.HEIGHT, Masks.WIDTH);
    Masks.bytes(
        directory.resolve(input + "/" + Scores.id(image) + ".npy"),
        Scores.npy("|u1", shape, masks));
    for (int c = 0; c < CLASSES; c++) {
      Masks.write(
          directory.resolve(input + "-" + NAMES.get(c) + "/" + Scores.id(image) + ".png"),
          plane(masks, c));
    }
  }

  /** Scores of each class: those that are given, and others by rotating them. */
  private static void writeScores(String input, int image, float[] one, int classes)
      throws IOException {
    float[] all = new float[classes * one.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = one[(i * 5 + i / one.length) % one.length];
    }
    writeScores(input, image, all);
  }

  private static void writeScores(String input, int image, float[] scores) throws IOException {
    Masks.bytes(directory.resolve(input + "/" + Scores.id(image) + ".npy"), Scores.npy(scores));
    for (int c = 0; c < CLASSES; c++) {
      float[] one = Arrays.copyOfRange(scores, c * Scores.PIXELS, (c + 1) * Scores.PIXELS);
      Masks.bytes(
          directory.resolve(input + "-" + NAMES.get(c) + "/" + Scores.id(image) + ".npy"),
          Scores.npy(one));
    }
  }

  private static MaskwiseRun run(String out, String inputs, String words) {
    return MaskwiseRun.evaluate(directory, out, inputs, words.replace("@/", directory + "/"));
  }

  /** The numbers of a class in a slice, with all that is said of them but the class. */
  private static Set<String> numbers(JsonNode summary, String classId) {
    Set<String> numbers = new TreeSet<>();
    for (JsonNode metric : summary.get("metrics")) {
      if (metric.get("class").asText().equals(classId)) {
        numbers.add(metric.toString().replace("\"class\":\"" + classId + "\"", ""));
      }
    }
    return numbers;
  }

  /** Of a binary task the numbers that are said of the foreground by itself. */
  private static void requireEqual(JsonNode all, JsonNode alone, String name, String model) {
    Set<String> ofAll = numbers(all, name);
    Set<String> ofAlone = numbers(alone, "foreground");
    assertThat(ofAlone).isNotEmpty();
    assertThat(strip(ofAll)).as(name).containsAll(strip(ofAlone));
    // What the binary task says once, over classes, the multilabel task says of each class.
    for (JsonNode metric : alone.get("metrics")) {
      String text = metric.get("name").asText();
      if (metric.get("class").isNull() && isLoss(all, text)) {
        String averaging = metric.get("averaging").asText();
        String of = averaging.equals("image_then_dataset") ? "class_over_images" : averaging;
        JsonNode same = MaskwiseRun.entry(all, model, metric.get("slice").asText(), text, of, name);
        assertThat(same.get("value")).as(text).isEqualTo(metric.get("value"));
        assertThat(same.get("n")).as(text).isEqualTo(metric.get("n"));
        assertThat(same.get("bound")).as(text).isEqualTo(metric.get("bound"));
      }
    }
  }

  private static boolean isLoss(JsonNode summary, String name) {
    return summary.at("/definition/losses").has(name);
  }

  private static Set<String> strip(Set<String> numbers) {
    Set<String> stripped = new TreeSet<>();
    numbers.forEach(
        number -> stripped.add(number.replaceAll("\"class\":[^,]*,", "").replaceAll(",,", ",")));
    return stripped;
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "logits, logit, '--threshold road=0.5,wet=-1', 0.5 0 -1",
    "chances, probability, '--threshold 0.25', 0.25 0.25 0.25"
  })
  void scoresOfEachClassAreTheBinaryTaskOfTheClass(
      String model, String kind, String thresholds, String eachThreshold) throws IOException {
    String common = " --score-bins 12 --score " + kind + " --exact-lovasz --calibration-bins 7";
    run("all-" + model, "truth " + model, WORDS + thresholds + common).succeeds();
    JsonNode all = MaskwiseRun.summary(directory.resolve("all-" + model));
    String[] each = eachThreshold.split(" ", -1);
    for (int c = 0; c < CLASSES; c++) {
      String name = NAMES.get(c);
      String out = "alone-" + model + "-" + name;
      String losses =
          kind.equals("logit")
              ? ""
              : " --losses cross_entropy,focal_loss,soft_dice_loss,soft_iou_loss,tversky_loss";
      run(
              out,
              "truth-" + name + " " + model + "-" + name,
              "--task binary --ignore 255 --foreground 1 --slice (?<parity>[a-z]+)/ --threshold "
                  + each[c]
                  + common
                  + losses)
          .succeeds();
      JsonNode alone = MaskwiseRun.summary(directory.resolve(out));
      JsonNode renamed =
          new com.fasterxml.jackson.databind.ObjectMapper()
              .readTree(
                  alone
                      .toString()
                      .replace(
                          "\"model\":\"" + model + "-" + name + "\"",
                          "\"model\":\"" + model + "\""));
      requireEqual(all, renamed, name, model);
    }
    assertThat(all.at("/confusion/" + model)).isEmpty();
    assertThat(all.at("/definition/task").asText()).isEqualTo("multilabel");
    Curves.requireConsistent(directory.resolve("all-" + model));
  }

  /** The mean over the classes is that of an independent program. */
  @Tag("slow")
  @Test
  void meansOverClassesAreThoseOfTheOracle() throws IOException {
    run("means", "truth logits", WORDS + "--score logit").succeeds();
    JsonNode summary = MaskwiseRun.summary(directory.resolve("means"));
    double sum = 0;
    double iou = 0;
    for (int i = 0; i < IMAGES; i++) {
      float[] scores = Scores.quarters(7 * i + 3, CLASSES);
      byte[] truth = masks(7 * i, true);
      for (int c = 0; c < CLASSES; c++) {
        int[] labels = new int[Scores.PIXELS];
        for (int p = 0; p < labels.length; p++) {
          labels[p] = plane(truth, c)[p] & 0xff;
        }
        float[][] planes = {Arrays.copyOfRange(scores, c * Scores.PIXELS, (c + 1) * Scores.PIXELS)};
        NaiveImage image = NaiveImage.of(planes, labels, IGNORE, true, -100);
        sum += NaiveLosses.focal(image, 2, 0.25, 0.75);
        int both = 0;
        int either = 0;
        for (int p = 0; p < labels.length; p++) {
          boolean t = labels[p] == 1;
          boolean s = planes[0][p] >= 0;
          both += labels[p] != IGNORE && t && s ? 1 : 0;
          either += labels[p] != IGNORE && (t || s) ? 1 : 0;
        }
        iou += (double) both / either;
      }
    }
    assertThat(MaskwiseRun.metric(summary, "logits", "focal_loss", "pooled_pairs", "null"))
        .isCloseTo(sum / (IMAGES * CLASSES), Assertions.within(1e-6));
    assertThat(MaskwiseRun.metric(summary, "logits", "mean_iou", "pooled_pairs", "null"))
        .isCloseTo(iou / (IMAGES * CLASSES), Assertions.within(1e-12));
  }

  @Tag("slow")
  @Test
  void masksOfEachClassAreTheLabelsOfTheClass() throws IOException {
    run("masks", "truth a b", WORDS).succeeds();
    JsonNode all = MaskwiseRun.summary(directory.resolve("masks"));
    for (String name : NAMES) {
      String inputs = "truth-%s a-%s b-%s".formatted(name, name, name);
      run("masks-" + name, inputs, "--classes 2 --ignore 255 --slice (?<parity>[a-z]+)/")
          .succeeds();
      String alone =
          MaskwiseRun.summary(directory.resolve("masks-" + name))
              .toString()
              .replaceAll("\"model\":\"([ab])-[a-z]+\"", "\"model\":\"$1\"");
      JsonNode labels = new com.fasterxml.jackson.databind.ObjectMapper().readTree(alone);
      assertThat(strip(numbers(all, name))).isEqualTo(strip(numbers(labels, "1")));
    }
    assertThat(all.get("metrics").toString()).doesNotContain("pixel_accuracy");
    assertThat(all.at("/definition/metrics").has("pixel_accuracy")).isFalse();
  }

  /**
   * A place for each class is read as the arrays of all classes are, from files and from tables.
   */
  @Tag("slow")
  @Test
  void placesOfClassesAreArraysOfAllClasses() throws IOException {
    run("arrays", "truth b", WORDS).succeeds();
    run("places", "truth-{class} b-{class}", WORDS).succeeds();
    assertThat(metrics("places").replace("b-{class}", "b")).isEqualTo(metrics("arrays"));
    MaskwiseRun again =
        run("places-again", "truth-{class} b-{class}", WORDS + "--reuse " + directory + "/places")
            .succeeds();
    assertThat(again.out()).contains(IMAGES + " images were taken");
    assertThat(metrics("places-again")).isEqualTo(metrics("places"));
    assertThat(MaskwiseRun.summary(directory.resolve("places")).at("/definition/truth").asText())
        .endsWith("/truth-{class}");

    String score = WORDS + "--score logit --exact-lovasz";
    run("score-arrays", "truth logits", score).succeeds();
    run("score-places", "truth-{class} logits-{class}", score).succeeds();
    assertThat(metrics("score-places").replace("logits-{class}", "logits"))
        .isEqualTo(metrics("score-arrays"));

    List<Row> rows = new ArrayList<>();
    List<Row> together = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      byte[] truth = masks(7 * i, true);
      byte[] b = masks(7 * i + 2, false);
      List<Object> cells = new ArrayList<>(List.of(Scores.id(i), Masks.HEIGHT, Masks.WIDTH));
      for (int c = 0; c < CLASSES; c++) {
        cells.add(plane(truth, c));
        cells.add(plane(b, c));
      }
      rows.add(RowFactory.create(cells.toArray()));
      together.add(RowFactory.create(Scores.id(i), Masks.HEIGHT, Masks.WIDTH, truth, b));
    }
    table("p.parquet", rows, "truth-road", "b-road", "truth-car", "b-car", "truth-wet", "b-wet");
    table("q.parquet", together, "truth", "b");
    run("table-places", "p.parquet#truth-{class} p.parquet#b-{class}", WORDS).succeeds();
    run("table-arrays", "q.parquet#truth q.parquet#b", WORDS).succeeds();
    assertThat(metrics("table-places").replace("\"p\"", "\"b\"")).isEqualTo(metrics("arrays"));
    assertThat(metrics("table-arrays").replace("\"q\"", "\"b\"")).isEqualTo(metrics("arrays"));
  }

  private static void table(String name, List<Row> rows, String... columns) {
    StructType schema =
        new StructType().add("image_id", "string").add("height", "int").add("width", "int");
    for (String column : columns) {
      schema = schema.add(column, "binary");
    }
    MaskwiseRun.spark()
        .createDataFrame(rows, schema)
        .write()
        .parquet(directory.resolve(name).toString());
  }

  @Test
  void aPlaceThatLacksAClassOrAnImageIsNamed() throws IOException {
    Masks.bytes(directory.resolve("less-road/even/0.npy"), Scores.npy(new float[Scores.PIXELS]));
    MaskwiseRun place = run("less", "truth-{class} less-{class}", WORDS + "--score logit");
    assertThat(place.exitCode()).isEqualTo(1);
    assertThat(place.err()).contains("less-car");
    for (String name : NAMES) {
      for (int i = 0; i < IMAGES; i++) {
        boolean other = i == 1 && name.equals("car");
        if (i != 2 || !name.equals("wet")) {
          Masks.bytes(
              directory.resolve("less-" + name + "/" + Scores.id(i) + ".npy"),
              other ? Scores.npy(Scores.quarters(1, 2)) : Scores.npy(Scores.quarters(i, 1)));
        }
      }
    }
    MaskwiseRun image = run("less", "truth-{class} less-{class}", WORDS + "--score logit");
    assertThat(image.exitCode()).isEqualTo(1);
    assertThat(image.err())
        .contains("less-wet holds no prediction of the class 'wet' for the image")
        .contains(
            "less-car/odd/1.npy has 2 channels of 13×9 pixels, but is of the class 'car' alone");
  }

  /** The path of a tar or of a table does not say which class is meant. */
  @Test
  void theClassIsNamedWhereItsPlaceDoesNot() throws IOException {
    List<Row> rows = new ArrayList<>();
    Path tar = directory.resolve("classes.tar");
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      for (int i = 0; i < IMAGES; i++) {
        byte[] masks = masks(7 * i + 2, false);
        if (i == 3) {
          masks[Scores.PIXELS] = 9;
        }
        List<Object> cells = new ArrayList<>(List.of(Scores.id(i), Masks.HEIGHT, Masks.WIDTH));
        for (int c = 0; c < CLASSES; c++) {
          cells.add(plane(masks, c));
          if (i != 1 || c != 2) {
            byte[] png = Masks.png(plane(masks, c));
            TarArchiveEntry member =
                new TarArchiveEntry(Scores.id(i) + "." + NAMES.get(c) + ".png");
            member.setSize(png.length);
            out.putArchiveEntry(member);
            out.write(png);
            out.closeArchiveEntry();
          }
        }
        rows.add(RowFactory.create(cells.toArray()));
      }
    }
    MaskwiseRun shards = run("of-tar", "truth-{class} classes.tar#{class}.png", WORDS);
    assertThat(shards.exitCode()).isEqualTo(1);
    assertThat(shards.err())
        .contains("odd/1: ", "holds no prediction of the class 'wet' for the image")
        .contains("odd/3: ", "holds the value 9 in the mask of the class 'car', but a mask holds");
    table("by-class.parquet", rows, "road", "car", "wet");
    MaskwiseRun cells = run("of-table", "truth-{class} by-class.parquet#{class}", WORDS);
    assertThat(cells.exitCode()).isEqualTo(1);
    assertThat(cells.err())
        .contains("odd/3: ", "holds the value 9 in the mask of the class 'car', but a mask holds");
  }

  /** The numbers are the same in other pieces, from an earlier run, and from its statistics. */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"", "--score logit"})
  void runsAreReusedComparedAndChecked(String score) throws IOException, InterruptedException {
    String model = score.isEmpty() ? "a" : "logits";
    String other = score.isEmpty() ? "b" : "chances";
    String tag = model + "-run";
    String words = WORDS + score + (score.isEmpty() ? "" : " --curve-groups 2");
    assertThat(run(tag, "truth " + model, words + " --partitions 1").succeeds().out())
        .doesNotContain("threshold is a probability");
    String metrics = metrics(tag);
    awaitNextSecond(); // Runs of one second, one definition and the same inputs are one run.
    run(tag + "-pieces", "truth " + model, words + " --partitions 3").succeeds();
    assertThat(metrics(tag + "-pieces")).isEqualTo(metrics);
    MaskwiseRun again =
        run(tag + "-again", "truth " + model, words + " --reuse " + directory.resolve(tag))
            .succeeds();
    assertThat(again.out()).contains(IMAGES + " images were taken");
    assertThat(metrics(tag + "-again")).isEqualTo(metrics);

    run(tag + "-other", "truth " + model + " " + other, words).succeeds();
    MaskwiseRun compared =
        MaskwiseRun.plain(
            "compare",
            directory.resolve(tag).toString(),
            directory.resolve(tag + "-other").toString(),
            "--out",
            directory.resolve(tag + "-compared").toString());
    compared.succeeds();
    assertThat(compared.out()).contains("mean_iou");
    Path checks =
        Files.writeString(
            directory.resolve(tag + ".yaml"),
            "version: 1\nchecks: [{id: same, metric: iou, averaging: dataset, classes: [car], change: {margin: 0.01}, min-images: 3}, {id: floor, metric: mean_iou, averaging: dataset, at-least: 0.1}]\n");
    MaskwiseRun checked =
        MaskwiseRun.plain(
            "check",
            "--run",
            directory.resolve(tag + "-again").toString(),
            "--against",
            directory.resolve(tag).toString(),
            "--checks",
            checks.toString());
    assertThat(checked.exitCode()).as("%s%s", checked.out(), checked.err()).isZero();
    MaskwiseRun.plain("report", "--run", directory.resolve(tag + "-other").toString()).succeeds();
    assertThat(Files.readString(directory.resolve(tag + "-other/report.html")))
        .doesNotContain("id=\"confusion\"");
  }

  private static void awaitNextSecond() throws InterruptedException {
    Thread.sleep(1_000 - System.currentTimeMillis() % 1_000);
  }

  private static String metrics(String out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out + "/summary.json")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | pixels without an array | 7 | holds the value 7 in the mask of class 1, but a mask holds 0 and 1, and 255 where a pixel is ignored",
        "'' | channels | 0 | has 2 channels of 13×9 pixels, but there are 3 classes",
        "'' | turned | 0 | has 9 channels of 3×13 pixels, but there are 3 classes: if its axes are height×width×channels",
        "--score logit | turned floats | 0 | has 9 channels of 3×13 pixels, but there are 3 classes: if its axes are height×width×channels",
        "'' | floats | 0 | holds the type '<f4', but labels are integers or booleans: save them as such, by .astype('uint16'), unless they are scores",
        "'' | shape | 0 | pixels, but its truth is 13×9",
        "--losses cross_entropy | - | 0 | --losses, --threshold and --exact-lovasz are for scores",
        "--score logit --losses lovasz_softmax | - | 0 | is of scores of which a pixel has one class",
        "--score logit --threshold sky=1 | - | 0 | --threshold sky is neither",
        "--score logit --threshold road=1,0=2 | - | 0 | gives the class 'road' two thresholds",
        "--score logit --threshold road=x | - | 0 | --threshold x is no finite number",
        "--ignore 1 | - | 0 | --ignore 1",
        "--predicted-ignore drop | - | 0 | --predicted-ignore is for predicted label maps",
        "--engine query | - | 0 | a pixel may have several classes",
      })
  void whatCannotBeEvaluatedIsNamed(String words, String fault, byte value, String sentence)
      throws IOException {
    String input = "bad" + Integer.toHexString((words + fault).hashCode());
    byte[] masks = masks(1, false);
    if (fault.startsWith("pixels")) {
      masks[Scores.PIXELS + 5] = value;
    }
    boolean shape = fault.equals("shape");
    int channels = fault.equals("channels") ? 2 : CLASSES;
    byte[] some = Arrays.copyOf(masks, channels * Scores.PIXELS);
    Masks.bytes(
        directory.resolve(input + "/even/0.npy"),
        Scores.npy(
            "|u1",
            shape
                ? Scores.shape(channels, Masks.WIDTH, Masks.HEIGHT)
                : Scores.shape(channels, Masks.HEIGHT, Masks.WIDTH),
            some));
    if (fault.contains("turned")) {
      Masks.bytes(directory.resolve(input + "/even/0.npy"), Scores.npy("|u1", "(9, 13, 3)", masks));
    }
    if (fault.contains("floats")) {
      String axes = fault.equals("floats") ? "(3, 9, 13)" : "(9, 13, 3)";
      byte[] floats = new byte[Float.BYTES * masks.length];
      Masks.bytes(directory.resolve(input + "/even/0.npy"), Scores.npy("<f4", axes, floats));
    }
    Path truth = directory.resolve("one-truth/even/0.npy");
    Masks.bytes(truth, Files.readAllBytes(directory.resolve("truth/even/0.npy")));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--truth",
                directory.resolve(fault.startsWith("pixels") ? input : "one-truth").toString(),
                "--prediction",
                "m=" + directory.resolve(input)));
    arguments.addAll(
        List.of(
            "--task",
            "multilabel",
            "--classes",
            "3",
            "--out",
            directory.resolve("refused").toString()));
    if (!words.contains("--ignore")) {
      arguments.addAll(List.of("--ignore", "255"));
    }
    if (words.contains("sky") || words.contains("road")) {
      arguments.set(arguments.indexOf("3"), directory.resolve("names.txt").toString());
    }
    if (!words.isEmpty()) {
      arguments.addAll(List.of(words.split(" ", -1)));
    }
    MaskwiseRun refused = MaskwiseRun.on("local[2]", arguments.toArray(String[]::new));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(sentence);
  }

  /** Masks of 0 and 255 are read by a map; the counts of the classes are those of SQL. */
  @Tag("slow")
  @Test
  void mapsAndCountsOfSql() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      byte[] masks = masks(7 * i + 2, false);
      for (int k = 0; k < masks.length; k++) {
        masks[k] = (byte) (masks[k] == 1 ? 255 : 0);
      }
      Masks.bytes(
          directory.resolve("white/" + Scores.id(i) + ".npy"),
          Scores.npy("|u1", "(3, 9, 13)", masks));
    }
    run("plain", "truth b", WORDS).succeeds();
    run("white-run", "truth white", WORDS + "--prediction-map 0=0,255=1").succeeds();
    assertThat(metrics("white-run").replace("\"white\"", "\"b\"")).isEqualTo(metrics("plain"));
    JsonNode summary = MaskwiseRun.summary(directory.resolve("plain"));
    List<Row> rows =
        MaskwiseRun.spark()
            .sql(
                "SELECT class, iou(overlap_merge(named_struct('intersection', intersection, 'truth_cardinality', truth_cardinality, 'prediction_cardinality', prediction_cardinality, 'pixels', pixels))) FROM parquet.`%s` GROUP BY class"
                    .formatted(directory.resolve("plain/per_image.parquet")))
            .collectAsList();
    assertThat(rows).hasSize(CLASSES);
    for (Row row : rows) {
      assertThat(row.getDouble(1))
          .isEqualTo(MaskwiseRun.metric(summary, "b", "iou", "dataset", row.getString(0)));
    }
  }

  /** Of very many slices one is in memory at a time; its numbers are those of its images alone. */
  @Tag("slow")
  @Test
  void veryManySlices() throws IOException {
    for (int i = 0; i < 102; i++) {
      for (String input : List.of("many-truth", "many")) {
        byte[] masks = masks(3 * i + input.length(), input.endsWith("truth"));
        Masks.bytes(
            directory.resolve(input + "/" + i + ".npy"), Scores.npy("|u1", "(3, 9, 13)", masks));
        if (i == 17) {
          Masks.bytes(
              directory.resolve("one-" + input + "/17.npy"),
              Scores.npy("|u1", "(3, 9, 13)", masks));
        }
      }
    }
    String words = WORDS.replace("(?<parity>[a-z]+)/", "(?<id>.+)$");
    run("many-run", "many-truth many", words).succeeds();
    run("one-run", "one-many-truth one-many", words).succeeds();
    JsonNode one = MaskwiseRun.summary(directory.resolve("one-run"));
    List<Row> rows = MaskwiseRun.table(directory.resolve("many-run"), "slices.parquet");
    List<Row> found =
        rows.stream()
            .filter(row -> "id=17".equals(row.getAs("slice")))
            .filter(row -> "iou".equals(row.getAs("name")) && "car".equals(row.getAs("class")))
            .filter(row -> "dataset".equals(row.getAs("averaging")))
            .toList();
    assertThat(found).hasSize(1);
    assertThat((Double) found.get(0).getAs("value"))
        .isEqualTo(
            MaskwiseRun.value(MaskwiseRun.entry(one, "one-many", "null", "iou", "dataset", "car")));
  }
}
