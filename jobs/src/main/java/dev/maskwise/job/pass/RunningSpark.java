package dev.maskwise.job.pass;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The Spark of this process, and a session of the job's own, which is made when the first query
 * asks for it: a job on directories runs none, and a session costs a third of its start.
 */
public final class RunningSpark {
  private final JavaSparkContext context;
  private final Map<String, String> conf;
  private final Supplier<SparkSession> sessions;
  private @Nullable SparkSession session;

  /**
   * @param conf the settings of the job
   * @param sessions makes the session
   */
  public RunningSpark(
      SparkContext context, Map<String, String> conf, Supplier<SparkSession> sessions) {
    this.conf = conf;
    this.context = JavaSparkContext.fromSparkContext(context);
    this.sessions = sessions;
  }

  public JavaSparkContext context() {
    return context;
  }

  /** Opens the file systems of inputs and outputs. */
  public Configuration hadoop() {
    return context.hadoopConfiguration();
  }

  /** A setting: that of the job, else that with which Spark was started. */
  public String setting(String name, String otherwise) {
    return session == null
        ? conf.getOrDefault(name, context.getConf().get(name, otherwise))
        : session.conf().get(name, otherwise);
  }

  /** A session of the job's own, whose settings it may change. */
  public SparkSession session() {
    if (session == null) {
      session = sessions.get();
    }
    return session;
  }
}
