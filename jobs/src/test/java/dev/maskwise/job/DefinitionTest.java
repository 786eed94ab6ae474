package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.codec.png.PngWriter;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.reader.source.MaskSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs of equal definitions on equal inputs have equal numbers: each option is varied, and one that
 * is neither varied nor known to change no number is a fault.
 */
class DefinitionTest {

  private static final String STATEMENTS = "evaluates nothing: runs and prints what is written";
  private static final String SCHEDULE = "writes no numbers, but what starts evaluate";

  /** The options that are not in a definition, and why their value changes no number. */
  private static final Map<String, String> CHANGES_NO_NUMBER =
      Map.ofEntries(
          Map.entry("evaluate --out", "where the numbers go"),
          Map.entry("evaluate --overwrite", "what is there before them"),
          Map.entry("evaluate --store", "where the numbers go"),
          Map.entry("evaluate --again", "whether numbers that are there are used again"),
          Map.entry("evaluate --reuse", "which images are read; ReuseTest"),
          Map.entry("evaluate --partitions", "how the work is divided; InvarianceTest"),
          Map.entry("evaluate --engine", "who counts; EngineTest"),
          Map.entry("evaluate --master", "where the work is done; InvarianceTest"),
          Map.entry("demo --task", "becomes that of evaluate"),
          Map.entry("demo --dir", "where the data set goes, which evaluate has as its inputs"),
          Map.entry("demo --scenes", "makes the inputs"),
          Map.entry("demo --size", "makes the inputs"),
          Map.entry("demo --data-only", "writes no numbers"),
          Map.entry("sql -e", STATEMENTS),
          Map.entry("sql -f", STATEMENTS),
          Map.entry("sql --rows", STATEMENTS),
          Map.entry("sql --width", STATEMENTS),
          Map.entry("demo --nights", "which commands are run"),
          Map.entry("nightly --config", "the options in it are those of evaluate"),
          Map.entry("schedule --for", SCHEDULE),
          Map.entry("schedule --at", SCHEDULE),
          Map.entry("schedule --time-zone", SCHEDULE),
          Map.entry("schedule --home", SCHEDULE),
          Map.entry("schedule --config", SCHEDULE),
          Map.entry("schedule --checks", SCHEDULE),
          Map.entry("schedule --store", SCHEDULE),
          Map.entry("schedule --user", SCHEDULE),
          Map.entry("schedule --image", SCHEDULE),
          Map.entry("schedule --namespace", SCHEDULE),
          Map.entry("schedule --check-after", SCHEDULE),
          Map.entry("schedule --out", SCHEDULE));

  /** These commands read the numbers of runs that are there. */
  private static final Pattern OF_FINISHED_RUNS =
      Pattern.compile("(compare|check|history|publish|report) .*");

  private static final String LABELS = "--truth @truth --prediction m=@a --classes 4";

