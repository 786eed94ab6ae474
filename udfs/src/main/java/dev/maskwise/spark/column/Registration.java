package dev.maskwise.spark.column;

import dev.maskwise.spark.catalog.MaskwiseExtensions;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;

/**
 * Functions for a session that has begun. Apart from {@link Maskwise}, which must load in a Spark
 * Connect client, where there are no expressions and no extensions.
 */
final class Registration {
  private static final String CLASSIC = "org.apache.spark.sql.classic.SparkSession";

  private Registration() {}

  static SparkSession register(SparkSession spark) {
    if (!spark.getClass().getName().equals(CLASSIC)) {
      throw new IllegalArgumentException(
          "A Spark Connect session has the functions of its server: start the server with the Maskwise jar on its class path.");
    }
    return InSession.register(spark);
  }

  /** Loaded only where Spark itself runs. */
  private static final class InSession {
    static SparkSession register(SparkSession spark) {
      SparkSessionExtensions extensions = new SparkSessionExtensions();
      new MaskwiseExtensions().apply(extensions);
      extensions.registerFunctions(
          ((org.apache.spark.sql.classic.SparkSession) spark).sessionState().functionRegistry());
      return spark;
    }
  }
}
