package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics and curves of scores are the same bytes however the work is divided. */
@Tag("slow")
class ScoreInvarianceTest {
  private static final int IMAGES = 12;
  private static final String SLICE = " --slice (?<parity>[a-z]+)/ ";
  private static final String BINARY =
      "--task binary --score logit --foreground 1 --ignore 3" + SLICE;
  private static final String MULTICLASS =
      "--task multiclass --score logit --classes 3 --ignore 3" + SLICE;

  @TempDir static Path directory;
  private static String ofOneClass;
  private static String ofManyClasses;

  @BeforeAll
  static void evaluateOnce() throws IOException {
    Scores.writeTruth(directory, IMAGES);
    for (String model : List.of("a", "b")) {
      Scores.writeModel(directory.resolve("one"), model, IMAGES, 1, Scores::logits);
      Scores.writeModel(directory.resolve("many"), model, IMAGES, 3, Scores::logits);
    }
    ofOneClass = metrics("local[2]", "one", "truth one/a one/b", BINARY);
    ofManyClasses = metrics("local[2]", "many", "truth many/a many/b", MULTICLASS);
    assertThat(ofOneClass).contains("lovasz_hinge", "\"curves\"", "parity=even", "\"value\" : 0.");
    assertThat(ofManyClasses).contains("lovasz_softmax", "\"curves\"", "ece_top_label");
  }

  @Test
  void partitionsChangeNoByte() throws IOException {
    for (String partitions : List.of("1", "2", "7", "50")) {
      requireSame("local[2]", "p" + partitions, "--partitions " + partitions);
    }
  }

  @Test
  void coresChangeNoByte() throws IOException {
    for (String master : List.of("local[1]", "local[5]")) {
      requireSame(master, master, "");
    }
  }

  private static void requireSame(String master, String name, String words) throws IOException {
    assertThat(metrics(master, "one" + name, "truth one/a one/b", BINARY + words))
        .isEqualTo(ofOneClass);
    assertThat(metrics(master, "many" + name, "truth many/a many/b", MULTICLASS + words))
        .isEqualTo(ofManyClasses);
  }

  @Test
  void shuffledTablesChangeNoByte() throws IOException {
    writeShuffled("truth", "mask", i -> Masks.png(Scores.truth(i)));
    for (String model : List.of("a", "b")) {
      writeShuffled(model, "score", i -> Scores.npy(Scores.logits(Scores.seed(model, i), 1)));
    }
    String inputs = "truth.parquet a.parquet b.parquet";
    for (String partitions : List.of("1", "7")) {
      assertThat(
              metrics(
                  "local[2]",
                  "shuffled" + partitions,
                  inputs,
                  BINARY + "--partitions " + partitions))
          .isEqualTo(ofOneClass);
    }
  }

  private static void writeShuffled(String name, String column, IntFunction<byte[]> content) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(RowFactory.create(Scores.id(i), content.apply(i)));
    }
    Collections.shuffle(rows, new Random(name.hashCode()));
    MaskwiseRun.spark()
        .createDataFrame(rows, StructType.fromDDL("image_id string, " + column + " binary"))
        .repartition(5)
        .write()
        .parquet(directory.resolve(name + ".parquet").toString());
  }

  private static String metrics(String master, String out, String inputs, String words)
      throws IOException {
    MaskwiseRun.evaluate(master, directory, "out-" + out, inputs, words).succeeds();
    return MaskwiseRun.metrics(Files.readString(directory.resolve("out-" + out + "/summary.json")));
  }
}
