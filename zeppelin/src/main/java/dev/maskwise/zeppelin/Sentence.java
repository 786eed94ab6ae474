package dev.maskwise.zeppelin;

import jdk.jshell.EvalException;

/** Why a paragraph failed, in one line: of Spark's messages without the plan or the trace. */
final class Sentence {
  private Sentence() {}

  /**
   * What an analysis says of the statement, else the innermost cause: there the functions of SQL
   * say which value they cannot take. Exceptions of the JDK are named, for their messages are often
   * half a sentence.
   */
  static String of(Throwable thrown) {
    Throwable told = thrown;
    while (!className(told).matches(".*(Analysis|Parse)Exception")
        && told.getCause() != null
        && told.getCause().getMessage() != null) {
      told = told.getCause();
    }
    String name = className(told);
    String simple = name.substring(name.lastIndexOf('.') + 1);
    String message = told.getMessage();
    if (message == null || message.isBlank()) {
      return simple;
    }
    String line = message.strip().lines().findFirst().orElseThrow().replaceAll("[\\s;]+$", "");
    return name.startsWith("java.") ? simple + ": " + line : line;
  }

  /** The class that was thrown, also where JShell tells of it. */
  private static String className(Throwable thrown) {
    return thrown instanceof EvalException e
        ? e.getExceptionClassName()
        : thrown.getClass().getName();
  }
}
