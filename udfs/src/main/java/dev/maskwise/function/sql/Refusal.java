package dev.maskwise.function.sql;

/** A wrong argument of a SQL function, in one sentence that starts with the function's name. */
final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  Refusal(String function, String sentence) {
    super(function + ": " + sentence);
  }

  Refusal(String function, String sentence, Exception cause) {
    super(function + ": " + sentence, cause);
  }
}
