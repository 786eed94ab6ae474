package dev.maskwise.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.npy.NpyWriter;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.metric.Task;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoDataSetTest {
  private static final int CLASSES = DemoDataSet.CLASSES.size();

  @TempDir Path directory;

  /**
   * Confusion counts of the scenes of one condition, the plain way: rows truth, columns prediction.
   */
  private static long[][] confusion(DemoModel model, String condition) {
    return IntStream.range(0, 72)
        .mapToObj(index -> new Scene(index, 512, 256))
        .filter(scene -> scene.imageId().startsWith(condition))
        .parallel()
        .map(scene -> confusion(scene, model))
        .reduce(new long[CLASSES][CLASSES], DemoDataSetTest::sum);
  }

  private static long[][] confusion(Scene scene, DemoModel model) {
    byte[] truth = Scene.labels(scene.truth());
    byte[] prediction = Scene.labels(model.predict(scene));
    long[][] counts = new long[CLASSES][CLASSES];
    for (int i = 0; i < truth.length; i++) {
      if ((truth[i] & 0xFF) != DemoDataSet.IGNORE) {
        counts[truth[i]][prediction[i]]++;
      }
    }
    return counts;
  }

  private static long[][] sum(long[][] a, long[][] b) {
    long[][] total = new long[CLASSES][CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      for (int j = 0; j < CLASSES; j++) {
        total[i][j] = a[i][j] + b[i][j];
      }
    }
    return total;
  }

  /** Mean over the classes that occur in the truth or the prediction. */
  private static double meanIou(long[][] confusion) {
    double sum = 0;
    int defined = 0;
    for (int c = 0; c < CLASSES; c++) {
      long union = -confusion[c][c];
      for (int other = 0; other < CLASSES; other++) {
        union += confusion[c][other] + confusion[other][c];
      }
      if (union > 0) {
        sum += (double) confusion[c][c] / union;
        defined++;
      }
    }
    return sum / defined;
  }

  @Test
  void theModelsDifferInQualityAndSufferInRain() {
    Map<DemoModel, Double> overall = new HashMap<>();
    for (DemoModel model : DemoDataSet.BOTH) {
      long[][] day = confusion(model, "day");
      long[][] rain = confusion(model, "rain");
      long[][] dusk = confusion(model, "dusk");
      overall.put(model, meanIou(sum(sum(day, dusk), rain)));
      assertThat(meanIou(rain)).as("%s in rain", model).isLessThan(meanIou(day) - 0.05);
    }
    assertThat(overall.get(DemoModel.SHARP)).isBetween(0.75, 0.85);
    assertThat(overall.get(DemoModel.COARSE)).isBetween(0.5, 0.6);
  }

  @Test
  void allClassesButTheLastOccurAndTheirFrequencyHasALongTail() {
    long[][] counts = confusion(DemoModel.SHARP, "day");
    double total = 0;
    double[] share = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      for (long n : counts[c]) {
        share[c] += n;
        total += n;
      }
    }
    for (int c = 0; c < CLASSES - 1; c++) {
      assertThat(share[c] / total).as(DemoDataSet.CLASSES.get(c)).isGreaterThan(0.001);
    }
    assertThat(share[CLASSES - 1]).isZero();
    assertThat(share[Label.ROAD] / total).isGreaterThan(0.2);
    assertThat(share[Label.RIDER] / total).isLessThan(0.01);
  }

  @Test
  void writesWhatItSays() throws IOException {
    DemoDataSet.Written written = DemoDataSet.write(directory, 12, 96, 48);
    assertThat(written.images()).isEqualTo(12);
    assertThat(written.predictions().keySet()).containsExactly("sharp", "coarse");
    assertThat(Files.readAllLines(written.classes())).isEqualTo(DemoDataSet.CLASSES);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSize(4 * 12 + 2).contains(directory.resolve("maskwise-demo.txt"));
    for (int index = 0; index < 12; index++) {
      Scene scene = new Scene(index, 96, 48);
      String name = scene.imageId() + ".png";
      assertThat(labels(written.truth().resolve(name))).isEqualTo(Scene.labels(scene.truth()));
      assertThat(instances(directory.resolve("instances").resolve(name))).isEqualTo(scene.truth());
      for (DemoModel model : DemoDataSet.BOTH) {
        Path file = directory.resolve(model.name()).resolve(name);
        assertThat(file.startsWith(written.predictions().get(model.name()))).isTrue();
        assertThat(labels(file)).isEqualTo(Scene.labels(model.predict(scene)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "LABELS", mode = EnumSource.Mode.EXCLUDE)
  void writesTheLogitsOfTheTaskBesideTheLabelMaps(Task task) throws IOException {
    DemoDataSet.Written written = DemoDataSet.write(directory, task, 3, 96, 48);
    Path again = directory.resolve("again");
    DemoDataSet.write(again, task, 3, 96, 48);
    Scene scene = new Scene(2, 96, 48);
    for (DemoModel model : DemoDataSet.BOTH) {
      byte[] labels = Scene.labels(model.predict(scene));
      float[][] logits = model.logits(scene, task, Scene.labels(scene.truth()), labels);
      Path scores = directory.resolve(model.name() + "-" + task.label());
      assertThat(written.predictions()).containsEntry(model.name(), scores);
      Path file = scores.resolve(scene.imageId() + ".npy");
      assertThat(file)
          .hasBinaryContent(NpyWriter.encode(logits, 48, 96, ScoreType.FLOAT16))
          .hasSameBinaryContentAs(again.resolve(directory.relativize(file)));
      assertThat(labels(directory.resolve(model.name()).resolve(scene.imageId() + ".png")))
          .isEqualTo(labels);
    }
  }

  /** The 16-bit values of a grey picture, as another reader sees them. */
  private static int[] instances(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    short[] values = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
    return IntStream.range(0, values.length).map(i -> values[i] & 0xFFFF).toArray();
  }

  private static byte[] labels(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  @Test
  void writesTheSameFilesAgain() throws IOException {
    Path first = DemoDataSet.write(directory.resolve("first"), 5, 96, 48).truth();
    Path second = DemoDataSet.write(directory.resolve("second"), 5, 96, 48).truth();
    Path name = Path.of("rain", "scene-0003.png");
    assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
  }

  @Test
  void replacesWhatDemosWrote() throws IOException {
    DemoDataSet.write(directory, Task.BINARY, 3, 96, 48);
    DemoDataSet.write(directory, 2, 64, 32);
    DemoDataSet.write(directory, Task.BINARY, 3, 64, 32);
    Scene scene = new Scene(2, 64, 32);
    assertThat(labels(directory.resolve("truth/" + scene.imageId() + ".png")))
        .isEqualTo(Scene.labels(scene.truth()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes.txt",
        "truth/rain/scene-0003.png",
        "sharp/day/scene-0000.png",
        "coarse-binary/dusk/scene-0002.npy",
        "maskwise-demo.txt"
      })
  void neverReplacesAFileOfSomeoneElse(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");
    assertThatThrownBy(() -> DemoDataSet.write(directory, Task.BINARY, 4, 64, 32))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(file.toString());
    try (Stream<Path> walk = Files.walk(directory)) {
      assertThat(walk.filter(Files::isRegularFile)).containsExactly(file);
    }
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource({"0,512,256", "1,63,256", "1,512,31", "1,65536,65536", "1,9,9"})
  void refusesAnEmptyDataSetAndASizeThatCannotBeDrawn(int scenes, int width, int height) {
    assertThatThrownBy(() -> DemoDataSet.write(directory, scenes, width, height))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%d scenes of %dx%d", scenes, width, height);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void saysThatAFileIsInTheWay() throws IOException {
    Files.writeString(directory.resolve("truth"), "");
    assertThatThrownBy(() -> DemoDataSet.write(directory, 1, 96, 48))
        .isInstanceOf(IOException.class);
  }
}
