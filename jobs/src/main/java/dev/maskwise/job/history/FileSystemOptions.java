package dev.maskwise.job.history;

import dev.maskwise.reader.file.StorageAccess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Option;

/**
 * How commands that start no Spark reach the file systems of runs: as Spark would, by the settings
 * that the launcher and spark-submit give.
 */
public final class FileSystemOptions {
  /** What the launcher says where it puts no files of Hadoop's settings on the class path. */
  private static final String WITHOUT_SETTINGS = "maskwise.hadoop.plain";

  /** How the settings begin that say where paths without a scheme are. */
  private static final String DEFAULT_FILE_SYSTEM = "spark.hadoop.fs.default";

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

  /** How the storages of runs are reached. */
  public StorageAccess storages() {
    return StorageAccess.of(
        this::hadoop,
        Boolean.getBoolean(WITHOUT_SETTINGS)
            && Stream.concat(conf.keySet().stream(), System.getProperties().keySet().stream())
                .noneMatch(name -> name.toString().startsWith(DEFAULT_FILE_SYSTEM)));
  }

  private Configuration hadoop() {
    SparkConf settings = new SparkConf();
    conf.forEach(settings::set);
    return SparkHadoopUtil.get().newConfiguration(settings);
  }
}
