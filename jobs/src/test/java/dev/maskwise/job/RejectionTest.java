package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.codec.png.PngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which an image can be wrong: a sentence with its id and path, and nothing lost. */
class RejectionTest {
  private static final int IMAGES = 5;

  @TempDir Path directory;
  private Path out;

  @BeforeEach
  void makeDataSet() throws IOException {
    Masks.dataSet(directory, IMAGES);
    out = directory.resolve("out");
  }

  /** A way to spoil image x/2, and what is said about it. */
  enum Fault {
    TRUNCATED("a/x/2.png", "unreadable", "is cut off") {
      @Override
      void spoil(Path file) throws IOException {
        byte[] png = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(png, png.length - 20));
      }
    },
    NOT_A_PNG("truth/x/2.png", "unreadable", "is an HTML page, as servers send") {
      @Override
      void spoil(Path file) throws IOException {
        Files.writeString(file, "<html>404</html>");
      }
    },
    EMPTY_FILE("b/x/2.png", "unreadable", "is empty") {
      @Override
      void spoil(Path file) throws IOException {
        Files.write(file, new byte[0]);
      }
    },
    RGB("b/x/2.png", "unreadable", "RGB") {
      @Override
      void spoil(Path file) throws IOException {
        Masks.rgb(file);
      }
    },
    SHAPE_MISMATCH("b/x/2.png", "shape_mismatch", "is 9×13 pixels, but its truth is 13×9") {
      @Override
      void spoil(Path file) throws IOException {
        byte[] turned = Masks.random(2, 4);
        Files.write(
            file,
            PngWriter.encode(
                turned,
                /* width= */ Masks.HEIGHT,
                /* height= */ Masks.WIDTH,
                /* bytesPerPixel= */ 1));
      }
    },
    PREDICTED_LABEL_OUT_OF_RANGE(
        "a/x/2.png", "label_out_of_range", "holds the label 4 in 1 pixels") {
      @Override
      void spoil(Path file) throws IOException {
        byte[] labels = Masks.random(2, 4);
        labels[labels.length - 1] = 4;
        Masks.write(file, labels);
      }
    },
    TRUE_LABEL_OUT_OF_RANGE(
        "truth/x/2.png", "label_out_of_range", "the classes are 0 to 3 and the ignore label is 7") {
      @Override
      void spoil(Path file) throws IOException {
        byte[] labels = Masks.random(2, 4);
        labels[0] = (byte) 200;
        Masks.write(file, labels);
      }
    },
    PREDICTION_MISSING("a/x/2.png", "missing_prediction", "holds no prediction for the image") {
      @Override
      void spoil(Path file) throws IOException {
        Files.delete(file);
      }
    },
    TRUTH_MISSING("truth/x/2.png", "missing_truth", "holds no truth for the image") {
      @Override
      void spoil(Path file) throws IOException {
        Files.delete(file);
      }
    },
    TWICE("a/x/2.PNG", "duplicate", "holds the image a second time") {
      @Override
      void spoil(Path file) throws IOException {
        Masks.write(file, Masks.random(2, 4));
      }
    };

    final String path;
    final String kind;
    final String sentence;

    Fault(String path, String kind, String sentence) {
      this.path = path;
      this.kind = kind;
      this.sentence = sentence;
    }

    abstract void spoil(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void failIsTheDefaultAndLeavesNothing(Fault fault) throws IOException {
    fault.spoil(directory.resolve(fault.path));
    List<Path> before = content();
    MaskwiseRun run = evaluate();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("1 image was rejected", "x/2: ", fault.sentence, "--on-reject skip");
    assertThat(content()).isEqualTo(before);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(Fault.class)
  void skipCountsAndListsTheImage(Fault fault) throws IOException {
    fault.spoil(directory.resolve(fault.path));
    MaskwiseRun run = evaluate("--on-reject", "skip").succeeds();
    assertThat(run.out()).contains("1 image was rejected", "x/2: ");
    JsonNode images = MaskwiseRun.summary(out).get("images");
    assertThat(images.get("evaluated").asInt()).isEqualTo(IMAGES - 1);
    assertThat(images.get("rejected").asInt()).isEqualTo(1);
    for (String kind : List.of("missing_prediction", "missing_truth", "duplicate")) {
      assertThat(images.get(kind).asInt()).as(kind).isEqualTo(kind.equals(fault.kind) ? 1 : 0);
    }
    List<Row> rejected = MaskwiseRun.table(out, "rejected.parquet");
    assertThat(rejected).hasSize(1);
    assertThat(rejected.get(0).<String>getAs("image_id")).isEqualTo("x/2");
    assertThat(rejected.get(0).<String>getAs("kind")).isEqualTo(fault.kind);
    assertThat(rejected.get(0).<String>getAs("reason")).contains(fault.sentence);
    assertThat(rejected.get(0).<String>getAs("path"))
        .contains("/" + fault.path.substring(0, fault.path.indexOf('/')));
    assertThat(MaskwiseRun.table(out, "per_image.parquet")).hasSize((IMAGES - 1) * 2 * 4);
  }

  @Test
  void whatIsLeftIsWhatWouldHaveBeenEvaluatedAlone() throws IOException {
    Masks.rgb(directory.resolve("a/x/2.png"));
    evaluate("--on-reject", "skip").succeeds();
    JsonNode with = MaskwiseRun.summary(out);
    for (String source : List.of("truth", "a", "b")) {
      Files.delete(directory.resolve(source + "/x/2.png"));
    }
    evaluate("--overwrite").succeeds();
    assertThat(MaskwiseRun.summary(out).get("metrics")).isEqualTo(with.get("metrics"));
  }

  @Test
  void everyFaultOfAnImageIsListed() throws IOException {
    Files.writeString(directory.resolve("a/x/2.png"), "no");
    Files.delete(directory.resolve("b/x/2.png"));
    evaluate("--on-reject", "skip").succeeds();
    assertThat(MaskwiseRun.table(out, "rejected.parquet")).hasSize(2);
    assertThat(MaskwiseRun.summary(out).get("images").get("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void nothingLeftToEvaluateIsRefused() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Masks.rgb(directory.resolve("a/x/" + i + ".png"));
    }
    MaskwiseRun run = evaluate("--on-reject", "skip");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("No image is left to evaluate", "5 images were rejected");
    assertThat(out).doesNotExist();
  }

  @Test
  void tooManyPixelsAreRejectedBeforeTheyAreRead() {
    MaskwiseRun run = evaluate("--max-pixels", "100");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("5 images were rejected", "more than --max-pixels 100");
  }

  private MaskwiseRun evaluate(String... more) {
    String[] arguments = {
      "evaluate",
      "--truth",
      directory.resolve("truth").toString(),
      "--prediction",
      directory.resolve("a").toString(),
      "--prediction",
      "bee=" + directory.resolve("b"),
      "--classes",
      "4",
      "--ignore",
      "7",
      "--out",
      out.toString()
    };
    return MaskwiseRun.of(
        Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }
}