  /**
   * Two values of each option; {@code -} is none and {@code @} the directory of the inputs. The
   * second column is the key of the definition that has to tell the values apart.
   */
  private static final String VARIED =
      """
      --truth              | truth              | --prediction m=@a --classes 4             | @truth                | @b
      --truth              | truth              | --prediction m=@a --classes 4             | @truths.parquet#mask  | @truths.parquet#other
      --pairs              | truth              | --prediction m=a --classes 4              | @one.csv              | @two.csv
      --prediction         | predictions        | --truth @truth --classes 4                | m=@a                  | m=@b
      --prediction         | predictions        | --truth @truth --classes 4                | m=@a                  | n=@a
      --prediction         | predictions        | --truth @truth --classes 4                | m=@preds.parquet#mask | m=@preds.parquet#other
      --prediction         | predictions        | --truth @truth --task binary --foreground nonzero --score logit| m=@preds.parquet#score | m=@preds.parquet#net
      --classes            | classes            | --truth @truth --prediction m=@a          | 4                     | 5
      --classes            | labels             | --truth @truth --prediction m=@logits --task binary --foreground nonzero --score logit --on-reject skip | 3 | 4
      --ignore             | ignore             | LABELS                                    | -                     | 3
      --ignore             | ignore             | LABELS                                    | 3                     | 3,2
      --predicted-ignore   | predicted_ignore   | --truth @truth --prediction m=@a --classes 4 --ignore 3 | -       | drop
      --map                | truth_map          | LABELS                                    | -                     | 0..1=0..1,2..3=2
      --truth-map          | truth_map          | LABELS                                    | -                     | 0=1,1=0,2..3=same
      --prediction-map     | prediction_map     | LABELS                                    | -                     | 0=1,1=0,*=same
      --background         | policy             | LABELS                                    | -                     | 0
      --policy             | policy             | --truth @truth --prediction m=@a --classes 5 | undefined          | zero
      --slice              | slices             | LABELS                                    | -                     | (?<id>.)$
      --slice              | slices             | --truth @truths.parquet --prediction m=@a --classes 4 | site      | time
      --conf               | conf               | --truth @truths.parquet --prediction m=@a --classes 4 --slice time | spark.sql.session.timeZone=UTC | spark.sql.session.timeZone=Asia/Tokyo
      --truth-suffix       | truth_suffix       | --truth @two --prediction m=@a --classes 4 | .one.png             | .two.png
      --prediction-suffix  | prediction_suffix  | --truth @truth --prediction m=@two --classes 4 | .one.png         | .two.png
      --id-column          | id_column          | --truth @truth --prediction m=@preds.parquet --classes 4 | -      | turned
      --mask-column        | mask_column        | --truth @truth --prediction m=@preds.parquet --classes 4 | -      | other
      --max-pixels         | max_pixels         | --truth @sizes --prediction m=@sizes --classes 4 --on-reject skip | 117 | 234
      --confidence         | intervals          | LABELS                                    | 0.9                   | 0.95
      --cluster-by         | intervals          | LABELS                                    | -                     | x
      --curve-groups       | intervals          | BINARY                                    | -                     | 3
      --no-intervals       | intervals          | LABELS                                    | -                     | +
      --task               | task               | --truth @truth --prediction m=@logits --classes 4 | labels --prediction-suffix .png | binary --score logit --foreground nonzero
      --score              | score              | --truth @truth --prediction m=@probabilities --task binary --foreground nonzero | logit | probability
      --foreground         | foreground         | --truth @truth --prediction m=@logits --task binary --score logit --ignore 3 | nonzero | 2
      --threshold          | threshold          | BINARY                                    | -                     | 1
      --threshold          | threshold          | --truth @stacks --prediction m=@stacked --task multilabel --classes 2 --ignore 3 --score logit | 1=0.5 | 1=-2
      --threshold-operator | threshold_operator | BINARY                                    | ge                    | gt
      --losses             | losses             | BINARY                                    | focal_loss(gamma=1)        | focal_loss(gamma=3)
      --log-floor          | log_floor          | PROBABILITY                               | -                     | -2
      --score-bins         | score_bins         | BINARY                                    | 0                     | 12
      --calibration-bins   | calibration_bins   | PROBABILITY                               | 8                     | 16
      --calibration-closed | calibration_closed | PROBABILITY --calibration-bins 8          | left                  | right
      --calibration-norm   | calibration_norm   | PROBABILITY                               | l1                    | max
      --exact-lovasz       | lovasz_dataset     | BINARY --score-bins 0                     | -                     | +
      --score-scale        | score_scale        | --truth @truth --prediction m=@steps --task binary --foreground nonzero --score logit | 0.25 | 0.5
      --score-offset       | score_offset       | --truth @truth --prediction m=@steps --task binary --foreground nonzero --score logit --score-scale 0.25 | - | -4
      --score-array        | score_array        | --truth @truth --prediction m=@arrays --prediction-suffix .npz --task binary --foreground nonzero --score logit | a | b
      --score-column       | score_column       | --truth @truth --prediction m=@preds.parquet --task binary --foreground nonzero --score logit | - | net
      --score-type         | score_type         | --truth @truth --prediction m=@bare.parquet --task binary --foreground nonzero --score logit --on-reject skip | - | float16
      --task               | task               | --truth @objects.json --prediction m=@found.json | detections        | instances
      --slice              | slices             | OBJECTS                                   | -                     | site
      --max-pixels         | max_pixels         | OBJECTS --on-reject skip                  | -                     | 9000
      --rules              | rules              | OBJECTS                                   | coco                  | lvis
      --overlap            | overlap            | OBJECTS                                   | mask                  | boundary
      --boundary-ratio     | boundary_ratio     | OBJECTS --overlap boundary                | -                     | 0.1
      --iou-thresholds     | iou_thresholds     | OBJECTS                                   | 0.5,0.75              | 0.5,0.9
      --area-bands         | area_bands         | OBJECTS                                   | small=0..300          | small=0..600
      --max-detections     | max_detections     | OBJECTS                                   | 1,100                 | 1,2
      --ignore-rule        | ignore_rule        | OBJECTS                                   | crowd                 | crowd_or_ignore
      --zero-id            | zero_id            | OBJECTS                                   | found                 | lost
      --limit              | limit              | OBJECTS --max-detections 1,2              | category              | image
      --categories         | categories         | OBJECTS                                   | separate              | pooled
      """
          .replace("OBJECTS", "--task instances --truth @objects.json --prediction m=@found.json")
          .replace("LABELS", LABELS)
          .replace(
              "BINARY",
              "--truth @truth --prediction m=@logits --task binary --score logit --ignore 3 --foreground nonzero")
          .replace(
              "PROBABILITY",
              "--truth @truth --prediction m=@probabilities --task binary --score probability --foreground nonzero");

