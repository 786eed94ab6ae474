package dev.maskwise.job.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text of SQL, taken apart where its statements end. */
public final class SqlStatements {
  /**
   * What may hold a semicolon that ends nothing: text, a quoted name, a comment; else the
   * semicolon. What is never closed goes to the end, and Spark says so. Comments in brackets do not
   * nest here.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.)*+'?|\"(?:[^\"\\\\]|\\\\.)*+\"?|`[^`]*+`?"
              + "|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+(?:\\*/)?|;",
          Pattern.DOTALL);

  private static final Pattern COMMENTS =
      Pattern.compile("(?:\\s|--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+(?:\\*/)?)*+");

  /** A script has semicolons of its own. */
  private static final Pattern SCRIPT =
      Pattern.compile(
          COMMENTS + "BEGIN\\b(?!\\s+TRAN).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private SqlStatements() {}

  /**
   * A statement without the semicolon behind it.
   *
   * @param line where it starts, from 1
   */
  public record Statement(String text, int line) {}

  /** The statements in their order; a compound statement {@code BEGIN … END} is one. */
  public static List<Statement> of(String text) {
    if (SCRIPT.matcher(text).matches()) {
      return List.of(statement(text, 0, text.stripTrailing().replaceAll(";$", "").length()));
    }
    List<Statement> statements = new ArrayList<>();
    int start = 0;
    for (MatchResult token : TOKEN.matcher(text).results().toList()) {
      if (token.group().equals(";")) {
        statements.add(statement(text, start, token.start()));
        start = token.end();
      }
    }
    statements.add(statement(text, start, text.length()));
    return statements.stream().filter(statement -> !statement.text().isEmpty()).toList();
  }

  /** The comments before a statement are no part of it, and neither is what is nothing else. */
  private static Statement statement(String text, int from, int to) {
    String part = text.substring(from, to);
    int comments = COMMENTS.matcher(part).results().findFirst().map(MatchResult::end).orElse(0);
    long line = 1 + text.substring(0, from + comments).chars().filter(c -> c == '\n').count();
    return new Statement(part.substring(comments).strip(), Math.toIntExact(line));
  }
}
