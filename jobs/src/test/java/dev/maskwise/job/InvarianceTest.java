package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of summary.json are the same bytes however the work is divided. */
class InvarianceTest {
  private static final int SCENES = 24;

  @TempDir static Path directory;
  private static Path data;
  private static String whole;

  @BeforeAll
  static void evaluateOnce() throws IOException {
    data = directory.resolve("data");
    DemoDataSet.write(data, SCENES, 96, 48);
    whole = metrics("local[2]", "whole", data, "truth", "sharp", "coarse");
    assertThat(whole).contains("\"mean_iou\"", "\"value\" : 0.", "condition=day");
  }

  @Test
  void partitionsChangeNoByte() throws IOException {
    for (String partitions : List.of("1", "2", "7", "50")) {
      assertThat(
              metrics(
                  "local[2]",
                  "p" + partitions,
                  data,
                  "truth",
                  "sharp",
                  "coarse",
                  "--partitions",
                  partitions))
          .isEqualTo(whole);
    }
  }

  @Tag("slow")
  @Test
  void coresChangeNoByte() throws IOException {
    for (String master : List.of("local[1]", "local[2]", "local[5]")) {
      assertThat(metrics(master, master, data, "truth", "sharp", "coarse")).isEqualTo(whole);
    }
  }

  @Tag("slow")
  @Test
  void shuffledTablesChangeNoByte() throws IOException {
    for (String source : List.of("truth", "sharp", "coarse")) {
      writeShuffled(source);
    }
    for (String partitions : List.of("1", "7")) {
      assertThat(
              metrics(
                  "local[2]",
                  "shuffled" + partitions,
                  directory,
                  "truth.parquet",
                  "sharp.parquet",
                  "coarse.parquet",
                  "--partitions",
                  partitions))
          .isEqualTo(whole);
    }
  }

  private static void writeShuffled(String source) throws IOException {
    List<Row> rows = new ArrayList<>();
    Path root = data.resolve(source);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".png")).toList()) {
        String relative = root.relativize(file).toString();
        String imageId = relative.substring(0, relative.length() - ".png".length());
        rows.add(RowFactory.create(imageId, Files.readAllBytes(file)));
      }
    }
    Collections.shuffle(rows, new Random(source.hashCode()));
    StructType schema =
        new StructType().add("image_id", DataTypes.StringType).add("mask", DataTypes.BinaryType);
    MaskwiseRun.spark()
        .createDataFrame(rows, schema)
        .repartition(5)
        .write()
        .parquet(directory.resolve(source + ".parquet").toString());
  }

  private static String metrics(
      String master,
      String name,
      Path inputs,
      String truth,
      String sharp,
      String coarse,
      String... more)
      throws IOException {
    Path out = directory.resolve("out-" + name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--truth",
                inputs.resolve(truth).toString(),
                "--prediction",
                "sharp=" + inputs.resolve(sharp),
                "--prediction",
                "coarse=" + inputs.resolve(coarse),
                "--classes",
                data.resolve("classes.txt").toString(),
                "--ignore",
                "255",
                "--slice",
                "(?<condition>[a-z]+)/",
                "--out",
                out.toString(),
                "--overwrite"));
    arguments.addAll(List.of(more));
    MaskwiseRun.on(master, arguments.toArray(String[]::new)).succeeds();
    return MaskwiseRun.metrics(Files.readString(out.resolve("summary.json")));
  }
}
