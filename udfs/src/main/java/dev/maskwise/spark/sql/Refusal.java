package dev.maskwise.spark.sql;

import org.apache.spark.SparkThrowable;

/** A wrong argument of a SQL function, in one sentence that starts with the function's name. */
public final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public Refusal(String function, String sentence) {
    super(function + ": " + sentence);
  }

  /**
   * What a call throws where its method, or one of those below, refuses a value: they know the
   * fault, the call knows the function. Refusals of inner calls and Spark's own errors stay. The
   * fault is kept as suppressed, not as the cause: what shows a failure by its root, as shells and
   * notebooks do, shall show the function too.
   *
   * @param function the name of the function that is called
   */
  public static IllegalArgumentException of(String function, IllegalArgumentException fault) {
    if (fault instanceof Refusal || fault instanceof SparkThrowable) {
      return fault;
    }
    Refusal refusal = new Refusal(function, String.valueOf(fault.getMessage()));
    refusal.addSuppressed(fault);
    return refusal;
  }
}
