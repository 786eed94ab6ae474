package dev.maskwise.training;

import static dev.maskwise.training.Scenes.IDENTITY;
import static dev.maskwise.training.Scenes.SIGMOID;
import static dev.maskwise.training.Scenes.SOFTMAX;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maskwise.codec.png.PngRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Real logits and masks against the numbers of an independent program in float64; skipped where the
 * data set is not there.
 */
@Tag("slow")
class CamVidTest {
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");
  private static final int CAR = 8;
  private static final int PIXELS = 360 * 480;

  /** Each loss of one class under the key of its value. */
  private static final List<Map.Entry<String, PerImageLoss>> ONE_CLASS =
      List.of(
          entry("bce_mean", new LossFocal(0)),
          entry("focal_mean_gamma/0.5", new LossFocal(0.5)),
          entry("focal_mean_gamma/1", new LossFocal(1)),
          entry("focal_mean_gamma/2", new LossFocal(2)),
          entry("focal_mean_gamma/5", new LossFocal(5)),
          entry("focal_mean_alpha_on_positive", LossFocal.alphaOnPositives(2, 0.25)),
          entry("focal_mean_alpha_on_negative", LossFocal.alphaOnNegatives(2, 0.25)),
          entry("soft_dice_loss_eps1e6", new LossSoftDice()),
          entry("soft_iou_loss_eps1e6", new LossSoftIou()),
          entry("lovasz_hinge", new LossLovaszHinge()));

  private static final List<Map.Entry<String, PerImageLoss>> CLASSES =
      List.of(
          entry("cross_entropy_mean", new LossFocal(0)),
          entry("focal_softmax_gamma2_mean", new LossFocal(2)),
          entry("soft_dice_loss_all_classes_jointly_eps1e6", new LossSoftDice()),
          entry("soft_dice_loss_class_mean_eps1e6", new LossSoftDice(ClassSums.EACH_CLASS, 1e-6)),
          entry("lovasz_softmax_present", new LossLovaszSoftmax()),
          entry("lovasz_softmax_all", new LossLovaszSoftmax(LovaszClasses.ALL)));

  private static JsonNode expected;

  @BeforeAll
  static void read() throws Exception {
    assumeTrue(Files.isDirectory(CAMVID), "no CamVid at " + CAMVID.toAbsolutePath());
    expected = new ObjectMapper().readTree(CAMVID.resolve("expected.json").toFile());
  }

  @Test
  void oneClass() throws Exception {
    JsonNode images = expected.at("/binary_car/images");
    assertThat(images).hasSize(12);
    for (Iterator<String> names = images.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      INDArray logits = numpy("car_logits", name).reshape(1, PIXELS);
      byte[] truth = truth(name);
      for (Map.Entry<String, PerImageLoss> loss : ONE_CLASS) {
        IActivation activation = loss.getValue() instanceof LossLovaszHinge ? IDENTITY : SIGMOID;
        double score =
            loss.getValue().computeScore(plane(truth, CAR), logits, activation, mask(truth), true);
        check(name, loss.getKey(), score, images.get(name));
      }
    }
  }

  @Test
  void classes() throws Exception {
    JsonNode images = expected.get("multiclass");
    assertThat(images).hasSize(2);
    for (Iterator<String> names = images.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      INDArray logits = numpy("class_logits", name);
      int channels = (int) logits.size(0);
      byte[] truth = truth(name);
      INDArray labels = Nd4j.zeros(logits.dataType(), channels, PIXELS);
      for (int channel = 0; channel < channels; channel++) {
        labels.putRow(channel, plane(truth, channel));
      }
      for (Map.Entry<String, PerImageLoss> loss : CLASSES) {
        double score =
            loss.getValue()
                .computeScore(
                    labels.reshape(1, channels, 360, 480),
                    logits.reshape(1, channels, 360, 480),
                    SOFTMAX,
                    mask(truth).reshape(1, 1, 360, 480),
                    true);
        check(name, loss.getKey(), score, images.get(name));
      }
    }
  }

  /** The table of docs/losses.md holds the means of these images. */
  @Test
  void thePageHasTheirFocalLosses() throws Exception {
    StringBuilder losses = new StringBuilder("| loss |");
    StringBuilder shares = new StringBuilder("| of the cross-entropy |");
    for (String gamma : List.of("0", "0.5", "1", "2", "5")) {
      double loss = meanFocal(gamma);
      losses.append(String.format(Locale.ROOT, " %.5f |", loss));
      shares.append(String.format(Locale.ROOT, " %.0f %% |", 100 * loss / meanFocal("0")));
    }
    assertThat(Files.readString(Path.of("..", "docs", "losses.md")))
        .contains(losses + "\n" + shares + "\n");
  }

  private static double meanFocal(String gamma) {
    double sum = 0;
    JsonNode images = expected.at("/binary_car/images");
    for (JsonNode image : images) {
      sum += image.at("/focal_mean_gamma/" + gamma).asDouble(Double.NaN);
    }
    return sum / images.size();
  }

  private static void check(String image, String key, double score, JsonNode values) {
    JsonNode value = values.at("/" + key);
    assertThat(value.isNumber()).as(key).isTrue();
    assertThat(score)
        .as("%s of %s", key, image)
        .isCloseTo(value.asDouble(), within(1e-6 * Math.abs(value.asDouble())));
  }

  private static INDArray numpy(String directory, String name) {
    return Nd4j.createFromNpyFile(CAMVID.resolve(directory).resolve(name + ".npy").toFile());
  }

  /** 1 where the truth is the class, a row. */
  private static INDArray plane(byte[] truth, int label) {
    float[] plane = new float[truth.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = truth[i] == label ? 1 : 0;
    }
    return Nd4j.createFromArray(plane).reshape(1, plane.length);
  }

  private static INDArray mask(byte[] truth) {
    return plane(truth, expected.get("ignore_label").asInt()).rsubi(1);
  }

  private static byte[] truth(String name) throws Exception {
    byte[] file = Files.readAllBytes(CAMVID.resolve("truth").resolve(name + ".png"));
    byte[] pixels = new byte[PIXELS];
    try (PngRows rows = PngRows.open(file, PIXELS)) {
      assertThat(rows.width() * rows.height()).isEqualTo(PIXELS);
      rows.read(pixels, rows.height());
    }
    return pixels;
  }
}
