package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Jackknife;
import dev.maskwise.run.numbers.CurveGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How sure the numbers of a run are, against per_image.parquet and plain arithmetic. */
class IntervalsTest {
  private static final String LABELS =
      "--truth @data/truth --prediction sharp=@data/sharp --prediction coarse=@data/coarse"
          + " --classes @data/classes.txt --ignore 255 --slice (?<condition>[^/]+)/";

  @TempDir static Path directory;

  @BeforeAll
  static void drawScenes() throws IOException {
    DemoDataSet.write(directory.resolve("data"), 24, 96, 48);
  }

  private static JsonNode run(String out, String words) throws IOException {
    MaskwiseRun.of(
            ("evaluate --out @" + out + " " + words).replace("@", directory + "/").split(" "))
        .succeeds();
    return MaskwiseRun.summary(directory.resolve(out));
  }

  @Test
  void ofTheDataSetWithoutEachImage() throws IOException {
    JsonNode summary = run("images", LABELS);
    assertThat(summary.get("definition").get("intervals").get("confidence").asDouble())
        .isEqualTo(0.95);
    Map<String, long[][]> images = confusions(directory, "images", "sharp");
    check(summary, "null", images, 2.068657610); // Student's t, 23 degrees of freedom, 0.975
    images.keySet().removeIf(image -> !image.startsWith("dusk/"));
    check(summary, "condition=dusk", images, 2.570581836); // 5 degrees of freedom
  }

  @Test
  void ofTheDataSetWithoutEachCluster() throws IOException {
    JsonNode summary = run("clusters", LABELS + " --cluster-by [0-3](?=$)|[^0-3]$");
    Map<String, long[][]> clusters = new TreeMap<>();
    confusions(directory, "clusters", "sharp")
        .forEach(
            (image, counts) -> {
              String last = image.substring(image.length() - 1);
              clusters.merge(last, counts, IntervalsTest::sum);
            });
    assertThat(clusters).hasSize(10);
    check(summary, "null", clusters, 2.262157163); // 9 degrees of freedom
    assertThat(
            MaskwiseRun.metrics(
                Files.readString(directory.resolve("clusters").resolve("summary.json"))))
        .as("partitions change no byte")
        .isEqualTo(metricsOfSeven());
  }

  private static String metricsOfSeven() throws IOException {
    run("seven", LABELS + " --partitions 7 --cluster-by [0-3](?=$)|[^0-3]$");
    return MaskwiseRun.metrics(
        Files.readString(directory.resolve("seven").resolve("summary.json")));
  }

  @Test
  void ofAMeanOverImages() throws IOException {
    JsonNode entry =
        MaskwiseRun.entry(
            run("means", LABELS), "sharp", "null", "iou", "class_over_images", "road");
    double[] values =
        MaskwiseRun.table(directory.resolve("means"), "per_image.parquet").stream()
            .filter(row -> row.getAs("model").equals("sharp") && row.getAs("class").equals("road"))
            .filter(row -> row.getAs("iou") != null)
            .mapToDouble(row -> row.getAs("iou"))
            .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    assertThat(entry.get("value").asDouble()).isCloseTo(mean, within(1e-12));
    // Images in which the value is undefined are groups too, without weight.
    double n = values.length;
    double groups = entry.get("groups").asDouble();
    double share = (groups - 1) / groups * n / (n - 1);
    assertThat(entry.get("standard_error").asDouble())
        .isCloseTo(Math.sqrt(variance / n * share), within(1e-12));
  }

  @Test
  void lossesHaveThemButNotTheLovaszLossOfAllPixels() throws IOException {
    DemoDataSet.Written data =
        DemoDataSet.write(directory.resolve("scores"), Task.BINARY, 8, 64, 32);
    JsonNode summary =
        run(
            "binary",
            "--task binary --score logit --ignore 255 --truth @scores/truth --foreground "
                + DemoDataSet.FOREGROUND
                + " --prediction sharp="
                + data.predictions().get("sharp"));
    for (String loss : List.of("cross_entropy", "focal_loss", "soft_dice_loss")) {
      JsonNode entry = MaskwiseRun.entry(summary, "sharp", "null", loss, "dataset", "null");
      assertThat(entry.get("standard_error").asDouble()).as(loss).isPositive();
      assertThat(entry.get("low").asDouble()).isLessThan(entry.get("value").asDouble());
      assertThat(entry.get("high").asDouble()).isGreaterThan(entry.get("value").asDouble());
    }
    assertThat(MaskwiseRun.entry(summary, "sharp", "null", "lovasz_hinge", "dataset", "null"))
        .doesNotHaveToString("standard_error");
  }

