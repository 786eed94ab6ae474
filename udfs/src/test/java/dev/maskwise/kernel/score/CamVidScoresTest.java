package dev.maskwise.kernel.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The car logits of a real model on 12 images against an independent program in float64; skipped
 * where the data set is not there.
 */
@Tag("vector")
class CamVidScoresTest {
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");
  private static final int CAR = 8;
  private static final int IGNORE = 11;
  private static final double RELATIVE = 1e-7;
  private static final double ALPHA = 0.25;
  private static final float[] GAMMAS = {0, 0.5f, 1, 2, 5};

  @ParameterizedTest
  @EnumSource(ScoreForm.class)
  void lossesOfEachImage(ScoreForm form) throws IOException {
    assumeTrue(Files.isDirectory(CAMVID), "no CamVid at " + CAMVID.toAbsolutePath());
    JsonNode expected = new ObjectMapper().readTree(CAMVID.resolve("expected.json").toFile());
    JsonNode images = expected.get("binary_car").get("images");
    double worst = 0;
    for (Map.Entry<String, JsonNode> image : images.properties()) {
      worst = Math.max(worst, worst(form.kernels(), image.getKey(), image.getValue()));
    }
    assertThat(images.size()).isEqualTo(12);
    assertThat(worst).isLessThan(RELATIVE);
  }

  /** The greatest relative difference of an image's numbers. */
  private static double worst(ScoreKernels kernels, String name, JsonNode expected)
      throws IOException {
    ByteBuffer npy =
        ByteBuffer.wrap(Files.readAllBytes(CAMVID.resolve("car_logits").resolve(name + ".npy")))
            .order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = 10; // magic, version 1.0 and the length of the rest of the header
    npy.position(headerBytes + npy.getShort(8));
    Raster labels =
        ImageIO.read(CAMVID.resolve("truth").resolve(name + ".png").toFile()).getRaster();
    float[] logits = new float[labels.getWidth() * labels.getHeight()];
    byte[] truth = new byte[logits.length];
    int n = 0;
    for (int i = 0; i < truth.length; i++) {
      int label = labels.getSample(i % labels.getWidth(), i / labels.getWidth(), 0);
      float logit = npy.getFloat();
      if (label != IGNORE) {
        truth[n] = (byte) (label == CAR ? 1 : 0);
        logits[n++] = logit;
      }
    }
    assertThat(n).isEqualTo(expected.get("valid_pixels").asInt());
    double[] sums = new double[ScoreKernels.sums(GAMMAS.length)];
    kernels.fromLogits(logits, truth, n, GAMMAS, logits, sums);

    double background = sums[ScoreKernels.FOCAL + 6];
    double foreground = sums[ScoreKernels.FOCAL + 7];
    double worst = 0;
    worst = off(worst, sums[ScoreKernels.PREDICTION], expected, "soft_prediction_cardinality");
    worst = off(worst, sums[ScoreKernels.INTERSECTION], expected, "soft_intersection");
    worst = off(worst, mean(sums, 0, n), expected, "bce_mean");
    double onPositive = (ALPHA * foreground + (1 - ALPHA) * background) / n;
    double onNegative = ((1 - ALPHA) * foreground + ALPHA * background) / n;
    worst = off(worst, onPositive, expected, "focal_mean_alpha_on_positive");
    worst = off(worst, onNegative, expected, "focal_mean_alpha_on_negative");
    String[] names = {"0", "0.5", "1", "2", "5"};
    for (int g = 0; g < GAMMAS.length; g++) {
      worst = off(worst, mean(sums, g, n), expected.get("focal_mean_gamma"), names[g]);
    }
    return worst;
  }

  private static double mean(double[] sums, int g, int pixels) {
    return (sums[ScoreKernels.FOCAL + 2 * g] + sums[ScoreKernels.FOCAL + 2 * g + 1]) / pixels;
  }

  private static double off(double worst, double value, JsonNode expected, String key) {
    double right = expected.get(key).asDouble();
    return Math.max(worst, Math.abs(value - right) / right);
  }
}
