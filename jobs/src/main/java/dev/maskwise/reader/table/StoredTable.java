package dev.maskwise.reader.table;

import dev.maskwise.reader.InputRefusedException;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Where the rows of a table come from; what its columns mean is nobody's business here. */
public interface StoredTable {

  /**
   * A table in a session.
   *
   * @param schema its columns; the rows may have others, which are not of the table
   * @param broken its files that cannot be read
   * @param malformed what is wrong with a row as a whole, a clause after the table, null where
   *     nothing is; null for a table of which every row is whole
   */
  record Opened(
      Dataset<Row> rows,
      StructType schema,
      List<TableParts.Part> broken,
      @Nullable Column malformed) {
    Opened(Dataset<Row> rows, List<TableParts.Part> broken) {
      this(rows, rows.schema(), broken, null);
    }
  }

  /**
   * Opens it; rows are read when they are asked for.
   *
   * @throws InputRefusedException when it is no table, or none that can be read
   */
  Opened open(SparkSession spark);

  /** The size as far as it is known, else 0. */
  long bytes();

  /** The same while nobody writes to the table; {@link #unknown} where nobody can tell. */
  String listing();

  /** Where it is, for messages. */
  String location();

  /** The location as it stands in a definition, with the version that is read. */
  default String name() {
    return location();
  }

  /** How a column of it is named, after the option that does. */
  default String columnAdvice() {
    return " or as PATH#COLUMN";
  }

  /** Below which relative paths are that the table holds; null where there is no such place. */
  @Nullable String directory();

  /** A listing that is equal to no other. */
  static String unknown() {
    return "unknown-" + UUID.randomUUID();
  }
}
