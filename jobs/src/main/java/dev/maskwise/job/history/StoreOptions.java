package dev.maskwise.job.history;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.RunReference;
import dev.maskwise.run.store.RunStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a command is about, and how its file system is reached. */
final class StoreOptions {
  private static final String HADOOP = "spark.hadoop.";

  @Option(
      names = "--store",
      required = true,
      paramLabel = "STORE",
      description = "The store of runs, on any Hadoop file system.")
  private String location = "";

  @Option(
      names = "--conf",
      paramLabel = "K=V",
      description =
          "A Spark setting; those that begin with spark.hadoop. say how the store is reached. Can be"
              + " repeated.")
  private Map<String, String> conf = new LinkedHashMap<>();

  /** The launcher passes it on; no Spark is started here. */
  @Option(names = "--master", hidden = true, paramLabel = "URL")
  private @Nullable String master;

  /** Opens the store. */
  RunStore open() {
    Configuration hadoop = new Configuration();
    SparkConf given = new SparkConf();
    conf.forEach(given::set);
    for (scala.Tuple2<String, String> setting : given.getAllWithPrefix(HADOOP)) {
      hadoop.set(setting._1(), setting._2());
    }
    return RunStore.open(hadoop, location);
  }

  /** Finds a run in a store. */
  static StoredRun run(RunStore store, String reference) {
    return RunReference.in(store, reference);
  }
}
