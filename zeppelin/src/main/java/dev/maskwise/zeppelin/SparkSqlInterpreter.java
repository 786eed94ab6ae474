package dev.maskwise.zeppelin;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterException;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;
import org.apache.zeppelin.interpreter.util.SqlSplitter;
import org.jspecify.annotations.Nullable;

/**
 * {@code %spark.sql}: a paragraph is one or several statements of SQL, separated by semicolons, in
 * the session of {@link SparkJavaInterpreter}. The rows of each become a table.
 *
 * <p>The property {@value #ROWS} limits the rows of a table; where it does, a line says so.
 */
public final class SparkSqlInterpreter extends ParagraphInterpreter {
  /** As Zeppelin's own interpreters call it. */
  static final String ROWS = "zeppelin.spark.maxResult";

  private @Nullable SparkJavaInterpreter java;
  private int limit;

  /** As Zeppelin makes it. */
  public SparkSqlInterpreter(Properties properties) {
    super(properties);
  }

  @Override
  public void open() throws InterpreterException {
    limit = limit();
    java = getInterpreterInTheSameSessionByClassName(SparkJavaInterpreter.class);
    if (java == null) {
      throw new InterpreterException(
          "The interpreter sql uses the session of java: list both in interpreter-setting.json.");
    }
  }

  private int limit() throws InterpreterException {
    String rows = getProperty(ROWS, "1000").strip();
    if (!rows.matches("[1-9][0-9]{0,6}")) {
      throw new InterpreterException(
          "The property " + ROWS + " is a number of rows from 1 to 9999999, not '" + rows + "'.");
    }
    return Integer.parseInt(rows);
  }

  /** Leaves the session to {@link SparkJavaInterpreter}, whose it is. */
  @Override
  public void close() {
    java = null;
  }

  private SparkJavaInterpreter java() {
    return Objects.requireNonNull(java, "The interpreter is not open.");
  }

  @Override
  SparkSession spark() {
    return java().spark();
  }

  @Override
  ClassLoader classes() {
    return java().classes();
  }

  @Override
  List<InterpreterResultMessage> run(String text, InterpreterContext context) {
    List<InterpreterResultMessage> shown = new ArrayList<>();
    for (String statement : new SqlSplitter().splitSql(text)) {
      if (isCancelled(context)) {
        break;
      }
      Dataset<Row> rows = spark().sql(statement);
      if (rows.columns().length > 0) {
        TableText table = TableText.of(rows, limit);
        shown.add(new InterpreterResultMessage(InterpreterResult.Type.TABLE, table.text()));
        if (table.truncated()) {
          String line = "The first %d rows; the property %s says how many are shown.%n";
          shown.add(
              new InterpreterResultMessage(
                  InterpreterResult.Type.TEXT, line.formatted(limit, ROWS)));
        }
      }
    }
    return shown;
  }
}
