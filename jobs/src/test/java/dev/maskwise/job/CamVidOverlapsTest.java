package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.png.PngRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The label maps of CamVid as a mask for each class, and classes that lie over others. */
class CamVidOverlapsTest {
  private static final int IMAGES = 5;
  private static final int IGNORE = 11;
  private static final int ROAD = 3;
  private static final int CAR = 8;

  /** How far "near car" reaches around cars. */
  private static final int REACH = 6;

  private static final List<String> NAMES = List.of("road", "car", "near car", "ground");

  @TempDir Path directory;

  private static final class Labels {
    private final int width;
    private final int height;
    private final byte[] labels;

    Labels(int width, int height, byte[] labels) {
      this.width = width;
      this.height = height;
      this.labels = labels;
    }

    boolean isNear(int x, int y, int label) {
      for (int dy = -REACH; dy <= REACH; dy++) {
        for (int dx = -REACH; dx <= REACH; dx++) {
          boolean inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
          if (inside && labels[(y + dy) * width + x + dx] == label) {
            return true;
          }
        }
      }
      return false;
    }

    /** The mask of each class, one after another; a car stands on the ground. */
    byte[] masks(boolean truth) {
      int pixels = width * height;
      byte[] masks = new byte[NAMES.size() * pixels];
      for (int i = 0; i < pixels; i++) {
        int label = labels[i];
        boolean near = isNear(i % width, i / width, CAR);
        boolean[] is = {label == ROAD, label == CAR, near, label == ROAD || label == 4 || near};
        for (int c = 0; c < is.length; c++) {
          boolean ignored = truth && label == IGNORE && c < 2;
          masks[c * pixels + i] = (byte) (ignored ? 255 : is[c] ? 1 : 0);
        }
      }
      return masks;
    }
  }

  private static Labels read(Path file) throws Exception {
    try (LabelMapRows rows = PngRows.open(Files.readAllBytes(file), 1 << 24)) {
      byte[] labels = new byte[rows.width() * rows.height()];
      rows.read(labels, rows.height());
      return new Labels(rows.width(), rows.height(), labels);
    }
  }

  @Test
  void masksOfFourClasses() throws Exception {
    CamVid.expected();
    long[] both = new long[NAMES.size()];
    long[] either = new long[NAMES.size()];
    List<Path> files;
    try (Stream<Path> all = Files.list(CamVid.DIRECTORY.resolve("truth"))) {
      files = all.sorted().limit(IMAGES).toList();
    }
    for (Path file : files) {
      Labels truth = read(file);
      Labels base = read(CamVid.DIRECTORY.resolve("base").resolve(file.getFileName()));
      byte[] t = truth.masks(true);
      byte[] p = base.masks(false);
      int pixels = truth.labels.length;
      for (int i = 0; i < t.length; i++) {
        if (t[i] != (byte) 255) {
          both[i / pixels] += t[i] & p[i];
          either[i / pixels] += t[i] | p[i];
        }
      }
      String name = file.getFileName().toString().replace(".png", ".npy");
      String shape = Scores.shape(NAMES.size(), truth.height, truth.width);
      Masks.bytes(directory.resolve("truth/" + name), Scores.npy("|u1", shape, t));
      Masks.bytes(directory.resolve("base/" + name), Scores.npy("|u1", shape, p));
    }
    Files.write(directory.resolve("classes.txt"), NAMES);
    MaskwiseRun run =
        MaskwiseRun.evaluate(
            directory,
            "report",
            "truth base",
            "--task multilabel --ignore 255 --classes " + directory.resolve("classes.txt"));
    JsonNode summary = MaskwiseRun.summary(directory.resolve("report"));
    assertThat(run.succeeds().out()).doesNotContain("pixel accuracy");
    for (int c = 0; c < NAMES.size(); c++) {
      assertThat(MaskwiseRun.metric(summary, "base", "iou", "dataset", NAMES.get(c)))
          .isEqualTo((double) both[c] / either[c]);
    }
    MaskwiseRun.plain("report", "--run", directory.resolve("report").toString()).succeeds();
  }
}
