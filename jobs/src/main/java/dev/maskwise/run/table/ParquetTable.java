package dev.maskwise.run.table;

import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Some columns of a table, read without Spark, the parts at the same time. */
public final class ParquetTable {
  private static final String PART = "part-";

  private final FileSystem fileSystem;
  private final Path table;
  private final List<String> columns;

  /**
   * @param table the directory of its parts
   * @param columns those that are read
   */
  public ParquetTable(FileSystem fileSystem, Path table, List<String> columns) {
    this.fileSystem = fileSystem;
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
    return each((part, hadoop) -> part.read(hadoop, rows.get()));
  }

  /**
   * The same of the rows in which a column has a text; what the file knows not to have it is not
   * read.
   *
   * @param column one of those that are read; the rows that come may have other texts too
   */
  public <T> List<T> parts(String column, String text, Supplier<PartRows<T>> rows) {
    return each((part, hadoop) -> part.read(hadoop, column, text, rows.get()));
  }

  /**
   * How many rows each part has, by its place, in the order of their names. Only the end of each
   * part is read.
   *
   * @throws InputRefusedException when the table cannot be read
   */
  public List<Map.Entry<String, Long>> sizes() {
    return each((part, hadoop) -> Map.entry(part.file().toString(), part.rows(hadoop)));
  }

  private interface Reading<T> {
    T read(ParquetPart part, Configuration hadoop) throws IOException;
  }

  private <T> List<T> each(Reading<T> reading) {
    try {
      FileStatus[] parts = fileSystem.listStatus(table, path -> path.getName().startsWith(PART));
      Arrays.sort(parts, Comparator.comparing(FileStatus::getPath));
      return Arrays.stream(parts).parallel().map(part -> read(part, reading)).toList();
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

  private <T> T read(FileStatus part, Reading<T> reading) {
    try {
      return reading.read(new ParquetPart(part.getPath(), columns), fileSystem.getConf());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
