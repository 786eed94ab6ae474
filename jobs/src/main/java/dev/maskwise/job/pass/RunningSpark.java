package dev.maskwise.job.pass;

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
  private final Supplier<SparkSession> sessions;
  private @Nullable SparkSession session;

  /**
   * @param sessions makes the session
   */
  public RunningSpark(SparkContext context, Supplier<SparkSession> sessions) {
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

  /** A session of the job's own, whose settings it may change. */
  public SparkSession session() {
    if (session == null) {
      session = sessions.get();
    }
    return session;
  }
}
