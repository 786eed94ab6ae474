package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.codec.png.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large images on a real executor process of 1 GiB with two tasks at a time. Half of the maps are
 * noise, which compresses badly, so that their encoded size is a strain too.
 */
@Tag("slow")
class ExecutorMemoryTest {
  private static final String ONE_GIB_EXECUTOR = "local-cluster[1,2,1024]";
  private static final int SIDE = 8192;
  private static final int CLASSES = 11;

  @TempDir static Path directory;

  @BeforeAll
  static void makeLargeImages() throws IOException {
    System.setProperty("spark.testing", "1");
    System.setProperty("spark.test.home", directory.toString());
    for (int i = 0; i < 4; i++) {
      for (String source : List.of("truth", "a", "b")) {
        byte[] png = PngWriter.encode(labels(i, source), SIDE, SIDE, 1);
        Masks.bytes(directory.resolve(source + "/" + i + ".png"), png);
      }
    }
  }

  @AfterAll
  static void leaveTheCluster() {
    MaskwiseRun.stopSpark();
    System.clearProperty("spark.testing");
    System.clearProperty("spark.test.home");
  }

  @Test
  void evaluatesLargeImages() throws IOException {
    Path out = directory.resolve("out");
    List<String> arguments =
        new ArrayList<>(
            Arrays.asList(
                "evaluate",
                "--truth",
                directory.resolve("truth").toString(),
                "--prediction",
                directory.resolve("a").toString(),
                "--prediction",
                directory.resolve("b").toString(),
                "--classes",
                "" + CLASSES,
                "--out",
                out.toString(),
                "--partitions",
                "2",
                "--conf",
                "spark.executorEnv.SPARK_SCALA_VERSION=2.13",
                "--conf",
                "spark.task.maxFailures=1"));
    MaskwiseRun.on(ONE_GIB_EXECUTOR, arguments.toArray(String[]::new)).succeeds();
    long total = 0;
    for (var row : MaskwiseRun.summary(out).get("confusion").get("b")) {
      for (var count : row) {
        total += count.asLong();
      }
    }
    assertThat(total).isEqualTo(4L * SIDE * SIDE);
    assertThat(Files.exists(out.resolve("report.html"))).isTrue();
  }

  /** Noise for odd images; wide stripes for even ones. */
  private static byte[] labels(int image, String source) {
    byte[] labels = new byte[SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(image * 31L + source.hashCode());
    if (image % 2 == 1) {
      random.nextBytes(labels);
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) ((labels[i] & 0xff) % CLASSES);
      }
    } else {
      int shift = random.nextInt(500);
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) ((i % SIDE + shift) / 600 % CLASSES);
      }
    }
    return labels;
  }
}
