package dev.maskwise.run.images;

import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * Reads {@code per_image.parquet} without Spark: only the columns that statistics are made of, the
 * parts at the same time. About 10 µs an image, model and 19 classes.
 */
public final class PerImageFile {
  private static final String NAME = "per_image.parquet";
  private static final String PART = "part-";

  private PerImageFile() {}

  /**
   * All images of a run, by image id.
   *
   * @throws InputRefusedException when the table cannot be read or does not hold what the manifest
   *     says
   */
  public static List<StoredImage> read(StoredRun run, Terms terms) {
    Path table = new Path(run.directory(), NAME);
    List<StoredImage> images = new ArrayList<>();
    try {
      FileStatus[] parts =
          run.fileSystem().listStatus(table, path -> path.getName().startsWith(PART));
      Arrays.stream(parts)
          .parallel()
          .map(part -> part(run, terms, part))
          .toList()
          .forEach(images::addAll);
    } catch (IOException
        | UncheckedIOException
        | ParquetRuntimeException
        | IllegalArgumentException
        | NullPointerException e) {
      throw new InputRefusedException(
          "%s cannot be read (%s): the run is damaged, name another one."
              .formatted(table, e.getMessage()),
          e);
    }
    long expected = run.manifest().images().evaluated();
    InputRefusedException.require(
        images.size() == expected,
        "%s holds %,d images, and the manifest says %,d: the run is damaged, name another one."
            .formatted(table, images.size(), expected));
    images.sort(Comparator.comparing(StoredImage::imageId));
    return images;
  }

  private static List<StoredImage> part(StoredRun run, Terms terms, FileStatus part) {
    try (ParquetFileReader file =
        ParquetFileReader.open(HadoopInputFile.fromStatus(part, run.fileSystem().getConf()))) {
      PerImageColumns columns = new PerImageColumns(file.getFileMetaData(), terms);
      file.setRequestedSchema(columns.schema());
      PerImageRows images =
          new PerImageRows(
              terms.classes().size(),
              run.manifest().models(),
              terms.task() == Task.LABELS ? null : new ScoreLayout(terms));
      PageReadStore rows = file.readNextRowGroup();
      while (rows != null) {
        images.read(columns.cursors(rows), rows.getRowCount());
        rows = file.readNextRowGroup();
      }
      return images.images();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
