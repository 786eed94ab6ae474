package dev.maskwise.rapids.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * Compares every GPU function with the SQL function of the CPU, and losses with float64 sums, over
 * tables with nulls, images of no and of one pixel, masks all of one kind, ties, and images of
 * 4096×4096. Prints a table for docs/gpu.md; the exit code is 2 where something differs.
 *
 * <p>{@code Parity gpu|cpu DIRECTORY [SETTINGS …]}: with {@code cpu} the row forms of the GPU
 * functions run instead of the columns, to rehearse. {@code -Dai.rapids.refcount.debug=true} lets
 * cuDF report what was not closed.
 */
public final class Parity {
  private static final int LARGE = 4096;

  private Parity() {}

  /** A table of the comparison. */
  private record Images(String name, int count, int side, boolean special) {}

  public static void main(String[] arguments) throws IOException {
    boolean gpu = arguments[0].equals("gpu");
    int largest = Integer.getInteger("maskwise.largest", LARGE);
    List<Path> settings = Arrays.stream(arguments).skip(2).map(Path::of).toList();
    List<Images> tables =
        List.of(
            new Images("nulls, 0, 1 and 256 pixels, ties, all of a kind", 220, 16, true),
            new Images("1 pixel", 32, 1, false),
            new Images("512×512", 24, Math.min(512, largest), true),
            new Images("%d×%d".formatted(largest, largest), 2, largest, false));
    boolean good = true;
    try (GpuSession session = new GpuSession(gpu, settings)) {
      Float64.register(session.spark());
      Float64Classes.register(session.spark());
      System.out.println("| images | function | rows | greatest relative difference | allowed | |");
      System.out.println("|---|---|---|---|---|---|");
      for (Images images : tables) {
        Path directory = Path.of(arguments[1]).resolve(String.valueOf(tables.indexOf(images)));
        session.onCpu(
            () -> {
              ImageTable.write(
                  session.spark(), directory, images.count(), images.side(), images.special());
              return 0;
            });
        for (Comparison comparison : Comparison.ALL) {
          good &= compare(session, gpu, images, comparison);
        }
        good &=
            evaluate(session, images, directory.resolveSibling(directory.getFileName() + "-job"));
      }
    }
    if (!good) {
      System.exit(2);
    }
  }

  private static boolean compare(
      GpuSession session, boolean gpu, Images images, Comparison comparison) {
    List<Row> expected = session.onCpu(() -> rows(session, comparison.cpu()));
    List<Row> actual = session.onGpu(() -> rows(session, comparison.gpu()));
    double greatest = expected.size() == actual.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      greatest = Math.max(greatest, comparison.difference(actual.get(i), expected.get(i)));
    }
    boolean onGpu = !gpu || session.projectsOnGpu(comparison.gpu());
    double allowed = gpu ? comparison.tolerance() : comparison.rehearsed();
    boolean good = greatest <= allowed && onGpu;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %.1e | %.0e | %s |%n",
        images.name(),
        comparison.what(),
        expected.size(),
        greatest,
        allowed,
        good ? "ok" : onGpu ? "DIFFERS" : "NOT ON THE GPU");
    return good;
  }

  private static boolean evaluate(GpuSession session, Images images, Path directory)
      throws IOException {
    boolean good = new JobParity(session, directory).holds();
    System.out.printf(
        "| %s | evaluate, query against pass | %d | | equal | %s |%n",
        images.name(), images.count(), good ? "ok" : "DIFFERS");
    return good;
  }

  private static List<Row> rows(GpuSession session, String sql) {
    return session.spark().sql(sql).collectAsList().stream()
        .sorted(Comparator.comparingLong(row -> row.getLong(0)))
        .toList();
  }
}
