package dev.maskwise.reader.source;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.RejectKind;
import dev.maskwise.reader.Rejection;
import dev.maskwise.reader.file.MaskFile;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Masks whose names the driver knows, in order, so that they are paired without a query. They are
 * opened where they are counted.
 */
public abstract class FileSource implements MaskSource {
  /** Names travel to the executors within tasks, which Spark wants to be below 1 MiB. */
  static final int NAMES_PER_PARTITION = 5_000;

  FileSource() {}

  /**
   * The masks, in the order of their images.
   *
   * @param context finds out which there are, where many machines are faster than one
   * @throws InputRefusedException when there is none, or nobody can tell which they are
   */
  abstract List<MaskFile> files(JavaSparkContext context);

  /** What cannot be read, whose images nobody knows. */
  List<MaskFile> broken(JavaSparkContext context) {
    return List.of();
  }

  abstract MaskFile.Folder folder();

  @Override
  public final List<String> unread(JavaSparkContext context) {
    return broken(context).stream()
        .map(file -> "%s %s".formatted(file.path(folder()), String.valueOf(file.fault())))
        .toList();
  }

  @Override
  public final List<Rejection> faults(JavaSparkContext context) {
    return files(context).stream()
        .filter(file -> file.fault() != null)
        .map(
            file ->
                new Rejection(
                    file.imageId(),
                    file.path(folder()),
                    RejectKind.UNREADABLE,
                    String.valueOf(file.fault())))
        .toList();
  }

  /**
   * Puts masks into the order of their images.
   *
   * @param say refuses two masks of an image of different endings, of which nobody knows which is
   *     meant: their names, and what the second ends in
   */
  final void sort(List<MaskFile> files, Kinds say) {
    MaskFile.Folder folder = folder();
    files.sort(Comparator.comparing(MaskFile::imageId).thenComparing(file -> file.path(folder)));
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).imageId().equals(files.get(i - 1).imageId())) {
        String first = ending(files.get(i - 1));
        String second = ending(files.get(i));
        if (!first.equalsIgnoreCase(second)) {
          throw say.refusal(
              files.get(i - 1).name(folder),
              files.get(i).name(folder),
              first.toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  /** Says that an image has masks of two kinds. */
  interface Kinds {
    InputRefusedException refusal(String first, String second, String ending);
  }

  private String ending(MaskFile file) {
    return file.name(folder()).substring(file.imageId().length());
  }

  /** Nothing but the image ids tells slices. */
  final void requireNoColumns(List<String> slices) {
    if (!slices.isEmpty()) {
      throw new InputRefusedException(
          "--slice %s names a column, but the truth %s is no table: slice it by a regular expression with named groups, such as '(?<site>[^/]+)/'."
              .formatted(slices.get(0), location()));
    }
  }

  @Override
  public final Dataset<Row> masks(SparkSession spark, List<String> slices) {
    requireNoColumns(slices);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<MaskFile> files = files(context);
    int partitions = Math.max(context.defaultParallelism(), files.size() / NAMES_PER_PARTITION);
    MaskFile.Folder where = folder();
    List<MaskFile> broken = broken(context);
    return spark.createDataFrame(
        context
            .parallelize(files, partitions)
            .map(file -> row(where, file, file.imageId()))
            .union(context.parallelize(broken, 1).map(file -> row(where, file, null))),
        MaskTable.WITHOUT_SOURCE.add(MaskTable.RANGE, MaskTable.RANGE_TYPE));
  }

  private static Row row(MaskFile.Folder folder, MaskFile file, @Nullable String imageId) {
    return RowFactory.create(
        imageId,
        file.path(folder),
        null,
        null,
        null,
        null,
        file.fault(),
        file.listing(),
        MaskTable.cell(file.range()));
  }
}