  /** The numbers without a group are, to the bit, those of a run that never saw its images. */
  @Tag("slow")
  @Test
  void numbersOfCurvesHaveThemByGroups() throws IOException {
    DemoDataSet.Written data =
        DemoDataSet.write(directory.resolve("curves"), Task.BINARY, 12, 64, 32);
    String words =
        "--task binary --score logit --ignore 255 --no-intervals --foreground "
            + DemoDataSet.FOREGROUND
            + " --truth @%s/truth --prediction sharp=@%1$s/"
            + directory.resolve("curves").relativize(data.predictions().get("sharp"));
    String grouped =
        words.replace("--no-intervals", "--curve-groups 3 --cluster-by [0-3]$|[^0-3]$");
    JsonNode summary = run("grouped", grouped.formatted("curves"));
    assertThat(summary.get("definition").get("intervals").get("curve_groups").asInt()).isEqualTo(3);
    List<String> numbers =
        List.of(
            "auroc", "average_precision", "best_iou", "best_dice", "ece", "brier", "lovasz_hinge");
    Jackknife jackknife = new Jackknife(values(summary, numbers));
    for (int g = 0; g < 3; g++) {
      copyWithout("group " + g, directory.resolve("curves"), directory.resolve("without-" + g));
      jackknife.add(values(run("none-" + g, words.formatted("without-" + g)), numbers));
    }
    List<@Nullable Estimate> estimates = jackknife.estimates();
    for (int i = 0; i < numbers.size(); i++) {
      Estimate estimate = Objects.requireNonNull(estimates.get(i));
      JsonNode entry =
          MaskwiseRun.entry(summary, "sharp", "null", numbers.get(i), "dataset", "null");
      assertThat(entry.get("standard_error").asDouble())
          .as(numbers.get(i))
          .isPositive()
          .isEqualTo(estimate.standardError());
      assertThat(entry.get("low").asDouble()).isEqualTo(estimate.interval(0.95).low());
      assertThat(entry.get("groups").asInt()).isEqualTo(3);
    }
    assertThat(MaskwiseRun.entry(summary, "sharp", "null", "best_threshold", "dataset", "null"))
        .doesNotHaveToString("standard_error");
    assertThat(run("pieces", grouped.formatted("curves") + " --partitions 5").get("metrics"))
        .isEqualTo(summary.get("metrics"));
    assertThat(
            MaskwiseRun.of(
                    ("evaluate --out @x "
                            + grouped.formatted("curves").replace("groups 3", "groups 1"))
                        .replace("@", directory + "/")
                        .split(" "))
                .err())
        .contains(
            "--curve-groups 1 is out of range: it has to be 0, or from 2 to 1000, such as 20.");
    assertThat(MaskwiseRun.table(directory.resolve("grouped"), "curves.parquet"))
        .allMatch(row -> row.getAs("slice") == null);
  }

  private static double[] values(JsonNode summary, List<String> metrics) {
    return metrics.stream()
        .mapToDouble(
            metric ->
                MaskwiseRun.entry(summary, "sharp", "null", metric, "dataset", "null")
                    .get("value")
                    .asDouble())
        .toArray();
  }

