package dev.maskwise.job.history;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Option;

/**
 * How commands that start no Spark reach the file systems of runs: as Spark would, by the settings
 * that the launcher and spark-submit give.
 */
public final class FileSystemOptions {
  @Option(
      names = "--conf",
      paramLabel = "K=V",
      description =
          "A Spark setting; those that begin with spark.hadoop. say how file systems are reached. Can"
              + " be repeated.")
  private Map<String, String> conf = new LinkedHashMap<>();

  /** None given. */
  public FileSystemOptions() {}

  @Option(
      names = "--master",
      hidden = true,
      paramLabel = "URL",
      description = "The launcher passes it on; no Spark is started here.")
  void passOver(String master) {}

  /** What opens files. */
  public Configuration hadoop() {
    SparkConf settings = new SparkConf();
    conf.forEach(settings::set);
    return SparkHadoopUtil.get().newConfiguration(settings);
  }
}
