package dev.maskwise.rapids.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the functions over a table of Parquet, best kept in memory: all cores of this machine
 * against its GPU, in images and pixels a second, and which part of the device's memory bandwidth
 * reading the arguments once would be. The best of several rounds counts, after one to warm up.
 *
 * <p>{@code Speed gpu|cpu DIRECTORY IMAGES SIDE [SETTINGS …]}; {@code -Dmaskwise.bandwidth=3350}
 * names the bandwidth in GB/s.
 */
public final class Speed {
  private static final int ROUNDS = 3;

  private Speed() {}

  /** A query that reads so many bytes a pixel. */
  private record Query(String name, int bytes, String value) {}

  private static final List<Query> QUERIES =
      List.of(
          new Query("overlap", 2, "sum(overlap(truth, prediction).intersection)"),
          new Query("confusion", 2, "count(confusion(labels, predicted, 5, 255))"),
          new Query("soft_overlap", 5, "sum(soft_overlap(logits, truth).intersection)"),
          new Query("cross_entropy", 5, "sum(cross_entropy(logits, truth))"),
          new Query("focal_loss", 5, "sum(focal_loss(logits, truth, 2, 0.25))"),
          new Query("lovasz_hinge", 5, "sum(lovasz_hinge(logits, truth))"),
          new Query(
              "cross_entropy, probabilities",
              5,
              "sum(cross_entropy(probabilities, truth, -1, 'probability'))"),
          new Query(
              "multiclass_cross_entropy",
              21,
              "sum(multiclass_cross_entropy(planes, labels, 5, 255))"),
          new Query(
              "multiclass_focal_loss", 21, "sum(multiclass_focal_loss(planes, labels, 5, 2, 255))"),
          new Query(
              "multiclass_soft_overlap",
              21,
              "sum(multiclass_soft_overlap(planes, labels, 5, 255)[0].intersection)"),
          new Query("mask_of_scores", 4, "count(mask_of_scores(logits, 0))"),
          new Query("labels_of_scores", 20, "count(labels_of_scores(planes, 5))"),
          new Query("lovasz_softmax", 21, "sum(lovasz_softmax(planes, labels, 5, 255))"));

  public static void main(String[] arguments) throws IOException {
    boolean gpu = arguments[0].equals("gpu");
    Path directory = Path.of(arguments[1], "images");
    int images = Integer.parseInt(arguments[2]);
    int side = Integer.parseInt(arguments[3]);
    double bandwidth = Double.parseDouble(System.getProperty("maskwise.bandwidth", "3350"));
    List<Path> settings = Arrays.stream(arguments).skip(4).map(Path::of).toList();
    double pixels = (double) images * side * side;
    try (GpuSession session = new GpuSession(gpu, settings)) {
      session.onCpu(
          () -> {
            ImageTable.write(session.spark(), directory, images, side, false);
            return 0;
          });
      System.out.printf(
          Locale.ROOT,
          "%d images of %d×%d, %d CPU threads%n%n",
          images,
          side,
          side,
          Runtime.getRuntime().availableProcessors());
      System.out.println(
          "| function | CPU images/s | CPU Mpx/s | GPU images/s | GPU Mpx/s | times | of bandwidth |");
      System.out.println("|---|---|---|---|---|---|---|");
      for (Query query : QUERIES) {
        String sql = "SELECT " + query.value() + " FROM images";
        double cpu = session.onCpu(() -> seconds(session, sql));
        double other = session.onGpu(() -> seconds(session, sql));
        System.out.printf(
            Locale.ROOT,
            "| %s | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f %% |%n",
            query.name(),
            images / cpu,
            pixels / cpu / 1e6,
            images / other,
            pixels / other / 1e6,
            cpu / other,
            100 * query.bytes() * pixels / other / 1e9 / bandwidth);
      }
    }
  }

  private static double seconds(GpuSession session, String sql) {
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      session.spark().sql(sql).collectAsList();
      double seconds = (System.nanoTime() - start) / 1e9;
      best = round == 0 ? best : Math.min(best, seconds);
    }
    return best;
  }
}