  private static final int IMAGES = 4;

  @TempDir static Path directory;

  /** The masks of two classes; some pixels are ignored. */
  private static byte[] stack(int seed) {
    byte[] masks = new byte[2 * Scores.PIXELS];
    System.arraycopy(Masks.random(seed, 2), 0, masks, 0, Scores.PIXELS);
    System.arraycopy(Masks.random(seed + 9, 2), 0, masks, Scores.PIXELS, Scores.PIXELS);
    masks[seed] = 3;
    return masks;
  }

  @BeforeAll
  static void writeInputs() throws IOException {
    List<Row> truths = new ArrayList<>();
    List<Row> predictions = new ArrayList<>();
    List<Row> bare = new ArrayList<>();
    StringBuilder one = new StringBuilder("image_id,truth,a\n");
    StringBuilder two = new StringBuilder("image_id,truth,a\n");
    for (int i = 0; i < IMAGES; i++) {
      String id = "x/" + i;
      byte[] truth = Masks.png(Masks.random(3 * i, i == 0 ? 3 : 4));
      byte[] a = Masks.png(Masks.random(3 * i + 1, 4));
      byte[] b = Masks.png(Masks.random(3 * i + 2, 4));
      float[] logits = Scores.quarters(i, 1);
      float[] others = Scores.quarters(i + 50, 1);
      one.append("%s,truth/%s.png,a/%s.png%n".formatted(id, id, id));
      two.append("%s,b/%s.png,a/%s.png%n".formatted(id, id, id));
      write("truth", id + ".png", truth);
      write("a", id + ".png", a);
      write("b", id + ".png", b);
      write("two", id + ".one.png", a);
      write("two", id + ".two.png", b);
      int width = i < 2 ? 13 : 26;
      write("sizes", id + ".png", PngWriter.encode(new byte[9 * width], width, 9, 1));
      write("stacks", id + ".npy", Scores.npy("|u1", "(2, 9, 13)", stack(i)));
      write("stacked", id + ".npy", Scores.npy(Scores.quarters(i, 2)));
      write("logits", id + ".png", a);
      write("logits", id + ".npy", Scores.npy(logits));
      write("probabilities", id + ".npy", Scores.npy(Scores.probabilities(i, 1)));
      write("steps", id + ".npy", Scores.npy("|u1", Scores.shape(1, 9, 13), Masks.random(i, 33)));
      write("arrays", id + ".npz", npz(Map.of("a", logits, "b", others)));
      Timestamp time = Timestamp.valueOf("2026-01-0" + (i + 1) + " 12:00:00");
      truths.add(RowFactory.create(id, i % 2 == 0 ? "north" : "south", time, truth, b));
      String turned = "x/" + (i + 1) % IMAGES;
      predictions.add(RowFactory.create(id, turned, a, b, Scores.npy(logits), Scores.npy(others)));
      bare.add(
          RowFactory.create(id, 9, 13, i < 2 ? Scores.singles(logits) : Scores.halves(logits)));
    }
    writeObjects();
    Files.writeString(directory.resolve("one.csv"), one);
    Files.writeString(directory.resolve("two.csv"), two);
    table(
        "truths",
        truths,
        "image_id string, site string, time timestamp, mask binary, other binary");
    table(
        "preds",
        predictions,
        "image_id string, turned string, mask binary, other binary, score binary, net binary");
    table(
        "raw",
        List.of(RowFactory.create("x", 9, 13, Masks.random(1, 4), Masks.random(2, 4))),
        "image_id string, height int, width int, mask binary, other binary");
    table("bare", bare, "image_id string, height int, width int, score binary");
  }

