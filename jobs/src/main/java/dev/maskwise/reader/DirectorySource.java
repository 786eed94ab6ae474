package dev.maskwise.reader;

import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.ListedName;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A directory of PNG or NumPy files on any Hadoop file system. The image id is the path below the
 * directory without the suffix. The driver lists names only (90 to 110 bytes an image); the files
 * are opened where they are counted. What is passed over is said by {@link ListedName}; what cannot
 * be opened is an image too, which is rejected.
 */
public final class DirectorySource implements MaskSource {
  /** Names travel to the executors within tasks, which Spark wants to be below 1 MiB. */
  private static final int NAMES_PER_PARTITION = 10_000;

  private final Path directory;
  private final String suffix;
  private final String parent;
  private final List<String> files = new ArrayList<>();

  /** Of each file; 0 where it has no time, by which nobody sees that it was written again. */
  private long[] listings = new long[16];

  private final List<Broken> broken = new ArrayList<>();
  private final ListingDigest listing = new ListingDigest();
  private long bytes;
  private int otherFiles;
  private String otherFile = "";

  /** A file that cannot be opened, and why. */
  private record Broken(String imageId, String file, String fault) {}

  /** Some files of the list. */
  private static final class Names implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<String> files;
    private final long[] listings;

    Names(List<String> files, long[] listings) {
      this.files = new ArrayList<>(files);
      this.listings = listings;
    }

    Iterator<Row> rows(String parent, int suffixLength) {
      return IntStream.range(0, files.size())
          .mapToObj(
              i -> {
                String file = files.get(i);
                return row(
                    file.substring(0, file.length() - suffixLength),
                    parent + file,
                    null,
                    listings[i] == 0 ? null : listings[i]);
              })
          .iterator();
    }
  }

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
    this.parent = directory + "/";
    FileTree.walk(fileSystem, directory, this::add);
    if (files.isEmpty() && broken.isEmpty()) {
      throw new InputRefusedException(
          "%s holds no file that ends in %s%s: check the path, or set the suffix."
              .formatted(
                  path, suffix, otherFiles == 0 ? "" : ", only others, such as " + otherFile));
    }
  }

  private void add(FileTree.Entry file) {
    String name = file.name();
    int stem = name.length() - suffix.length();
    String fault = file.fault();
    listing.add(file);
    if (stem > 0 && name.regionMatches(true, stem, suffix, 0, suffix.length())) {
      if (fault == null) {
        bytes += file.bytes();
        add(name, file);
      } else {
        broken.add(new Broken(name.substring(0, stem), name, fault));
      }
    } else if (fault != null && file.mayBeDirectory() && !hasEnding(name)) {
      broken.add(new Broken(name, name, fault));
    } else {
      otherFiles++;
      otherFile = name;
    }
  }

  private void add(String name, FileTree.Entry file) {
    if (files.size() == listings.length) {
      listings = Arrays.copyOf(listings, listings.length + listings.length / 2);
    }
    listings[files.size()] =
        file.modified() > 0 ? ListingDigest.of(parent + name, file.bytes(), file.modified()) : 0;
    files.add(name);
  }

  /** Whether a name is that of a file rather than that of a directory of masks. */
  private static boolean hasEnding(String name) {
    return name.lastIndexOf('.') > name.lastIndexOf('/');
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
    String above = parent;
    int suffixLength = suffix.length();
    JavaRDD<Row> rows =
        context
            .parallelize(names(partitions), partitions)
            .flatMap(names -> names.rows(above, suffixLength));
    List<Row> faults =
        broken.stream()
            .map(file -> row(file.imageId(), parent + file.file(), file.fault(), null))
            .toList();
    JavaRDD<Row> all = faults.isEmpty() ? rows : rows.union(context.parallelize(faults, 1));
    return spark.createDataFrame(all, MaskTable.WITHOUT_SOURCE);
  }

  /** The files in some parts of about the same size. */
  private List<Names> names(int parts) {
    List<Names> names = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int start = (int) ((long) files.size() * part / parts);
      int end = (int) ((long) files.size() * (part + 1) / parts);
      names.add(new Names(files.subList(start, end), Arrays.copyOfRange(listings, start, end)));
    }
    return names;
  }

  private static Row row(
      String imageId, String path, @Nullable String fault, @Nullable Long listing) {
    return RowFactory.create(imageId, path, null, null, null, null, fault, listing);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String listing() {
    return listing.hex();
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
