package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.codec.png.PngWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels mean, from the options to the numbers. */
class LabelMeaningTest {
  private static final int IMAGES = 3;

  @TempDir static Path directory;

  @BeforeAll
  static void write() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      byte[] truth = Masks.random(2 * i, 6);
      byte[] prediction = Masks.random(2 * i + 1, 5);
      labels("truth", i, truth, label -> label);
      labels("a", i, prediction, label -> label);
      labels("holes", i, Masks.random(2 * i + 1, 6), label -> label);
      labels("truth255", i, truth, label -> label == 5 ? (label % 2 == 0 ? 254 : 255) : label);
      labels("holes255", i, Masks.random(2 * i + 1, 6), label -> label == 5 ? 255 : label);
      labels("truth-more", i, truth, label -> label + 1);
      wide("truth-wide", i, truth, label -> 1000 + label);
      colours("truth-rgb", i, truth);
      labels("merged", i, truth, label -> label == 5 ? 5 : label / 2);
      labels("a-merged", i, prediction, label -> label / 2);
    }
  }

  private static Path file(String source, int image) throws IOException {
    return Files.createDirectories(directory.resolve(source)).resolve(image + ".png");
  }

  private static void labels(String source, int image, byte[] labels, IntUnaryOperator stored)
      throws IOException {
    byte[] values = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = (byte) stored.applyAsInt(labels[i]);
    }
    Files.write(file(source, image), Masks.png(values));
  }

  private static void wide(String source, int image, byte[] labels, IntUnaryOperator stored)
      throws IOException {
    byte[] values = new byte[2 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      int value = stored.applyAsInt(labels[i]);
      values[2 * i] = (byte) value;
      values[2 * i + 1] = (byte) (value >> 8);
    }
    Files.write(file(source, image), PngWriter.encode(values, Masks.WIDTH, Masks.HEIGHT, 2));
  }

  private static void colours(String source, int image, byte[] labels) throws IOException {
    BufferedImage rgb = new BufferedImage(Masks.WIDTH, Masks.HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < labels.length; i++) {
      rgb.setRGB(i % Masks.WIDTH, i / Masks.WIDTH, 0x0a141e * (labels[i] + 1));
    }
    ImageIO.write(rgb, "png", file(source, image).toFile());
  }

  private static String metrics(String out, String inputs, String words) throws IOException {
    MaskwiseRun.evaluate(directory, out, inputs, words).succeeds();
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out + "/summary.json")));
  }

  private static JsonNode summary(String out, String inputs, String words) throws IOException {
    MaskwiseRun.evaluate(directory, out, inputs, words).succeeds();
    return MaskwiseRun.summary(directory.resolve(out));
  }

  private static String refusal(String out, String inputs, String words) {
    MaskwiseRun run = MaskwiseRun.evaluate(directory, out, inputs, words);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    return run.err();
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "truth-more | --classes 5 --truth-map 1..5=0..4,6=ignore",
        "truth-more | --classes 5 --truth-map 1..5=0..4,*=ignore",
        "truth-wide | --classes 5 --truth-map 1000..1004=0..4,1005=ignore",
        "truth-rgb  | --classes 5 --truth-map #0a141e=0,#14283c=1,#1e3c5a=2,#285078=3,#326496=4,#3c78b4=ignore",
        "truth255   | --classes 5 --ignore 254,255",
        "truth      | --classes 5 --map 0..4=same,5=ignore",
        "truth      | --classes 5 --ignore 5 --predicted-ignore refuse",
        "truth      | --classes 5 --ignore 5 --predicted-ignore drop",
      })
  void valuesByATableGiveTheNumbersOfLabels(String truth, String words) throws IOException {
    String plain = metrics("plain", "truth a", "--classes 5 --ignore 5 --overwrite");
    String out = "by-" + words.replaceAll("\\W+", "-");
    assertThat(metrics(out, truth + " a", words)).isEqualTo(plain);
  }

  @Test
  void manyToOneIsTheMatrixWithItsClassesMerged() throws IOException {
    JsonNode whole = summary("whole", "truth a", "--classes 5 --ignore 5").at("/confusion/a");
    JsonNode merged =
        summary("many", "truth a", "--classes 3 --map 0..1=0,2..3=1,4=2,5=ignore")
            .at("/confusion/a");
    for (int t = 0; t < 3; t++) {
      for (int p = 0; p < 3; p++) {
        long sum = 0;
        for (int i = 0; i < 5; i++) {
          for (int j = 0; j < 5; j++) {
            sum += i / 2 == t && j / 2 == p ? whole.get(i).get(j).asLong() : 0;
          }
        }
        assertThat(merged.get(t).get(p).asLong()).as("%d %d", t, p).isEqualTo(sum);
      }
    }
    assertThat(
            metrics("files", "merged a-merged", "--classes 3 --ignore 5").replace("a-merged", "a"))
        .isEqualTo(
            metrics(
                "options",
                "truth a",
                "--classes 3 --map 0..1=0,2..3=1,4=2 --truth-map 0..1=0,2..3=1,4=2,5=ignore"));
  }

  /**
   * Naive counts: a predicted 5 is nobody's gain where it is an error, and nobody's pixel where it
   * is dropped.
   */
  @ParameterizedTest
  @ValueSource(strings = {"error", "drop"})
  void aPredictedIgnoreLabelIsWorthWhatIsSaid(String worth) throws IOException {
    long[][] counts = new long[5][6];
    for (int i = 0; i < IMAGES; i++) {
      byte[] truth = Masks.random(2 * i, 6);
      byte[] prediction = Masks.random(2 * i + 1, 6);
      for (int p = 0; p < truth.length; p++) {
        if (truth[p] < 5) {
          counts[truth[p]][prediction[p]]++;
        }
      }
    }
    for (String files : new String[] {"truth holes", "truth255 holes255"}) {
      String words = "--classes 5 --predicted-ignore " + worth + " --ignore ";
      words += files.contains("255") ? "255,254" : "5";
      String model = files.split(" ", -1)[1];
      JsonNode summary = summary(worth + model, files, words);
      double mean = 0;
      long right = 0;
      long all = 0;
      for (int c = 0; c < 5; c++) {
        long intersection = counts[c][c];
        long truth = 0;
        long predicted = 0;
        for (int i = 0; i < (worth.equals("error") ? 6 : 5); i++) {
          truth += counts[c][i];
          predicted += i < 5 ? counts[i][c] : 0;
        }
        right += intersection;
        all += truth;
        double iou = (double) intersection / (truth + predicted - intersection);
        mean += iou / 5;
        assertThat(MaskwiseRun.metric(summary, model, "iou", "dataset", "" + c))
            .isCloseTo(iou, within(1e-12));
      }
      assertThat(MaskwiseRun.metric(summary, model, "mean_iou", "dataset", "null"))
          .isCloseTo(mean, within(1e-12));
      assertThat(MaskwiseRun.metric(summary, model, "pixel_accuracy", "dataset", "null"))
          .isCloseTo((double) right / all, within(1e-12));
      assertThat(summary.at("/definition/predicted_ignore").asText()).isEqualTo(worth);
    }
  }

  @Test
  void aPredictedIgnoreLabelIsRefusedUnlessItsWorthIsSaid() {
    assertThat(refusal("refused", "truth holes", "--classes 5 --ignore 5"))
        .contains(
            "only the truth may hold the ignore label: say what it is worth with --predicted-ignore error or drop");
    assertThat(refusal("refused", "truth255 holes255", "--classes 5 --ignore 254,255"))
        .contains("only the truth may hold the ignore label");
    assertThat(
            refusal("refused", "truth holes", "--classes 6 --ignore 5 --predicted-ignore refuse"))
        .contains("only the truth may hold the ignore label");
  }

  @Test
  void aClassThatIsIgnoredIsAClassWhereItIsPredicted() throws IOException {
    JsonNode summary = summary("inside", "truth holes", "--classes 6 --ignore 5");
    JsonNode error =
        summary("beside", "truth holes", "--classes 5 --ignore 5 --predicted-ignore error");
    assertThat(MaskwiseRun.metric(summary, "holes", "mean_iou", "dataset", "null"))
        .isEqualTo(MaskwiseRun.metric(error, "holes", "mean_iou", "dataset", "null"));
    assertThat(error.at("/definition/policy/classes_left_out").get(0).asText())
        .isEqualTo("predicted ignore");
    assertThat(error.get("confusion")).isEqualTo(summary.get("confusion"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "truth-more | --classes 5 --truth-map 1..5=0..4           | holds the value 6 at (",
        "truth-more | --classes 5 --truth-map 1..5=0..4           | ), which the map gives no label: add it, or '*=ignore'",
        "truth-rgb  | --classes 5 --truth-map #0a141e=0           | holds the colour #",
        "truth-rgb  | --classes 5 --truth-map 0=0                 | holds colours (RGB), and the map names numbers alone",
        "truth      | --classes 5 --truth-map #0a141e=0           | holds numbers, and the map names colours alone",
        "truth      | --classes 5 --map 0=five                    | --map 0=five: entry 1, '0=five': 'five' is no class",
        "truth      | --classes 5 --ignore -1                     | --ignore -1 is out of range: it has to be a label from 0 to 65535.",
        "truth      | --classes 5 --ignore 70000                  | --ignore 70000 is out of range: it has to be a label from 0 to 65535.",
        "truth      | --classes voc --background rode             | --background rode is neither a label nor the name of a class: write one of background, aeroplane",
        "truth      | --classes voc --ignore vod                  | --ignore vod is neither a label nor the name of a class: write 'void'.",
        "truth      | --task binary --score logit --prediction-map 0=0 | --prediction-map and --predicted-ignore are for predicted label maps",
      })
  void whatCannotBeMeantIsSaid(String truth, String words, String sentence) {
    assertThat(refusal("said", truth + " a", words)).contains(sentence);
  }

  @Test
  void aClassIsMeantByItsNameWhereverByItsNumber() throws IOException {
    Path names =
        Files.writeString(directory.resolve("names.txt"), "sky\nroad\ncar\nbus\nvan\nvoid\n");
    String classes = "--classes " + names + " ";
    assertThat(metrics("named", "truth a", classes + "--ignore void --background road"))
        .isEqualTo(metrics("numbered", "truth a", classes + "--ignore 5 --background 1"));
  }

  /** The masks of 0 to 255 of a colleague: what is right is in expected.json. */
  @Tag("slow")
  @Test
  void softTruthsOfABinaryTaskNeedARule() throws IOException {
    Path inputs = Path.of("../../shared/cases/35");
    assumeTrue(Files.exists(inputs), inputs + " is not there");
    JsonNode expected = new ObjectMapper().readTree(inputs.resolve("expected.json").toFile());
    for (String[] rule :
        new String[][] {
          {"cut at 128", "--truth-map 0..127=0,128..255=1"},
          {"every label but 0", "--foreground nonzero"},
          {"only 255", "--foreground 255"},
        }) {
      JsonNode summary = MaskwiseRun.summary(evaluate35(inputs, rule[1]));
      assertThat(MaskwiseRun.metric(summary, "m", "iou", "dataset", "foreground"))
          .as(rule[0])
          .isCloseTo(expected.at("/iou/" + rule[0]).asDouble(), within(1e-12));
    }
    assertThat(run35(inputs, "").exitCode()).isEqualTo(1);
    assertThat(run35(inputs, "").err()).contains("a.png holds ", " labels besides 0, such as ");
  }

  private static MaskwiseRun run35(Path inputs, String words) {
    String all =
        "evaluate --task binary --score logit --truth %s --prediction m=%s --out %s --overwrite %s"
            .formatted(
                inputs.resolve("truth"), inputs.resolve("pred"), directory.resolve("soft"), words);
    return MaskwiseRun.of(all.strip().split(" ", -1));
  }

  private static Path evaluate35(Path inputs, String words) {
    run35(inputs, words).succeeds();
    return directory.resolve("soft");
  }

  @Tag("slow")
  @Test
  void theForegroundOfManyLabelsMustBeSaid() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Files.write(
          Files.createDirectories(directory.resolve("logits")).resolve(i + ".npy"),
          Scores.npy(Scores.quarters(i, 1)));
    }
    String words = "--task binary --score logit ";
    assertThat(refusal("soft", "truth logits", words))
        .contains(
            "holds 5 labels besides 0, such as 1 and 2: say which is the foreground, by --foreground N, by --foreground nonzero for all of them, or by --truth-map '0..127=0,128..255=1'");
    JsonNode all = summary("soft-all", "truth logits", words + "--foreground nonzero");
    JsonNode mapped = summary("soft-cut", "truth logits", words + "--truth-map 0=0,1..255=1");
    assertThat(all.get("metrics")).isEqualTo(mapped.get("metrics"));
    assertThat(all.at("/definition/foreground").asText()).isEqualTo("every label but 0 and ignore");
    assertThat(
            summary(
                    "soft-void",
                    "truth logits",
                    words + "--foreground nonzero --truth-map 3=ignore,1=255,*=same")
                .get("metrics"))
        .isEqualTo(
            summary("soft-three", "truth logits", words + "--foreground nonzero --ignore 3")
                .get("metrics"));
    assertThat(mapped.at("/definition/foreground").asText())
        .isEqualTo("the one label but 0 and ignore");
    assertThat(mapped.at("/definition/truth_map").asText()).isEqualTo("0=0,1..255=1");
    Path names =
        Files.writeString(directory.resolve("six.txt"), "sky\nroad\ncar\nbus\nvan\nvoid\n");
    assertThat(
            summary("soft-named", "truth logits", words + "--foreground car --classes " + names)
                .get("metrics"))
        .isEqualTo(
            summary("soft-two", "truth logits", words + "--foreground 2 --classes " + names)
                .get("metrics"));
  }
}