  /**
   * True objects with ids from 0, crowds and ignored ones among them, and what is found of them.
   */
  private static void writeObjects() throws IOException {
    Random random = new Random(7);
    List<String> images = new ArrayList<>();
    List<String> truths = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (int image = 0; image < 6; image++) {
      images.add(
          "{\"id\": %d, \"height\": 90, \"width\": %d, \"site\": \"%s\"}"
              .formatted(image, image < 3 ? 100 : 101, image % 2 == 0 ? "north" : "south"));
      for (int object = 0; object < 6; object++) {
        int[] box = {random.nextInt(60), random.nextInt(50), 12 + random.nextInt(20), 20};
        int category = 1 + random.nextInt(3);
        truths.add(
            "{\"id\": %d, \"image_id\": %d, \"category_id\": %d, %s, \"area\": %d, \"iscrowd\": %d, \"ignore\": %d}"
                .formatted(
                    truths.size(),
                    image,
                    category,
                    shape(box),
                    box[2] * box[3],
                    object == 5 ? 1 : 0,
                    object == 1 ? 1 : 0));
        for (int turn = 0; turn < 2; turn++) {
          box[turn] += random.nextInt(4);
          found.add(
              "{\"image_id\": %d, \"category_id\": %d, %s, \"score\": %s}"
                  .formatted(
                      image,
                      random.nextInt(5) == 0 ? 1 + random.nextInt(3) : category,
                      shape(box),
                      random.nextDouble()));
        }
      }
    }
    Files.writeString(
        directory.resolve("objects.json"),
        "{\"images\": %s, \"annotations\": %s, \"categories\": [{\"id\": 1}, {\"id\": 2}, {\"id\": 3}]}"
            .formatted(images, truths));
    Files.writeString(directory.resolve("found.json"), found.toString());
  }

  /** A box, and a mask that is the upper left half of it. */
  private static String shape(int... box) {
    int right = box[0] + box[2];
    int lower = box[1] + box[3];
    return "\"bbox\": %s, \"segmentation\": [[%d, %d, %d, %d, %d, %d]]"
        .formatted(Arrays.toString(box), box[0], box[1], right, box[1], box[0], lower);
  }

  static Stream<String[]> varied() {
    return VARIED.lines().map(line -> line.split("\\s*\\|\\s*", -1));
  }

  @ParameterizedTest(name = "{0}: {3} and {4}")
  @MethodSource("varied")
  void definitionsTellTheValuesOfAnOptionApart(
      String option, String key, String words, String one, String other) {
    JsonNode first = definition(words(words, option, one));
    JsonNode second = definition(words(words, option, other));
    assertThat(first.has(key)).as(key).isTrue();
    assertThat(first.get(key)).isNotEqualTo(second.get(key));
  }

  /** So that the test above is about the numbers: each of its values gives others. */
  @Tag("slow")
  @ParameterizedTest(name = "{0}: {3} and {4}")
  @MethodSource("varied")
  void theVariedOptionsChangeNumbers(
      String option, String key, String words, String one, String other) throws IOException {
    JsonNode first = run(words(words, option, one));
    JsonNode second = run(words(words, option, other));
    assertThat(first.get("definition")).isNotEqualTo(second.get("definition"));
    assertThat(first.get("definition").get(key)).isNotEqualTo(second.get("definition").get(key));
    assertThat(numbers(first)).isNotEqualTo(numbers(second));
  }

  /** Whether a rejected image ends the run decides whether there are numbers, not which. */
  @Test
  void onRejectIsInTheDefinition() {
    assertThat(definition(words(LABELS, "--on-reject", "skip")).get("on_reject").asText())
        .isEqualTo("skip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--out        | out   | other",
        "--overwrite  | -     | +",
        "--partitions | 1     | 3",
        "--engine     | pass  | query",
      })
  void definitionsAreTheSameForWhatChangesNoNumber(String option, String one, String other) {
    String words = "--truth @raw.parquet --prediction m=@raw.parquet#other --classes 4";
    assertThat(definition(words(words, option, one)))
        .isEqualTo(definition(words(words, option, other)));
  }

