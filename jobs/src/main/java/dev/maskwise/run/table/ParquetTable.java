package dev.maskwise.run.table;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/** Some columns of a table, read without Spark, the parts at the same time. */
public final class ParquetTable {
  private static final String PART = "part-";

  private final Storage storage;
  private final Path table;
  private final List<String> columns;

  /**
   * @param table the directory of its parts
   * @param columns those that are read
   */
  public ParquetTable(Storage storage, Path table, List<String> columns) {
    this.storage = storage;
    this.table = table;
    this.columns = columns;
  }

  /**
   * What becomes of each part, in the order of their names.
   *
   * @param rows makes what takes the rows of a part; whatever it throws for want of a value makes
   *     the table a damaged one
   * @throws InputRefusedException when the table cannot be read
   */
  public <T> List<T> parts(Supplier<PartRows<T>> rows) {
    return each(part -> part.read(storage, rows.get()));
  }

  /**
   * The same of the rows in which a column has a text; what the file knows not to have it is not
   * read.
   *
   * @param column one of those that are read; the rows that come may have other texts too
   */
  public <T> List<T> parts(String column, String text, Supplier<PartRows<T>> rows) {
    return each(part -> part.read(storage, column, text, rows.get()));
  }

  /**
   * How many rows each part has, by its place, in the order of their names. Only the end of each
   * part is read.
   *
   * @throws InputRefusedException when the table cannot be read
   */
  public List<Map.Entry<String, Long>> sizes() {
    return each(part -> Map.entry(part.file().toString(), part.rows(storage)));
  }

  private interface Reading<T> {
    T read(ParquetPart part) throws IOException;
  }

  private <T> List<T> each(Reading<T> reading) {
    try {
      if (!storage.exists(table)) {
        throw new FileNotFoundException("it is not there");
      }
      List<String> parts = storage.names(table).stream().filter(n -> n.startsWith(PART)).toList();
      return parts.stream().sorted().toList().parallelStream()
          .map(part -> read(part, reading))
          .toList();
    } catch (InputRefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Parquet says by many exceptions that a file is damaged, some of which a thread wraps.
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new InputRefusedException(
          "%s cannot be read (%s): the run is damaged, name another one."
              .formatted(table, String.valueOf(root.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private <T> T read(String part, Reading<T> reading) {
    try {
      return reading.read(new ParquetPart(storage.qualified(new Path(table, part)), columns));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
