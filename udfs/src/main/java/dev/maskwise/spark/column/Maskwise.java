package dev.maskwise.spark.column;

import org.apache.spark.sql.SparkSession;

/**
 * The SQL functions as columns: one method for each, in camel case, whose arguments are columns.
 * Integers and numbers that are the same in every row may be given as such. A metric of one image
 * also takes the masks or label maps themselves: {@code dice(truth, prediction)} is {@code
 * dice(overlap(truth, prediction))}.
 *
 * <p>Each column is a call by name: what it computes, its cost, and what it does with nulls and
 * wrong values stands at the function, in docs/sql.md. The methods work in Spark Connect as well,
 * when the server has the jar; the client needs it only to compile.
 *
 * <p>Sessions that begin with the jar on the class path have the functions. In others the analysis
 * fails with {@code UNRESOLVED_ROUTINE} and the function's name; then {@link #register}.
 */
public final class Maskwise extends ClassScoreAggregateColumns {
  private Maskwise() {}

  /**
   * Gives a session the functions that it lacks because it began before the jar was added, as with
   * {@code %jar} in a notebook. In a session that has them this changes nothing.
   *
   * @return the session
   * @throws IllegalArgumentException if it is a Spark Connect session, which has no functions of
   *     its own
   */
  public static SparkSession register(SparkSession spark) {
    return Registration.register(spark);
  }
}
