package dev.maskwise.reader.table;

import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.FileFormatException;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The files of a table. Of Parquet and ORC files the ends are read: they say whether a file is
 * whole, and which columns it has. Spark passes over files without a byte, ends at one that was cut
 * off, and takes the columns of one file for those of all.
 */
public record TableParts(List<Part> whole, List<Part> broken) {

  /**
   * A file.
   *
   * @param fault why it cannot be read, a clause after its path; null where it can
   * @param schema its columns
   */
  public record Part(String path, @Nullable String fault, String schema) implements Serializable {}

  /** Reads the ends of files, of many in tasks: one takes some milliseconds of a remote disk. */
  public static TableParts of(JavaSparkContext context, TableFormat format, List<String> paths) {
    List<Part> parts;
    if (paths.size() <= context.defaultParallelism()) {
      parts =
          paths.stream().map(path -> part(path, format, context.hadoopConfiguration())).toList();
    } else {
      Broadcast<SerializableConfiguration> hadoop =
          context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
      parts =
          context
              .parallelize(paths, context.defaultParallelism())
              .map(path -> part(path, format, hadoop.value().value()))
              .collect();
    }
    return new TableParts(
        parts.stream().filter(part -> part.fault() == null).toList(),
        parts.stream().filter(part -> part.fault() != null).toList());
  }

  private static Part part(String name, TableFormat format, Configuration hadoop) {
    Path path = new Path(name);
    Storage storage;
    try {
      storage = StorageAccess.of(hadoop).at(path);
    } catch (IOException e) {
      return new Part(name, "cannot be read: " + OpenFault.reason(e), "");
    }
    try {
      Optional<java.nio.file.Path> local = storage.local(path);
      InputFile file =
          local.isPresent()
              ? new LocalInputFile(local.get())
              : HadoopInputFile.fromPath(path, hadoop);
      if (file.getLength() == 0) {
        return new Part(name, "is a file without a byte: write it again, or remove it", "");
      }
      return new Part(name, null, columns(format, path, file, hadoop));
    } catch (IOException e) {
      return isOfDamage(e)
          ? notWhole(name, format, e)
          : new Part(name, OpenFault.clause(storage, path, e, "is no longer there"), "");
    } catch (RuntimeException e) { // by which both formats say that a file is damaged
      return notWhole(name, format, e);
    }
  }

  /** Whether the formats say so of bytes, not storages of places. */
  private static boolean isOfDamage(IOException exception) {
    return OpenFault.reason(exception).contains("org.apache.parquet.format")
        || exception instanceof FileFormatException
        || exception.getClass().getName().contains(".InvalidProtocolBuffer"); // of ORC
  }

  /** The columns that the end of a file tells; of text nothing is read. */
  private static String columns(TableFormat format, Path path, InputFile file, Configuration hadoop)
      throws IOException {
    if (format == TableFormat.PARQUET) {
      try (ParquetFileReader end = ParquetFileReader.open(file)) {
        return end.getFileMetaData().getSchema().toString();
      }
    }
    if (format == TableFormat.ORC) {
      try (Reader end = OrcFile.createReader(path, OrcFile.readerOptions(hadoop))) {
        return end.getSchema().toString();
      }
    }
    return "";
  }

  private static Part notWhole(String name, TableFormat format, Exception exception) {
    String reason =
        String.valueOf(exception.getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^.* is not a Parquet file[.]? *|^Malformed ORC file [^ ]*[.] *", "")
            .replaceFirst("^(.+?)[.]?$", " ($1)");
    return new Part(
        name,
        "is no whole %s file%s: write it again, or remove it"
            .formatted(format == TableFormat.ORC ? "ORC" : "Parquet", reason),
        "");
  }

  /** Whether all have the same columns. */
  public boolean areAlike() {
    return whole.stream().map(Part::schema).distinct().count() < 2;
  }
}