  @Test
  void everyOptionIsVariedOrChangesNoNumber() {
    Set<String> known = new HashSet<>(CHANGES_NO_NUMBER.keySet());
    known.add("evaluate --on-reject");
    Set<String> varied = new HashSet<>();
    varied().forEach(row -> varied.add("evaluate " + row[0]));
    assertThat(varied).doesNotContainAnyElementsOf(known);
    known.addAll(varied);
    assertThat(options()).containsExactlyInAnyOrderElementsOf(known);
  }

  /** The options and parameters of all commands; one that two commands share stands once. */
  private static List<String> options() {
    List<String> options = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    collect("", new CommandLine(Main.class), seen, options);
    options.removeIf(option -> OF_FINISHED_RUNS.matcher(option).matches());
    return options;
  }

  private static void collect(
      String path, CommandLine command, Set<Object> seen, List<String> options) {
    for (Map.Entry<String, CommandLine> sub : command.getSubcommands().entrySet()) {
      String name = path + sub.getKey() + " ";
      for (ArgSpec argument : sub.getValue().getCommandSpec().args()) {
        boolean help = argument instanceof OptionSpec option && isHelp(option);
        if (!help && seen.add(Objects.requireNonNull(argument.userObject()))) {
          options.add(name + name(argument));
        }
      }
      collect(name, sub.getValue(), seen, options);
    }
  }

  private static boolean isHelp(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Words with an option besides; the output is theirs alone. */
  private static String words(String words, String option, String value) {
    String given =
        switch (value) {
          case "-" -> words;
          case "+" -> words + " " + option;
          default -> words + " " + option + " " + value;
        };
    String out = given.contains("--out") ? "" : " --out @out-" + given.replaceAll("\\W+", "-");
    return (given + out).replace("@", directory + "/");
  }

  /** The definition of a run that is not made. */
  private static JsonNode definition(String words) {
    EvaluateOptions options = new EvaluateOptions();
    SparkOptions sparkOptions = new SparkOptions();
    CommandSpec spec = CommandSpec.create();
    spec.addMixin("evaluate", CommandSpec.forAnnotatedObject(options));
    spec.addMixin("spark", CommandSpec.forAnnotatedObject(sparkOptions));
    new CommandLine(spec).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.split(" ", -1));
    RunningSpark spark = sparkOptions.start("test");
    if (options.task().ofObjects()) {
      return new ObjectMapper().valueToTree(options.objectPlan(spark.hadoop()).definition());
    }
    EvaluatePlan plan =
        options.plan(
            new MaskSources(spark.hadoop(), spark::session),
            () -> SparkOptions.ofTables(spark.session()));
    try (EvaluateJob job = new EvaluateJob(spark, plan)) {
      assertThat(job.remarks()).hasSizeLessThan(2);
    }
    return new ObjectMapper().valueToTree(plan.definition());
  }

  /** The summary of a run, which is made once. */
  private static JsonNode run(String words) throws IOException {
    Path out = Path.of(words.replaceAll(".*--out ", ""));
    if (!Files.exists(out)) {
      MaskwiseRun.of(("evaluate --partitions 1 " + words).split(" ", -1)).succeeds();
    }
    return MaskwiseRun.summary(out);
  }

  /** Everything in a summary but the definition. */
  private static List<JsonNode> numbers(JsonNode summary) {
    return Stream.of("metrics", "confusion", "curves").map(summary::path).toList();
  }

  private static void write(String source, String name, byte[] bytes) throws IOException {
    Masks.bytes(directory.resolve(source).resolve(name), bytes);
  }

  private static byte[] npz(Map<String, float[]> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, float[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(Scores.npy(array.getValue()));
      }
    }
    return bytes.toByteArray();
  }

  private static void table(String name, List<Row> rows, String ddl) {
    MaskwiseRun.spark()
        .createDataFrame(rows, StructType.fromDDL(ddl))
        .write()
        .parquet(directory.resolve(name + ".parquet").toString());
  }
}
