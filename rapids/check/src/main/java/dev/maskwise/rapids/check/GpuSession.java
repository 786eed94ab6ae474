package dev.maskwise.rapids.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A session of all cores of this machine, with the GPU or, to rehearse, without. */
final class GpuSession implements AutoCloseable {
  private final SparkSession spark;
  private final boolean gpu;

  /**
   * Starts Spark.
   *
   * @param gpu whether the plugin is loaded; without, the row form of the GPU functions runs
   * @param settings files like those of conf/rapids, read where the plugin is loaded
   */
  GpuSession(boolean gpu, List<Path> settings) throws IOException {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[*]")
            .appName("maskwise-rapids-check")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "16")
            .config("spark.driver.host", "127.0.0.1");
    if (gpu) {
      for (Path file : settings) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("spark.")) {
            String[] setting = line.split(" ", 2);
            builder = builder.config(setting[0], setting[1]);
          }
        }
      }
      builder = builder.config("spark.rapids.sql.expression.cpuBridge.enabled", "false");
    }
    this.spark = builder.getOrCreate();
    this.gpu = gpu;
    spark.sparkContext().setLogLevel("WARN");
  }

  SparkSession spark() {
    return spark;
  }

  /** Whether the plugin is loaded. */
  boolean hasGpu() {
    return gpu;
  }

  /** Runs something as a session without GPU functions does. */
  <T> T onCpu(Supplier<T> work) {
    return with("off", false, work);
  }

  /** Runs something with the GPU functions, on the GPU if there is one. */
  <T> T onGpu(Supplier<T> work) {
    return with("on", gpu, work);
  }

  private <T> T with(String functions, boolean plugin, Supplier<T> work) {
    spark.conf().set("spark.maskwise.gpu", functions);
    spark.conf().set("spark.rapids.sql.enabled", plugin);
    return work.get();
  }

  /** Whether the plan of a query runs its projection on the GPU. */
  boolean projectsOnGpu(String sql) {
    return onGpu(
        () -> {
          String plan = spark.sql(sql).queryExecution().executedPlan().toString();
          return plan.contains("GpuProject") || plan.contains("GpuHashAggregate");
        });
  }

  @Override
  public void close() {
    spark.stop();
  }
}
