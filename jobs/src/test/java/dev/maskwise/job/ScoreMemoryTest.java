package dev.maskwise.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.png.PngWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scores of 19 classes for a street scene, 152 MiB, on a real executor process of 2 GiB. */
@Tag("slow")
class ScoreMemoryTest {
  private static final String TWO_GIB_EXECUTOR = "local-cluster[1,1,2048]";
  private static final int CLASSES = 19;
  private static final int HEIGHT = 1024;
  private static final int WIDTH = 2048;
  private static final String WORDS =
      "--task multiclass --score logit --classes 19 --conf spark.executorEnv.SPARK_SCALA_VERSION=2.13"
          + " --conf spark.task.maxFailures=1 --conf spark.executor.memory=2g";

  @TempDir static Path directory;

  @BeforeAll
  static void makeALargeImage() throws IOException {
    byte[] labels = new byte[HEIGHT * WIDTH];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % WIDTH / 100 % CLASSES);
    }
    Masks.bytes(directory.resolve("truth/scene.png"), PngWriter.encode(labels, WIDTH, HEIGHT, 1));
    writeScores(directory.resolve("raw/scene.raw"), new byte[0]);
    byte[] header = Scores.npy("<f4", Scores.shape(CLASSES, HEIGHT, WIDTH), new byte[0]);
    writeScores(directory.resolve("net/scene.npy"), header);
    writeTable();
    System.setProperty("spark.testing", "1");
    System.setProperty("spark.test.home", directory.toString());
  }

  private static void writeTable() {
    MaskwiseRun.spark()
        .read()
        .format("binaryFile")
        .load(directory.resolve("raw").toString())
        .select(
            lit("scene").as("image_id"),
            lit(HEIGHT).as("height"),
            lit(WIDTH).as("width"),
            col("content").as("score"))
        .write()
        .option("compression", "none")
        .option("parquet.enable.dictionary", "false")
        .parquet(directory.resolve("net.parquet").toString());
  }

  /** Noise in which the true class has the largest score more often than others. */
  private static void writeScores(Path file, byte[] header) throws IOException {
    Files.createDirectories(file.getParent());
    SplittableRandom random = new SplittableRandom(7);
    ByteBuffer row = ByteBuffer.allocate(4 * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(header);
      for (int line = 0; line < CLASSES * HEIGHT; line++) {
        row.clear();
        for (int x = 0; x < WIDTH; x++) {
          float bonus = x / 100 % CLASSES == line / HEIGHT ? 2 : 0;
          row.putFloat(bonus + random.nextInt(1 << 20) / (float) (1 << 18));
        }
        out.write(row.array());
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
  void aFile() throws IOException {
    assertThat(evaluate(TWO_GIB_EXECUTOR, "file", "truth net")).contains("\"auroc\"");
  }

  /** Spark copies a value of a row several times on its way from Parquet through the shuffle. */
  @Test
  void aColumnOfATable() throws IOException {
    assertThat(evaluate(TWO_GIB_EXECUTOR, "table", "truth net.parquet")).contains("\"auroc\"");
  }

  /** The metrics, of all pixels. */
  private static String evaluate(String master, String out, String inputs) throws IOException {
    MaskwiseRun.evaluate(master, directory, out, inputs, WORDS).succeeds();
    long total = 0;
    for (JsonNode row : MaskwiseRun.summary(directory.resolve(out)).get("confusion").get("net")) {
      for (JsonNode count : row) {
        total += count.asLong();
      }
    }
    assertThat(total).isEqualTo((long) HEIGHT * WIDTH);
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out + "/summary.json")));
  }
}
