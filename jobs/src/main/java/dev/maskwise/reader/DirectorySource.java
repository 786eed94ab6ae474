package dev.maskwise.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * A directory of PNG or NumPy files on any Hadoop file system. The image id is the path below the
 * directory without the suffix. The driver lists names only (70 to 90 bytes an image); the files
 * are opened where they are counted. As everywhere in Hadoop, names that start with a dot or an
 * underscore are hidden.
 */
public final class DirectorySource implements MaskSource {
  /** Names travel to the executors within tasks, which Spark wants to be below 1 MiB. */
  private static final int NAMES_PER_PARTITION = 10_000;

  private final Path directory;
  private final String suffix;
  private final List<String> files = new ArrayList<>();
  private long bytes;
  private int otherFiles;
  private String otherFile = "";

  /**
   * Lists the directory.
   *
   * @param suffix what the names of masks end in, in upper or lower case
   * @throws InputRefusedException when it holds no mask
   * @throws IOException when it cannot be listed
   */
  DirectorySource(FileSystem fileSystem, Path path, String suffix) throws IOException {
    this.suffix = suffix;
    this.directory = fileSystem.makeQualified(path);
    list(fileSystem, directory);
    if (files.isEmpty()) {
      throw new InputRefusedException(
          "%s holds no file that ends in %s%s: check the path, or set the suffix."
              .formatted(
                  path, suffix, otherFiles == 0 ? "" : ", only others, such as " + otherFile));
    }
  }

  /** Not by listFiles, which starts a process for each file of a local disk to learn its owner. */
  private void list(FileSystem fileSystem, Path parent) throws IOException {
    RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(parent);
    while (entries.hasNext()) {
      FileStatus entry = entries.next();
      if (isHidden(entry.getPath())) {
        continue;
      }
      if (entry.isDirectory()) {
        list(fileSystem, entry.getPath());
      } else {
        add(entry);
      }
    }
  }

  /** Whether Hadoop takes a name as hidden. */
  static boolean isHidden(Path path) {
    return path.getName().startsWith(".") || path.getName().startsWith("_");
  }

  private void add(FileStatus file) {
    String relative = directory.toUri().relativize(file.getPath().toUri()).getPath();
    int stem = relative.length() - suffix.length();
    if (stem <= 0 || !relative.regionMatches(true, stem, suffix, 0, suffix.length())) {
      otherFiles++;
      otherFile = relative;
      return;
    }
    bytes += file.getLen();
    files.add(relative);
  }

  @Override
  public Dataset<Row> masks(SparkSession spark, List<String> slices) {
    if (!slices.isEmpty()) {
      throw new InputRefusedException(
          "--slice %s names a column, but the truth %s is a directory: slice it by a regular expression with named groups, such as '(?<site>[^/]+)/'."
              .formatted(slices.get(0), location()));
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int partitions = Math.max(context.defaultParallelism(), files.size() / NAMES_PER_PARTITION);
    String parent = location() + "/";
    int suffixLength = suffix.length();
    JavaRDD<Row> rows =
        context
            .parallelize(files, partitions)
            .map(
                file ->
                    RowFactory.create(
                        file.substring(0, file.length() - suffixLength),
                        parent + file,
                        null,
                        null,
                        null,
                        null));
    return spark.createDataFrame(rows, MaskTable.WITHOUT_SOURCE);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String location() {
    return directory.toString();
  }

  @Override
  public List<String> remarks() {
    return otherFiles == 0
        ? List.of()
        : List.of(
            "%s: %,d files that do not end in %s were left aside."
                .formatted(location(), otherFiles, suffix));
  }
}
