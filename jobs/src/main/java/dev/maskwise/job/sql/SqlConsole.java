package dev.maskwise.job.sql;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.spark.sql.Refusal;
import java.io.PrintWriter;
import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** Runs statements of SQL one after another in a session, and prints what each gives. */
public final class SqlConsole {
  private static final int SHOWN_OF_STATEMENT = 60;

  /** Classes of SQL states: features, cardinality, data, syntax, and what a query raises itself. */
  private static final Set<String> OF_STATEMENT = Set.of("07", "0A", "21", "22", "2B", "42", "P0");

  private final SparkSession spark;
  private final PrintWriter out;
  private final int rows;
  private final int width;

  /**
   * @param rows of a result that are printed at most; a line says when there are more
   * @param width characters of a cell that are printed at most; 0 for all
   */
  public SqlConsole(SparkSession spark, PrintWriter out, int rows, int width) {
    this.spark = spark;
    this.out = out;
    this.rows = rows;
    this.width = width;
  }

  /**
   * Runs a statement and prints its rows as a table. The rows of a description, which are text, are
   * printed as they are. What has no columns prints nothing.
   *
   * @throws InputRefusedException when Spark does not understand the statement, or a function
   *     refuses a value: with the line of the statement
   */
  public void run(SqlStatements.Statement statement) {
    try {
      Dataset<Row> result = spark.sql(statement.text());
      StructField[] columns = result.schema().fields();
      if (columns.length == 1 && columns[0].name().endsWith("_desc")) {
        for (Row row : result.collectAsList()) {
          out.println(row.getString(0));
        }
      } else if (columns.length > 0) {
        out.println(
            ((org.apache.spark.sql.classic.Dataset<Row>) result).showString(rows, width, false));
      }
      out.flush();
    } catch (Exception e) { // Scala's methods throw what they do not declare
      throw refused(statement, e);
    }
  }

  /** The last in the chain of causes that speaks of the statement or its values, in a sentence. */
  private static RuntimeException refused(SqlStatements.Statement statement, Exception failure) {
    String reason = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean ofStatement =
          cause instanceof Refusal
              || (cause instanceof SparkThrowable thrown && isOfStatement(thrown));
      reason = ofStatement ? String.valueOf(cause.getMessage()) : reason;
    }
    if (reason == null) {
      return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }
    return new InputRefusedException(
        "The statement of line %d (%s) is refused: %s"
            .formatted(statement.line(), beginning(statement.text()), firstParagraph(reason)),
        failure);
  }

  private static boolean isOfStatement(SparkThrowable failure) {
    String state = failure.getSqlState();
    return state != null && OF_STATEMENT.stream().anyMatch(state::startsWith);
  }

  private static String beginning(String statement) {
    String line = statement.replaceAll("\\s+", " ");
    return line.length() <= SHOWN_OF_STATEMENT
        ? line
        : line.substring(0, SHOWN_OF_STATEMENT) + " …";
  }

  /** Below it stand the plan and the place in the text. */
  private static String firstParagraph(String message) {
    String[] lines = message.strip().split("\\R\\s*(\\R|== )", 2);
    return lines[0].replaceAll("\\s+", " ").replaceAll(" ?SQLSTATE: \\w+", "");
  }
}
