package dev.maskwise.kernel.lovasz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.PngRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real scores against numbers that an independent program computed in float64. */
class LovaszCamVidTest {
  private static final Path CAMVID = Path.of("../../shared/data/camvid");
  private static final int CAR = 8;
  private static final int CLASSES = 11;
  private static final int IGNORE = 11;
  private static final double RELATIVE = 1e-7;

  private final Lovasz lovasz = new Lovasz();

  @BeforeEach
  void needsTheData() {
    assumeThat(CAMVID).isDirectory();
  }

  @Test
  void hingeOfCars() throws IOException, MalformedException {
    JsonNode images = expected().at("/binary_car/images");
    assertThat(images).hasSize(12);
    for (Iterator<String> names = images.fieldNames(); names.hasNext(); ) {
      String image = names.next();
      byte[] labels = truth(image);
      float[] scores = floats("car_logits/" + image + ".npy");
      byte[] truth = new byte[labels.length];
      int pixels = 0;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] != IGNORE) {
          scores[pixels] = scores[i];
          truth[pixels++] = (byte) (labels[i] == CAR ? 1 : 0);
        }
      }
      double expected = images.get(image).get("lovasz_hinge").doubleValue();
      assertThat(pixels).isEqualTo(images.get(image).get("valid_pixels").intValue());
      assertThat(lovasz.hinge(scores, truth, pixels))
          .as(image)
          .isCloseTo(expected, within(RELATIVE * expected));
    }
  }

  @Test
  void softmaxOfEveryClass() throws IOException, MalformedException {
    String image = "0016E5_07959";
    JsonNode expected = expected().at("/multiclass/" + image + "/lovasz_softmax_per_class");
    byte[] labels = truth(image);
    float[] logits = floats("class_logits/" + image + ".npy");
    for (int c = 0; c < CLASSES; c++) {
      float[] probabilities = new float[labels.length];
      byte[] truth = new byte[labels.length];
      int pixels = 0;
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] != IGNORE) {
          double sum = 0;
          for (int k = 0; k < CLASSES; k++) {
            sum += Math.exp((double) logits[k * labels.length + i] - logits[c * labels.length + i]);
          }
          probabilities[pixels] = (float) (1 / sum);
          truth[pixels++] = (byte) (labels[i] == c ? 1 : 0);
        }
      }
      double value = expected.get(c).doubleValue();
      assertThat(lovasz.softmax(probabilities, truth, pixels))
          .as("class %d", c)
          .isCloseTo(value, within(RELATIVE * value));
    }
  }

  private static JsonNode expected() throws IOException {
    return new ObjectMapper().readTree(CAMVID.resolve("expected.json").toFile());
  }

  private static byte[] truth(String image) throws IOException, MalformedException {
    byte[] file = Files.readAllBytes(CAMVID.resolve("truth/" + image + ".png"));
    try (PngRows rows = PngRows.open(file, Long.MAX_VALUE)) {
      byte[] labels = new byte[rows.width() * rows.height()];
      rows.read(labels, rows.height());
      return labels;
    }
  }

  /** A file of NumPy, version 1, C order, little-endian float32. */
  private static float[] floats(String name) throws IOException {
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(CAMVID.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
    int header = file.getShort(8);
    assertThat(new String(file.array(), 10, header, StandardCharsets.ISO_8859_1))
        .contains("'descr': '<f4'", "'fortran_order': False");
    float[] numbers = new float[(file.capacity() - 10 - header) / Float.BYTES];
    file.position(10 + header).order(ByteOrder.LITTLE_ENDIAN);
    file.asFloatBuffer().get(numbers);
    return numbers;
  }
}
