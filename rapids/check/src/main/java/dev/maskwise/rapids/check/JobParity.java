package dev.maskwise.rapids.check;

import dev.maskwise.job.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code evaluate} over the label maps of the view {@code images}, by the pass on the CPU and
 * by the query on the GPU, and compares what they write, byte for byte.
 */
final class JobParity {
  private final GpuSession session;
  private final Path directory;

  /**
   * @param directory for tables and results, a new one
   */
  JobParity(GpuSession session, Path directory) {
    this.session = session;
    this.directory = directory;
  }

  /** Whether both engines say the same. */
  boolean holds() throws IOException {
    session.onCpu(
        () -> {
          writeMaps("truth", "labels");
          writeMaps("prediction", "predicted");
          return 0;
        });
    String pass = evaluate("pass", "off", false);
    String query = evaluate("query", "on", session.hasGpu());
    return query.contains("A query counted the pixels")
        && written("query").equals(written("pass"))
        && !pass.contains("A query");
  }

  private void writeMaps(String table, String column) {
    session
        .spark()
        .sql(
            "SELECT image_id, city, 1 AS height, octet_length(%s) AS width, %s AS mask FROM images"
                .formatted(column, column))
        .write()
        .parquet(path(table));
  }

  private String evaluate(String engine, String functions, boolean onGpu) {
    StringWriter said = new StringWriter();
    PrintWriter console = new PrintWriter(said, true);
    List<String> words =
        new ArrayList<>(List.of("evaluate", "--truth", path("truth"), "--prediction"));
    words.add("model=" + path("prediction"));
    words.addAll(List.of("--classes", String.valueOf(ImageTable.CLASSES), "--ignore", "255"));
    words.addAll(List.of("--slice", "city", "--on-reject", "skip", "--engine", engine));
    words.addAll(List.of("--out", path(engine)));
    words.addAll(List.of("--conf", "spark.maskwise.gpu=" + functions));
    words.addAll(List.of("--conf", "spark.rapids.sql.enabled=" + onGpu));
    if (Main.run(console, console, words.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("evaluate --engine " + engine + " ended with: " + said);
    }
    return said.toString();
  }

  /** The numbers, and every row about a rejected image. */
  private String written(String engine) throws IOException {
    String rejected =
        session
            .onCpu(
                () ->
                    session
                        .spark()
                        .read()
                        .parquet(path(engine) + "/rejected.parquet")
                        .collectAsList())
            .stream()
            .map(Object::toString)
            .sorted()
            .toList()
            .toString();
    return Files.readString(directory.resolve(engine).resolve("summary.json")) + rejected;
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
