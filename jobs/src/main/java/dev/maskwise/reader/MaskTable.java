package dev.maskwise.reader;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.maskwise.reader.file.FileRange;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The one schema that files and tables become: a row for each mask of each image. */
public final class MaskTable {
  public static final String IMAGE_ID = "image_id";

  /** Which of the inputs a mask belongs to: 0 is the truth, 1 … the models in order. */
  public static final String SOURCE = "source";

  /** The file, or the table, that holds the mask; or the table that should. */
  public static final String PATH = "path";

  /** The mask's bytes in a table; null for a file, which is read where it is counted. */
  public static final String CONTENT = "content";

  /** Set for raw label maps, null for encoded ones. */
  public static final String HEIGHT = "height";

  /** Set for raw label maps, null for encoded ones. */
  public static final String WIDTH = "width";

  /** Slice name → value, from the truth table's columns; null elsewhere. */
  public static final String SLICES = "slices";

  /** Why the mask is known to be unreadable, a clause after the path; null where it is not. */
  public static final String FAULT = "fault";

  /**
   * Of a file a digest of its path, size and time, which is the same while nobody writes to it;
   * null where it has no time, and for masks that a table holds or names.
   */
  public static final String LISTING = "listing";

  /** Of a part of a file, such as a member of a tar, the {@link FileRange}; null elsewhere. */
  public static final String RANGE = "range";

  public static final StructType RANGE_TYPE =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("size", DataTypes.LongType)
          .add("modified", DataTypes.LongType)
          .add("offset", DataTypes.LongType)
          .add("length", DataTypes.LongType);

  /**
   * The {@link #SOURCE} of a row that holds no mask, but, as its {@link #CONTENT}, what is known of
   * the image from elsewhere; at most one an image.
   */
  public static final int KNOWN = -1;

  /** What a {@link MaskSource} gives; one of parts of files gives {@link #RANGE} besides. */
  public static final StructType WITHOUT_SOURCE =
      new StructType()
          .add(IMAGE_ID, DataTypes.StringType)
          .add(PATH, DataTypes.StringType)
          .add(CONTENT, DataTypes.BinaryType)
          .add(HEIGHT, DataTypes.IntegerType)
          .add(WIDTH, DataTypes.IntegerType)
          .add(SLICES, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add(FAULT, DataTypes.StringType)
          .add(LISTING, DataTypes.LongType);

  public static final StructType SCHEMA =
      WITHOUT_SOURCE.add(SOURCE, DataTypes.IntegerType).add(RANGE, RANGE_TYPE);

  private MaskTable() {}

  /** All masks of the truth (first) and the models, marked with their source. */
  public static Dataset<Row> union(
      SparkSession spark, List<MaskSource> sources, List<String> sliceColumns) {
    Dataset<Row> union = null;
    for (int i = 0; i < sources.size(); i++) {
      Dataset<Row> masks =
          inSchema(sources.get(i).masks(spark, i == 0 ? sliceColumns : List.of()), i);
      union = union == null ? masks : union.union(masks);
    }
    if (union == null) {
      throw new IllegalArgumentException("There is nothing to unite: no source was given.");
    }
    return union;
  }

  private static Dataset<Row> inSchema(Dataset<Row> masks, int source) {
    Dataset<Row> marked = masks.withColumn(SOURCE, lit(source));
    return Arrays.asList(masks.columns()).contains(RANGE)
        ? marked.select(columns())
        : marked.withColumn(RANGE, lit(null).cast(RANGE_TYPE));
  }

  private static Column[] columns() {
    return Arrays.stream(SCHEMA.fieldNames()).map(functions::col).toArray(Column[]::new);
  }

  /** What {@link #RANGE} has of a part of a file; null of none. */
  public static @Nullable Row cell(@Nullable FileRange range) {
    return range == null
        ? null
        : RowFactory.create(
            range.file(), range.size(), range.modified(), range.offset(), range.length());
  }

  /** The part of a file that a row names; null where it names none. */
  static @Nullable FileRange range(Row row) {
    Row range = row.getAs(RANGE);
    return range == null
        ? null
        : new FileRange(
            range.getString(0),
            range.getLong(1),
            range.getLong(2),
            range.getLong(3),
            range.getLong(4));
  }

  /**
   * The masks of some images.
   *
   * @param imageIds few enough for every executor; null stands for the rows without an id
   */
  public static Dataset<Row> ofImages(Dataset<Row> masks, List<@Nullable String> imageIds) {
    Dataset<Row> ids =
        masks.sparkSession().createDataset(imageIds, Encoders.STRING()).toDF(IMAGE_ID).as("wanted");
    return masks.join(
        broadcast(ids), masks.col(IMAGE_ID).eqNullSafe(ids.col("wanted." + IMAGE_ID)), "left_semi");
  }

  /**
   * Brings the masks of an image together: they follow one another within a partition, what is
   * known of the image first, then the truth. Only paths are moved for files; tables move their
   * bytes once.
   */
  public static Dataset<Row> byImage(Dataset<Row> masks, int partitions) {
    return masks
        .repartition(partitions, col(IMAGE_ID))
        .sortWithinPartitions(IMAGE_ID, SOURCE, PATH);
  }
}
