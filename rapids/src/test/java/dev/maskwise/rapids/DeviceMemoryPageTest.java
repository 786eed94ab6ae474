package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;

import ai.rapids.cudf.Device;
import dev.maskwise.rapids.column.ColumnFunction;
import dev.maskwise.rapids.column.ImageFunction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes a pixel in docs/gpu.md, from the columns that live together on the model's device:
 * arguments, what is computed, and the result, where no pixel is ignored and all are wrong.
 */
class DeviceMemoryPageTest {
  private static final int PIXELS = 10_000;
  private static final UTF8String ALL = UTF8String.fromString("all");

  /** A function of so many classes, with what it is called with. */
  private record Figure(String name, int classes, List<Object> constants) {
    Figure(String name, int classes, Object... constants) {
      this(name, classes, List.of(constants));
    }

    boolean ofLabels() {
      return List.of("mask_of_class", "overlap", "confusion").contains(name);
    }

    long bytesPerPixel() {
      byte[][] first = {ofLabels() ? new byte[PIXELS] : scores()};
      byte[] truth = new byte[PIXELS];
      Arrays.fill(truth, (byte) 1);
      byte[][] second = {truth};
      Batch batch = name.contains("_of_") ? new Batch((Object[]) first) : new Batch(first, second);
      ColumnFunction function = FunctionCase.of(name, constants);
      return Math.round((double) Device.peakOf(() -> batch.onDevice(function)) / PIXELS);
    }

    /** 0 of one class; 1 of the first of many and 0 of the others. */
    private byte[] scores() {
      byte[] bytes = new byte[Float.BYTES * PIXELS * classes];
      ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; classes > 1 && i < PIXELS; i++) {
        floats.putFloat(1);
      }
      return bytes;
    }
  }

  /** A row of the table: a function, for both kinds of scores if it takes them. */
  private interface Row {
    List<Figure> figures(int classes);
  }

  static List<Row> rows() {
    return List.of(
        k -> List.of(new Figure("mask_of_class", 1, 1, 255)),
        k -> List.of(new Figure("overlap", 1, 255)),
        k -> List.of(new Figure("confusion", 1, 5, 255)),
        k -> kinds("soft_overlap", 1, 255),
        k -> kinds("cross_entropy", 1, 255),
        k -> kinds("focal_loss", 1, 2.0, 0.25, 255),
        k -> List.of(new Figure("lovasz_hinge", 1, 255)),
        k -> List.of(new Figure("mask_of_scores", 1, 0.0)),
        k -> kinds("multiclass_cross_entropy", k, k, 255),
        k -> kinds("multiclass_focal_loss", k, k, 2.0, 255),
        k -> kinds("multiclass_soft_overlap", k, k, 255),
        k ->
            List.of(
                new Figure("lovasz_softmax", k, k, 255, ImageFunction.LOGIT, ALL),
                new Figure("lovasz_softmax", k, k, 255, FunctionCase.PROBABILITY, ALL)),
        k -> List.of(new Figure("labels_of_scores", k, k)));
  }

  private static List<Figure> kinds(String name, int classes, Object... constants) {
    List<Figure> figures = new ArrayList<>();
    for (UTF8String kind : List.of(ImageFunction.LOGIT, FunctionCase.PROBABILITY)) {
      List<Object> all = new ArrayList<>(List.of(constants));
      all.add(kind);
      figures.add(new Figure(name, classes, all));
    }
    return figures;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void thePageSaysHowMuch(Row row) throws IOException {
    List<Figure> few = row.figures(5);
    List<Figure> many = row.figures(10);
    StringBuilder line = new StringBuilder("| `" + few.get(0).name() + "` |");
    for (int i = 0; i < 2; i++) {
      line.append(i < few.size() ? " " + words(few.get(i), many.get(i)) + " |" : " |");
    }
    assertThat(Files.readString(Path.of("../docs/gpu.md"))).contains(line);
  }

  /** Bytes a pixel, or bytes a score and bytes a pixel besides. */
  private static String words(Figure few, Figure many) {
    long bytes = few.bytesPerPixel();
    if (few.classes() == 1) {
      return String.valueOf(bytes);
    }
    long ofScore = (many.bytesPerPixel() - bytes) / (many.classes() - few.classes());
    return "%d + %d a class".formatted(bytes - ofScore * few.classes(), ofScore);
  }
}
