package dev.maskwise.reader.table;

import dev.maskwise.reader.InputRefusedException;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A table that Spark finds: by its name in a catalog, by a query, or in a version by the jar of its
 * format.
 *
 * @param reader gives its rows in a session
 * @param directory where it lies; null where nobody says
 */
public record SparkTable(
    String location,
    Function<SparkSession, Dataset<Row>> reader,
    String listing,
    long bytes,
    @Nullable String directory)
    implements StoredTable {

  /** Larger is what Spark says of a size that it does not know. */
  private static final long MOST_BYTES = 1L << 60;

  private static final String QUERY = "sql:";

  /** Where in a text something is wrong, as Spark says it. */
  private static final Pattern LINE = Pattern.compile("(?<=\\bline )\\d+(?=,? pos \\d)");

  /**
   * A table that is looked up at once.
   *
   * @throws InputRefusedException when Spark does not find it
   */
  static SparkTable of(
      SparkSession spark,
      String location,
      String listing,
      @Nullable String directory,
      Function<SparkSession, Dataset<Row>> reader) {
    Dataset<Row> rows = read(cannotBeRead(location), () -> reader.apply(spark));
    BigInteger bytes = rows.queryExecution().optimizedPlan().stats().sizeInBytes().bigInteger();
    return new SparkTable(
        location,
        reader,
        listing,
        bytes.bitLength() < Long.SIZE && bytes.longValue() < MOST_BYTES ? bytes.longValue() : 0,
        directory);
  }

  /** A table or view of a catalog of the session, of which nobody tells whether it has changed. */
  public static StoredTable named(SparkSession spark, String name) {
    return of(spark, "table:" + name, StoredTable.unknown(), null, session -> session.table(name));
  }

  /**
   * What a query gives. It is read as it stands, so that what is wrong with it is said of its own
   * words; then as a part of another, which makes a query of statements that change anything that
   * is none.
   */
  public static StoredTable query(SparkSession spark, String text) {
    String location = QUERY + text;
    read(
        cannotBeRead(location),
        () ->
            ((org.apache.spark.sql.classic.SparkSession) spark)
                .sessionState()
                .sqlParser()
                .parsePlan(text));
    try {
      return of(
          spark,
          location,
          StoredTable.unknown(),
          null,
          session -> session.sql("SELECT * FROM (\n%s\n)".formatted(text)));
    } catch (InputRefusedException e) {
      String reason = String.valueOf(e.getMessage()).substring(location.length());
      throw new InputRefusedException(
          location
              + LINE.matcher(reason)
                  .replaceAll(line -> Long.toString(Long.parseLong(line.group()) - 1)),
          e.getCause());
    }
  }

  @Override
  public String columnAdvice() {
    return location.startsWith(QUERY) ? ", or write AS in the query" : " or as TABLE#COLUMN";
  }

  static String cannotBeRead(String location) {
    return location + " cannot be read";
  }

  /** What a step gives; the reason for which it fails becomes a sentence with a beginning. */
  static <T> T read(String sentence, Callable<T> step) {
    try {
      return step.call();
    } catch (InputRefusedException e) {
      throw e;
    } catch (Exception e) { // Spark throws checked ones undeclared, and jars of formats any.
      String reason =
          String.valueOf(e.getMessage())
              .lines()
              .filter(line -> !line.isBlank())
              .findFirst()
              .orElse("")
              .replaceFirst("^\\[[A-Z0-9_.]+] ", "")
              .replaceFirst("[.;]? *SQLSTATE: [0-9A-Z]+[.;]? *", " ")
              .replaceFirst("[.; ]+$", "")
              .replaceFirst("[.; ]*\\(?\\bline (\\d+),? pos (\\d+)\\)?$", " (line $1, pos $2)");
      throw new InputRefusedException("%s: %s.".formatted(sentence, reason), e);
    }
  }

  @Override
  public Opened open(SparkSession spark) {
    return read(cannotBeRead(location), () -> new Opened(reader.apply(spark), List.of()));
  }
}
