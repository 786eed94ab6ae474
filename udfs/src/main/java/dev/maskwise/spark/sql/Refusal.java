package dev.maskwise.spark.sql;

/** A wrong argument of a SQL function, in one sentence that starts with the function's name. */
public final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public Refusal(String function, String sentence) {
    super(function + ": " + sentence);
  }

  public Refusal(String function, String sentence, Exception cause) {
    super(function + ": " + sentence, cause);
  }
}
