package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which scores can be wrong: a sentence with id and path, and nothing lost. */
class ScoreRejectionTest {
  private static final int WHOLE = 3;

  /** The bytes before the first score of a small NumPy file. */
  private static final int HEADER = 128;

  /** Where the truth of every image is the class 1, and where it is ignored. */
  private static final int VALID = 20;

  private static final int IGNORED = 30;

  @TempDir Path directory;

  /** The tasks, as words, and their scores. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Setting {
    LOGIT(1, "--task binary --score logit --foreground 1 --classes 3", Scores::logits),
    PROBABILITY(
        1,
        "--task binary --score probability --classes 3 --foreground nonzero",
        Scores::probabilities),
    LOGITS(3, "--task multiclass --score logit --classes 3", Scores::logits),
    PROBABILITIES(3, "--task multiclass --score probability --classes 3", Scores::probabilities);

    final int channels;
    final String words;
    final Scores.Maker maker;

    Setting(int channels, String words, Scores.Maker maker) {
      this.channels = channels;
      this.words = words + " --ignore 3 ";
      this.maker = maker;
    }

    List<Fault> faults() {
      return Arrays.stream(Fault.values()).filter(f -> f.settings.contains(this)).toList();
    }
  }

  /** A way to spoil an image, and what is said about it. */
  @SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"}) // nobody changes them
  enum Fault {
    NAN("b", "non_finite_score", "holds the score NaN at (7, 1)", set(VALID, Float.NaN)),
    INFINITE("b", "non_finite_score", "holds the score -Infinity at (7, 1)", set(VALID, -1f / 0)),
    ABOVE_ONE(
        "b",
        "no_probability",
        "holds the score 1.5 at (7, 1)",
        set(VALID, 1.5f),
        Setting.PROBABILITY,
        Setting.PROBABILITIES),
    BELOW_ZERO(
        "a",
        "no_probability",
        "holds the score -0.5 at (7, 1)",
        set(VALID, -0.5f),
        Setting.PROBABILITY,
        Setting.PROBABILITIES),
    SUM_IS_NOT_ONE(
        "b",
        "no_probability",
        "holds probabilities that add up to",
        spoilt(scores -> scores[VALID] += scores[VALID] > 0.5 ? -0.4f : 0.4f),
        Setting.PROBABILITIES),
    TURNED(
        "b",
        "shape_mismatch",
        "is 9×13 pixels, but its truth is 13×9",
        data -> reshaped(data, /* height= */ Masks.WIDTH, /* width= */ Masks.HEIGHT)),
    THREE_CHANNELS(
        "b",
        "shape_mismatch",
        "has 3 channels of 13×9 pixels, but a binary task has 1: say --task multiclass",
        data -> Scores.npy(Scores.logits(1, 3)),
        Setting.LOGIT,
        Setting.PROBABILITY),
    A_CHANNEL_TOO_FEW(
        "a",
        "shape_mismatch",
        "has 2 channels of 13×9 pixels, but there are 3 classes",
        data -> Scores.npy(Scores.logits(1, 2)),
        Setting.LOGITS,
        Setting.PROBABILITIES),
    CUT_OFF("b", "unreadable", "is cut off", data -> Arrays.copyOf(data, data.length - 5)),
    EMPTY("a", "unreadable", "is empty", data -> new byte[0]),
    NO_NUMPY(
        "b", "unreadable", "is neither a .npy nor a .npz file", data -> new byte[] {1, 2, 3, 4}),
    INTEGERS(
        "b",
        "unreadable",
        "holds uint8 scores, whose meaning is not stated: say --score-scale",
        data -> Scores.npy("|u1", "(9, 13)", new byte[Scores.PIXELS])),
    MISSING("b", "missing_prediction", "holds no prediction for the image", data -> null),
    TRUTH_MISSING("truth", "missing_truth", "holds no truth for the image", data -> null),
    LABEL_OUT_OF_RANGE(
        "truth",
        "label_out_of_range",
        "holds the label 9 at (0, 0), but the classes are 0 to 2 and the ignore label is 3",
        data -> {
          byte[] labels = Masks.random(0, 3);
          labels[0] = 9;
          return Masks.png(labels);
        });

    final String input;
    final String kind;
    final String sentence;
    final UnaryOperator<byte[]> spoil;
    final List<Setting> settings;

    Fault(
        String input,
        String kind,
        String sentence,
        UnaryOperator<byte[]> spoil,
        Setting... settings) {
      this.input = input;
      this.kind = kind;
      this.sentence = sentence;
      this.spoil = spoil;
      this.settings = settings.length == 0 ? List.of(Setting.values()) : List.of(settings);
    }

    int image() {
      return WHOLE + ordinal();
    }
  }

  private static UnaryOperator<byte[]> set(int pixel, float score) {
    return spoilt(scores -> scores[pixel] = score);
  }

  private interface Spoiler {
    void spoil(float[] scores);
  }

  /** Changes the scores in a NumPy file. */
  private static UnaryOperator<byte[]> spoilt(Spoiler spoiler) {
    return data -> {
      float[] scores = new float[(data.length - HEADER) / 4];
      ByteBuffer.wrap(data, HEADER, data.length - HEADER)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(scores);
      spoiler.spoil(scores);
      return Scores.npy(scores);
    };
  }

