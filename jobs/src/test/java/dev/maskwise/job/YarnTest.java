package dev.maskwise.job;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job on YARN as spark-submit starts it: what YARN says of it in the end, the exit code, and
 * what is left. A resource manager and a node manager are in this process; the submission, the
 * application master and the executor are processes of their own.
 */
@Tag("slow")
class YarnTest {
  private static final List<String> CLASS_PATH =
      Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));

  /** What the jar of the job holds besides Maskwise, or Maskwise itself where it is packed. */
  private static final String OURS =
      ".*/(maskwise-udfs|picocli|snakeyaml|compiler|ascii-table)[^/]*\\.jar";

  private static final String MINI_CLUSTER = ".*/hadoop-client-minicluster[^/]*\\.jar";

  /** Twelve short-lived processes, which mostly load classes. */
  private static final List<String> SOON_OVER =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir static Path directory;
  private static MiniYARNCluster cluster;
  private static YarnClient yarn;
  private static String fromThisProcess;

  @BeforeAll
  static void startYarn() throws IOException {
    System.setProperty("test.build.data", directory.toString());
    cluster = new MiniYARNCluster("yarn", 1, 1, 1);
    System.clearProperty("test.build.data");
    cluster.init(onThisMachineAlone());
    cluster.start();
    yarn = YarnClient.createYarnClient();
    yarn.init(cluster.getConfig());
    yarn.start();
    try (Writer site = Files.newBufferedWriter(directory.resolve("yarn-site.xml"))) {
      cluster.getConfig().writeXml(site);
    }
    packClasses();
    Path data = directory.resolve("data");
    DemoDataSet.write(data, 4, 96, 48);
    Path out = directory.resolve("out");
    String classes = data.resolve("classes.txt").toString();
    MaskwiseRun.of(words(classes, out).toArray(String[]::new)).succeeds();
    fromThisProcess = MaskwiseRun.metrics(Files.readString(out.resolve("summary.json")));
  }

  @AfterAll
  static void stopYarn() {
    yarn.stop();
    cluster.stop();
  }

  private static Configuration onThisMachineAlone() {
    Configuration settings = new YarnConfiguration();
    // Addresses as they are here, any free port; the cluster's own would be those of the host name.
    settings.setBoolean(YarnConfiguration.YARN_MINICLUSTER_FIXED_PORTS, true);
    for (String address :
        List.of(
            YarnConfiguration.RM_ADDRESS,
            YarnConfiguration.RM_ADMIN_ADDRESS,
            YarnConfiguration.RM_SCHEDULER_ADDRESS,
            YarnConfiguration.RM_RESOURCE_TRACKER_ADDRESS,
            YarnConfiguration.RM_WEBAPP_ADDRESS,
            YarnConfiguration.NM_ADDRESS,
            YarnConfiguration.NM_LOCALIZER_ADDRESS,
            YarnConfiguration.NM_WEBAPP_ADDRESS)) {
      settings.set(address, "localhost:0");
    }
    settings.set(
        YarnConfiguration.RM_SCHEDULER,
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
    settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
    settings.setLong(YarnConfiguration.RM_NM_HEARTBEAT_INTERVAL_MS, 100);
    // What containers print is left to be read, and nothing waits to be deleted at the end.
    settings.setInt(YarnConfiguration.NM_LOG_RETAIN_SECONDS, 0);
    settings.setInt(YarnConfiguration.DEBUG_NM_DELETE_DELAY_SEC, -1);
    settings.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
    settings.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    settings.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100);
    return settings;
  }

  /** The classes of Maskwise in a jar, as they are now. */
  private static void packClasses() throws IOException {
    try (OutputStream file = Files.newOutputStream(directory.resolve("maskwise.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      for (String classes : CLASS_PATH) {
        if (!classes.endsWith("/classes")) {
          continue;
        }
        try (Stream<Path> all = Files.walk(Path.of(classes))) {
          for (Path entry : all.filter(Files::isRegularFile).toList()) {
            jar.putNextEntry(new JarEntry(Path.of(classes).relativize(entry).toString()));
            Files.copy(entry, jar);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "cluster"})
  void aJobThatIsDoneHasSucceeded(String mode) throws Exception {
    Path results = Files.createDirectory(directory.resolve("done-" + mode));
    Path out = results.resolve("out");
    Ended job = submit(mode, words(directory.resolve("data/classes.txt").toString(), out));
    assertThat(job.exitCode()).as(job.log()).isZero();
    assertThat(job.status()).as(job.log()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
    assertThat(job.log()).contains("Results: file:" + out);
    assertThat(MaskwiseRun.metrics(Files.readString(out.resolve("summary.json"))))
        .contains("\"mean_iou\"")
        .isEqualTo(fromThisProcess);
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(out.resolve("per_image.parquet/_SUCCESS")).exists();
    assertThat(out.resolve("rejected.parquet/_SUCCESS")).exists();
    assertThat(results.toFile().list()).containsExactly("out");
  }

  /** Refused by executors: the images have more classes than the job was told. */
  @ParameterizedTest
  @ValueSource(strings = {"client", "cluster"})
  void aJobThatIsRefusedHasFailed(String mode) throws Exception {
    Path results = Files.createDirectory(directory.resolve("refused-" + mode));
    Path out = results.resolve("out");
    Ended job = submit(mode, words("2", out));
    assertThat(job.exitCode()).as(job.log()).isEqualTo(1);
    assertThat(job.status()).as(job.log()).isEqualTo(FinalApplicationStatus.FAILED);
    assertThat(job.log()).contains("maskwise: 4 images were rejected");
    assertThat(results).isEmptyDirectory();
  }

  /**
   * A job at its end.
   *
   * @param status what YARN says of it
   * @param exitCode of spark-submit
   * @param log of spark-submit and, in cluster mode, of the driver
   */
  private record Ended(FinalApplicationStatus status, int exitCode, String log) {}

  private static List<String> words(String classes, Path out) {
    Path data = directory.resolve("data");
    List<String> words = new ArrayList<>(List.of("evaluate", "--truth", data + "/truth"));
    DemoDataSet.MODELS.forEach(
        model -> words.addAll(List.of("--prediction", model + "=" + data + "/" + model)));
    words.addAll(List.of("--classes", classes, "--ignore", "255", "--partitions", "2"));
    words.addAll(List.of("--out", out.toString()));
    return words;
  }

  private static Ended submit(String mode, List<String> words) throws Exception {
    String tag = words.get(words.size() - 1);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(SOON_OVER);
    command.addAll(List.of("-Xmx512m", "-cp", directory + ":" + String.join(":", sparkJars())));
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", "yarn", "--deploy-mode", mode));
    settings(tag).forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(List.of("--jars", String.join(",", ours()), "--class", Main.class.getName()));
    command.add(directory.resolve("maskwise.jar").toString());
    command.addAll(words);
    Path log = Files.createTempFile(directory, mode, ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("YARN_CONF_DIR", directory.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("spark-submit ends, see %s", log)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    ApplicationReport application = ended(tag);
    return new Ended(
        application.getFinalApplicationStatus(),
        process.exitValue(),
        Files.readString(log) + driverLog(application));
  }

  private static Map<String, String> settings(String tag) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.yarn.tags", tag);
    settings.put("spark.yarn.maxAppAttempts", "1");
    settings.put("spark.yarn.jars", "local:" + String.join(",local:", sparkJars()));
    settings.put("spark.yarn.stagingDir", directory.resolve("staging").toUri().toString());
    settings.put("spark.yarn.report.interval", "200ms");
    settings.put("spark.yarn.am.memory", "512m");
    settings.put("spark.driver.memory", "768m");
    settings.put("spark.executor.memory", "768m");
    settings.put("spark.executor.instances", "1");
    settings.put("spark.ui.enabled", "false");
    for (String process : List.of("driver", "executor", "yarn.am")) {
      settings.put("spark." + process + ".extraJavaOptions", String.join(" ", SOON_OVER));
    }
    for (String environment : List.of("spark.yarn.appMasterEnv.", "spark.executorEnv.")) {
      settings.put(environment + "JAVA_HOME", System.getProperty("java.home"));
      settings.put(environment + "SPARK_LOCAL_IP", "127.0.0.1");
    }
    return settings;
  }

  private static List<String> ours() {
    return CLASS_PATH.stream().filter(entry -> entry.matches(OURS)).toList();
  }

  /** The jars of Spark, and what the tests need, without Maskwise and the servers of Hadoop. */
  private static List<String> sparkJars() {
    return CLASS_PATH.stream()
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> !entry.matches(OURS) && !entry.matches(MINI_CLUSTER))
        .toList();
  }

  /** The application with a tag, when YARN is done with it. */
  private static ApplicationReport ended(String tag) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<ApplicationReport> applications =
          yarn.getApplications().stream()
              .filter(report -> report.getApplicationTags().contains(tag.toLowerCase(Locale.ROOT)))
              .toList();
      assertThat(applications).hasSize(1);
      ApplicationReport application = applications.get(0);
      if (application.getFinalApplicationStatus() != FinalApplicationStatus.UNDEFINED) {
        return application;
      }
      assertThat(System.nanoTime()).as(application.toString()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** What the container of the application master has printed. */
  private static String driverLog(ApplicationReport application) throws IOException {
    try (Stream<Path> files = Files.walk(cluster.getTestWorkDir().toPath())) {
      return files
          .filter(file -> file.toString().contains("/" + application.getApplicationId() + "/"))
          .filter(file -> file.toString().matches(".*_000001/std(out|err)"))
          .map(YarnTest::contents)
          .collect(joining());
    }
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
