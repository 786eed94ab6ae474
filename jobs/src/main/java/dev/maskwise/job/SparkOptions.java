package dev.maskwise.job;

import dev.maskwise.job.failure.ProcessEnd;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Where and how Spark runs; under spark-submit its own options do the same. */
final class SparkOptions {
  private static final String MASTER = "spark.master";

  private static final Pattern IN_ONE_PROCESS = Pattern.compile("local(\\[.*])?");

  private static final String VECTORISED = "spark.sql.parquet.enableVectorizedReader";

  /** What suits these jobs; {@code --conf} wins. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          // Masks are large values: the vectorised reader would hold thousands of them at once.
          VECTORISED,
          "false",
          // That of ORC has the row-based one hold as many; a row at a time is an image at a time.
          "spark.sql.orc.columnarReaderBatchSize",
          "1",
          // The work is in the kernels. SQL only moves rows, and compiling plans would cost
          // seconds.
          "spark.sql.codegen.wholeStage",
          "false",
          "spark.sql.codegen.factoryMode",
          "NO_CODEGEN",
          "spark.sql.adaptive.enabled",
          "false",
          // The hour 01 of a partition is not the number 1, nor is it the hour 1.
          "spark.sql.sources.partitionColumnTypeInference.enabled",
          "false");

  private static final String TIME_ZONE = "spark.sql.session.timeZone";

  /** The settings by which Spark decides which rows a table has, and how a cell becomes text. */
  private static final Pattern OF_TABLES =
      Pattern.compile(
          "spark\\.sql\\.(session\\.timeZone|(legacy|files\\.ignore).+|"
              + "(parquet|orc)\\.(?!enableVectorizedReader|columnarReaderBatchSize).+|"
              + "sources\\.partitionColumnTypeInference\\.enabled)");

  private static final String MEMORY = "spark.driver.memory";

  /** What is settled before Java runs this. */
  private static final Pattern OF_THE_LAUNCHER =
      Pattern.compile(
          "spark\\.(driver\\.(extra.*|defaultJavaOptions|userClassPathFirst)|jars(\\..*)?|submit\\..*)");

  @CommandLine.Option(
      names = "--master",
      paramLabel = "URL",
      description = "The Spark master (default: spark-submit's, else local[*]).")
  @Nullable String master;

  @CommandLine.Option(
      names = "--conf",
      paramLabel = "K=V",
      description = "A Spark setting; can be repeated.")
  Map<String, String> conf = new LinkedHashMap<>();

  /** The Spark of this process, which is started when there is none. */
  RunningSpark start(String name) {
    requireInTime();
    SparkContext context = SparkEnv.get() == null ? started(name) : SparkContext.getOrCreate();
    return new RunningSpark(context, conf, () -> session(context));
  }

  /** A session for statements of a user, with Spark's own settings and those of {@code --conf}. */
  SparkSession startSql(String name) {
    SparkSession session = first(start(name).context().sc()).newSession();
    conf.forEach(
        (setting, value) -> {
          if (session.conf().isModifiable(setting)) {
            session.conf().set(setting, value);
          }
        });
    return session;
  }

  /**
   * Java has a heap and a class path by now.
   *
   * @throws InputRefusedException when a setting is given that would change them
   */
  private void requireInTime() {
    SparkConf launched = new SparkConf();
    conf.forEach(
        (name, value) -> {
          boolean late = OF_THE_LAUNCHER.matcher(name).matches() && !launched.contains(name);
          InputRefusedException.require(
              !late && !(name.equals(MEMORY) && isNotTheHeap(value)),
              "%s=%s comes too late, because Java runs already%s: give it on the command line of ./maskwise, or to spark-submit before the jar, and not in a file."
                  .formatted(name, value, late ? "" : " with a heap of %,d MiB".formatted(heap())));
        });
  }

  /** The heap that Java says it has is smaller than the one that was asked for, by a little. */
  private static boolean isNotTheHeap(String memory) {
    try {
      double asked = new SparkConf(false).set(MEMORY, memory).getSizeAsMb(MEMORY);
      return heap() < 0.9 * asked || heap() > 1.02 * asked;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  /**
   * A session of its own for a job. The settings are those of this session alone: a program that
   * runs a job keeps its active session, and its session its settings.
   */
  private SparkSession session(SparkContext context) {
    Option<SparkSession> active = SparkSession.getActiveSession();
    SparkSession running =
        active
            .orElse(SparkSession::getDefaultSession)
            .filter(session -> !session.sparkContext().isStopped())
            .getOrElse(() -> first(context));
    SparkSession own = running.newSession();
    SparkSession.setActiveSession(own);
    try {
      SparkSession.Builder builder = SparkSession.builder();
      SETTINGS.forEach(builder::config);
      conf.forEach(builder::config);
      return builder.getOrCreate(); // sets what can be set on the active session, which is ours
    } finally {
      restore(active);
    }
  }

  /**
   * The settings of a session that change a number, also those that Spark was started with: how
   * tables are read.
   */
  static Map<String, String> ofTables(SparkSession spark) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(TIME_ZONE, spark.conf().get(TIME_ZONE));
    CollectionConverters.asJava(spark.conf().getAll())
        .forEach(
            (name, value) -> {
              if (OF_TABLES.matcher(name).matches()) {
                settings.put(name, value);
              }
            });
    return settings;
  }

  /**
   * Sets what depends on the input, whatever was given.
   *
   * @param spark a session of the job's own
   * @param partitions into how many the images are divided
   */
  static void suit(SparkSession spark, int partitions, List<MaskSource> sources) {
    spark.conf().set("spark.sql.shuffle.partitions", partitions);
    // Masks compress well and are large when they are read: they are never sent to all executors.
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", -1);
    if (sources.stream().anyMatch(source -> source.holdsArrays(spark))) {
      // Spark's row-based reader makes an object of every number of an array; its vectorised reader
      // does not, but takes thousands of rows at once. A row at a time is an image at a time.
      spark.conf().set(VECTORISED, true);
      spark.conf().set("spark.sql.parquet.columnarReaderBatchSize", 1);
    }
  }

  /** Not by a builder, which warns that the context is there already. */
  @SuppressWarnings("deprecation")
  private static SparkSession first(SparkContext context) {
    return SQLContext.getOrCreate(context).sparkSession();
  }

  private SparkContext started(String name) {
    SparkConf settings = new SparkConf().setAppName(name).setIfMissing(MASTER, "local[*]");
    if (master != null) {
      settings.setMaster(master);
    }
    String chosen = conf.getOrDefault(MASTER, settings.get(MASTER));
    if (IN_ONE_PROCESS.matcher(chosen).matches()) {
      // A task that lacks memory fails, and the job says so; Spark would end the process without.
      settings.set("spark.executor.killOnFatalError.depth", "0");
    }
    conf.forEach(settings::set);
    ProcessEnd.beforeSparkStarts();
    return SparkContext.getOrCreate(settings);
  }

  /** The same options as words for another command. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (master != null) {
      words.addAll(List.of("--master", master));
    }
    conf.forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
    return words;
  }

  private static void restore(Option<SparkSession> active) {
    if (active.isDefined()) {
      SparkSession.setActiveSession(active.get());
    } else {
      SparkSession.clearActiveSession();
    }
  }
}