  private static byte[] reshaped(byte[] data, int height, int width) {
    byte[] scores = Arrays.copyOfRange(data, HEADER, data.length);
    return Scores.npy(
        "<f4", Scores.shape(scores.length / 4 / Scores.PIXELS, height, width), scores);
  }

  /** The first images are whole, but for NaN at an ignored pixel of the very first. */
  private void writeDataSet(Setting setting, List<Fault> faults) throws IOException {
    int images = WHOLE + Fault.values().length;
    for (int i = 0; i < images; i++) {
      byte[] labels = Scores.truth(i);
      labels[VALID] = 1;
      labels[IGNORED] = Scores.IGNORE;
      Masks.write(directory.resolve("truth/" + Scores.id(i) + ".png"), labels);
    }
    for (String model : List.of("a", "b")) {
      Scores.writeModel(directory, model, images, setting.channels, setting.maker);
      Path first = file(model, 0);
      Files.write(first, set(IGNORED, Float.NaN).apply(Files.readAllBytes(first)));
    }
    for (Fault fault : Fault.values()) {
      if (faults.contains(fault)) {
        spoil(fault);
      } else {
        for (String input : List.of("truth", "a", "b")) {
          Files.delete(file(input, fault.image()));
        }
      }
    }
  }

  private void spoil(Fault fault) throws IOException {
    Path file = file(fault.input, fault.image());
    byte[] spoilt = fault.spoil.apply(Files.readAllBytes(file));
    if (spoilt == null) {
      Files.delete(file);
    } else {
      Files.write(file, spoilt);
    }
  }

  private Path file(String input, int image) {
    return directory.resolve(
        input + "/" + Scores.id(image) + (input.equals("truth") ? ".png" : ".npy"));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void failIsTheDefaultAndLeavesNothing(Setting setting) throws IOException {
    writeDataSet(setting, setting.faults());
    List<Path> before = content();
    MaskwiseRun run = MaskwiseRun.evaluate(directory, "out", "truth a b", setting.words);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(setting.faults().size() + " images were rejected", "--on-reject skip")
        .doesNotContain("Exception", "\tat ");
    assertThat(content()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  @Tag("slow")
  void skipListsEachImageAndLeavesTheOthersAsTheyAre(Setting setting) throws IOException {
    List<Fault> faults = setting.faults();
    writeDataSet(setting, faults);
    JsonNode summary = skip("with", setting);
    assertThat(summary.get("images").get("evaluated").asInt()).isEqualTo(WHOLE);
    assertThat(summary.get("images").get("rejected").asInt()).isEqualTo(faults.size());
    List<Row> rejected = MaskwiseRun.table(directory.resolve("with"), "rejected.parquet");
    assertThat(rejected).hasSize(faults.size());
    for (Fault fault : faults) {
      assertThat(rejected)
          .filteredOn(row -> row.getAs("image_id").equals(Scores.id(fault.image())))
          .singleElement()
          .satisfies(row -> requireTold(row, fault));
    }
    for (Fault fault : faults) {
      for (String input : List.of("truth", "a", "b")) {
        Files.deleteIfExists(file(input, fault.image()));
      }
    }
    JsonNode without = skip("without", setting);
    assertThat(without.get("images").get("rejected").asInt()).isZero();
    for (String part : List.of("metrics", "confusion", "curves")) {
      assertThat(summary.get(part)).as(part).isEqualTo(without.get(part));
    }
  }

  private JsonNode skip(String out, Setting setting) throws IOException {
    MaskwiseRun.evaluate(directory, out, "truth a b", setting.words + "--on-reject skip")
        .succeeds();
    return MaskwiseRun.summary(directory.resolve(out));
  }

  private void requireTold(Row row, Fault fault) {
    assertThat(row.<String>getAs("kind")).as(row.toString()).isEqualTo(fault.kind);
    assertThat(row.<String>getAs("reason")).contains(fault.sentence).doesNotContain(".. ", "\n");
    boolean gone = fault.kind.startsWith("missing");
    Path path = gone ? directory.resolve(fault.input) : file(fault.input, fault.image());
    assertThat(row.<String>getAs("path")).endsWith(path.toString());
  }

  @Test
  void aScaleForFloatsIsRefused() throws IOException {
    writeDataSet(Setting.LOGIT, List.of());
    MaskwiseRun run =
        MaskwiseRun.evaluate(
            directory, "out", "truth a", Setting.LOGIT.words + "--score-scale 0.5");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            WHOLE + " images were rejected",
            file("a", 0)
                + " holds float32 scores, but a scale was stated: leave out --score-scale");
  }

  /** What the message of a run says of an image is the sentence of its row. */
  @Test
  @Tag("slow")
  void aSingleFaultIsOneSentence() throws IOException {
    writeDataSet(Setting.LOGIT, List.of(Fault.NAN));
    MaskwiseRun run = MaskwiseRun.evaluate(directory, "out", "truth a b", Setting.LOGIT.words);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "1 image was rejected",
            "%s: file:%s holds the score NaN at (7, 1), but scores are finite numbers."
                .formatted(Scores.id(Fault.NAN.image()), file("b", Fault.NAN.image())));
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }
}
