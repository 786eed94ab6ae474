package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.PngRows;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ids and colours of known data sets give the numbers of their labels. */
class DataSetClassesTest {
  @TempDir Path directory;

  /** Each class of CamVid by any of the colours that the data set has for it. */
  @Tag("slow")
  @Test
  void camVidInItsColoursGivesTheSameMetrics() throws IOException {
    CamVid.expected();
    List<List<Integer>> colours = coloursOfLabels(12);
    for (String input : List.of("truth", "base")) {
      paint(CamVid.DIRECTORY.resolve(input), directory.resolve(input), colours);
    }
    String plain = metrics("labels", CamVid.DIRECTORY, "");
    assertThat(metrics("colours", directory, " --map colours")).isEqualTo(plain);
  }

  private String metrics(String out, Path inputs, String words) throws IOException {
    String all =
        "evaluate --classes camvid --truth %s --prediction base=%s --out %s%s"
            .formatted(
                inputs.resolve("truth"), inputs.resolve("base"), directory.resolve(out), words);
    MaskwiseRun.of(all.split(" ", -1)).succeeds();
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out).resolve("summary.json")));
  }

  /** Of the file that the product reads, by another reader. */
  private static List<List<Integer>> coloursOfLabels(int labels) throws IOException {
    List<List<Integer>> colours = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      colours.add(new ArrayList<>());
    }
    for (String line :
        Files.readAllLines(Path.of("src/main/resources/dev/maskwise/job/label/camvid.csv"))) {
      String[] cells = line.split(",", -1);
      if (cells.length == 4 && cells[3].startsWith("#")) {
        int label = Integer.parseInt(cells[0].replace("ignore ", ""));
        colours.get(label).add(Integer.parseInt(cells[3].substring(1), 16));
      }
    }
    return colours;
  }

  private static void paint(Path from, Path to, List<List<Integer>> colours) throws IOException {
    Files.createDirectories(to);
    Random random = new Random(7);
    List<Path> files;
    try (Stream<Path> listed = Files.list(from)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      try (LabelMapRows rows = PngRows.open(Files.readAllBytes(file), 1 << 20)) {
        byte[] labels = new byte[rows.width() * rows.height()];
        rows.read(labels, rows.height());
        BufferedImage image =
            new BufferedImage(rows.width(), rows.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < labels.length; i++) {
          List<Integer> some = colours.get(labels[i]);
          image.setRGB(i % rows.width(), i / rows.width(), some.get(random.nextInt(some.size())));
        }
        ImageIO.write(image, "png", to.resolve(file.getFileName()).toFile());
      } catch (MalformedException e) {
        throw new IOException(e);
      }
    }
  }

  /**
   * The data set's own script, evalPixelLevelSemanticLabeling.py of cityscapesScripts: of a class
   * the row of the matrix counts whole, void predictions among it, and of its column the rows that
   * are not void.
   */
  @Test
  void cityscapesByIdsIsWhatItsScriptComputes() throws IOException {
    long[][] matrix = new long[34][34];
    for (int i = 0; i < 4; i++) {
      byte[] truth = ids(2 * i);
      byte[] prediction = ids(2 * i + 1);
      Masks.write(directory.resolve("truth/" + i + ".png"), truth);
      Masks.write(directory.resolve("m/" + i + ".png"), prediction);
      for (int p = 0; p < truth.length; p++) {
        matrix[truth[p]][prediction[p]]++;
      }
    }
    MaskwiseRun.evaluate(
            directory, "out", "truth m", "--classes cityscapes --map ids --predicted-ignore error")
        .succeeds();
    JsonNode summary = MaskwiseRun.summary(directory.resolve("out"));
    int[] evaluated = {7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33};
    double sum = 0;
    for (int c = 0; c < evaluated.length; c++) {
      long right = matrix[evaluated[c]][evaluated[c]];
      long missed = -right;
      for (long count : matrix[evaluated[c]]) {
        missed += count;
      }
      long wrong = -right;
      for (int id : evaluated) {
        wrong += matrix[id][evaluated[c]];
      }
      double iou = (double) right / (right + missed + wrong);
      sum += iou;
      String name = summary.at("/definition/classes").get(c).asText();
      assertThat(MaskwiseRun.metric(summary, "m", "iou", "dataset", name))
          .as(name)
          .isCloseTo(iou, within(1e-12));
    }
    assertThat(MaskwiseRun.metric(summary, "m", "mean_iou", "dataset", "null"))
        .isCloseTo(sum / evaluated.length, within(1e-12));
    assertThat(summary.at("/definition/ignore").asInt()).isEqualTo(255);
  }

  /** Pixels of all ids, some more often than others. */
  private static byte[] ids(int seed) {
    byte[] ids = Masks.random(seed, 34);
    Random random = new Random(seed);
    for (int i = 1; i < ids.length; i++) {
      ids[i] = random.nextInt(3) > 0 ? (byte) (7 + seed % 5 + i % 3) : ids[i];
    }
    return ids;
  }
}