  /** All images but those of a group. */
  private static void copyWithout(String group, Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String cluster = file.getFileName().toString().replaceAll(".*(.)\\.[a-z]+", "$1");
        if (!new CurveGroups(3).labels(List.of(), cluster).equals(List.of(group))) {
          Path copy = to.resolve(from.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  @Test
  void noneWhereNobodyAsks() throws IOException {
    JsonNode summary = run("none", LABELS + " --no-intervals");
    assertThat(summary.get("definition").get("intervals").isNull()).isTrue();
    assertThat(summary.get("metrics").findValues("standard_error")).isEmpty();
  }

  @Test
  void refusals() {
    assertThat(refusal("--confidence 1"))
        .contains("--confidence 1.0 is out of range: it has to be between 0 and 1, such as 0.95.");
    assertThat(refusal("--curve-groups 20 --no-intervals"))
        .contains(
            "--curve-groups gives the numbers of curves intervals: leave it out with --no-intervals.");
    assertThat(refusal("--curve-groups 20"))
        .contains(
            "--curve-groups gives the numbers of curves intervals: leave it out for label maps, which have no curves.");
    assertThat(refusal("--cluster-by (")).contains("--cluster-by '(' is no regular expression");
    assertThat(refusal("--cluster-by drive-\\d"))
        .contains("--cluster-by 'drive-\\d' is not found in the image id ");
  }

  private static String refusal(String words) {
    MaskwiseRun run =
        MaskwiseRun.of(
            ("evaluate --out @refused " + LABELS + " " + words)
                .replace("@", directory + "/")
                .split(" "));
    assertThat(run.exitCode()).isEqualTo(1);
    return run.err();
  }

  /** The interval of the mean IoU of the data set, computed anew without each group. */
  private static void check(
      JsonNode summary, String slice, Map<String, long[][]> groups, double quantile) {
    JsonNode entry = MaskwiseRun.entry(summary, "sharp", slice, "mean_iou", "dataset", "null");
    double all = meanIou(groups, "");
    double[] without = groups.keySet().stream().mapToDouble(g -> meanIou(groups, g)).toArray();
    double centre = Arrays.stream(without).average().orElseThrow();
    double squares = Arrays.stream(without).map(x -> (x - centre) * (x - centre)).sum();
    double error = Math.sqrt((without.length - 1.0) / without.length * squares);
    assertThat(entry.get("value").asDouble()).isCloseTo(all, within(1e-12));
    assertThat(entry.get("groups").asInt()).isEqualTo(groups.size());
    assertThat(entry.get("standard_error").asDouble()).isCloseTo(error, within(1e-12));
    assertThat(entry.get("low").asDouble()).isCloseTo(all - quantile * error, within(1e-9));
    assertThat(entry.get("high").asDouble()).isCloseTo(all + quantile * error, within(1e-9));
  }

  private static double meanIou(Map<String, long[][]> groups, String left) {
    return meanIou(List.copyOf(groups.values()), List.copyOf(groups.keySet()).indexOf(left));
  }

  /** The mean IoU of all groups but one; −1 leaves none out. */
  static double meanIou(List<long[][]> groups, int left) {
    long[][] total =
        IntStream.range(0, groups.size())
            .filter(g -> g != left)
            .mapToObj(groups::get)
            .reduce(IntervalsTest::sum)
            .orElseThrow();
    double sum = 0;
    int defined = 0;
    for (int c = 0; c < total.length; c++) {
      long truth = Arrays.stream(total[c]).sum();
      int column = c;
      long predicted = Arrays.stream(total).mapToLong(row -> row[column]).sum();
      long union = truth + predicted - total[c][c];
      if (union > 0) {
        sum += (double) total[c][c] / union;
        defined++;
      }
    }
    return sum / defined;
  }

  private static long[][] sum(long[][] a, long[][] b) {
    long[][] sum = new long[a.length][a.length];
    for (int t = 0; t < a.length; t++) {
      for (int p = 0; p < a.length; p++) {
        sum[t][p] = a[t][p] + b[t][p];
      }
    }
    return sum;
  }

  /** The confusion matrix of each image, by image id. */
  static Map<String, long[][]> confusions(Path directory, String out, String model) {
    Map<String, List<Row>> byImage = new TreeMap<>();
    MaskwiseRun.table(directory.resolve(out), "per_image.parquet").stream()
        .filter(row -> row.getAs("model").equals(model))
        .forEach(
            row ->
                byImage.computeIfAbsent(row.getAs("image_id"), id -> new ArrayList<>()).add(row));
    Map<String, long[][]> images = new TreeMap<>();
    byImage.forEach(
        (image, rows) ->
            images.put(
                image,
                rows.stream()
                    .sorted(Comparator.comparingInt(row -> row.<Integer>getAs("class_id")))
                    .map(
                        row ->
                            row.<Long>getList(row.fieldIndex("confusion")).stream()
                                .mapToLong(Long::longValue)
                                .toArray())
                    .toArray(long[][]::new)));
    return images;
  }
}
