package dev.maskwise.reader;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet table with an image id and a column of masks or scores. Masks are binary: raw label
 * maps where the table has a height and a width column, encoded PNG where it has not or they are
 * null. Scores are binary likewise, bare numbers or NumPy files, or arrays of float or double
 * beside a height and a width.
 */
public final class TableSource implements MaskSource {

  /** The names of a mask table's columns. */
  public record Columns(String imageId, String mask, String height, String width) {
    public static final Columns DEFAULT = new Columns("image_id", "mask", "height", "width");
  }

  private final Path path;
  private final String name;
  private final Columns columns;
  private final Content content;
  private final long bytes;
  private final String listing;

  /** The table, of which Spark has read the schema; null until it is asked for. */
  private @Nullable Dataset<Row> table;

  /**
   * @param part what an option names of the table, such as {@code #COLUMN}; may be empty
   * @param bytes the size of its files
   * @param listing their digest
   */
  TableSource(
      Path path, String part, Columns columns, Content content, long bytes, String listing) {
    this.path = path;
    this.name = path + part;
    this.columns = columns;
    this.content = content;
    this.bytes = bytes;
    this.listing = listing;
  }

  @Override
  public Dataset<Row> masks(SparkSession spark, List<String> slices) {
    Dataset<Row> table = read(spark);
    StructType schema = table.schema();
    require(schema, columns.imageId(), "image id", "--id-column");
    require(
        schema,
        columns.mask(),
        columnName(),
        "--%s-column or as PATH#COLUMN".formatted(columnName()));
    DataType type = schema.apply(columns.mask()).dataType();
    if (content == Content.SCORES && FloatArrays.accepts(type)) {
      table = FloatArrays.toBinary(table, columns.mask());
    } else if (!(type instanceof BinaryType)) {
      throw new InputRefusedException(
          "The column %s of %s is %s, but %s: name another one with --%s-column or as PATH#COLUMN."
              .formatted(
                  columns.mask(),
                  path,
                  type.simpleString(),
                  content == Content.SCORES
                      ? "scores are binary or arrays of float or double"
                      : "masks are binary",
                  columnName()));
    }
    boolean raw = hasShape(schema);
    List<Column> sliceEntries = new ArrayList<>();
    for (String slice : slices) {
      require(schema, slice, "slice", "--slice");
      sliceEntries.add(lit(slice));
      sliceEntries.add(column(slice).cast(DataTypes.StringType));
    }
    Column nothing = lit(null);
    return table.select(
        column(columns.imageId()).cast(DataTypes.StringType).as(MaskTable.IMAGE_ID),
        lit(path.toString()).as(MaskTable.PATH),
        coalesce(column(columns.mask()), lit(new byte[0])).as(MaskTable.CONTENT),
        (raw ? column(columns.height()) : nothing).cast(DataTypes.IntegerType).as(MaskTable.HEIGHT),
        (raw ? column(columns.width()) : nothing).cast(DataTypes.IntegerType).as(MaskTable.WIDTH),
        (sliceEntries.isEmpty() ? nothing : map(sliceEntries.toArray(Column[]::new)))
            .cast(MaskTable.SCHEMA.apply(MaskTable.SLICES).dataType())
            .as(MaskTable.SLICES),
        fault(raw).as(MaskTable.FAULT),
        nothing.cast(DataTypes.LongType).as(MaskTable.LISTING));
  }

  /** What is null that may not be. */
  private Column fault(boolean raw) {
    Column noMask =
        when(
            column(columns.mask()).isNull(),
            "holds no %s of the image, but null in the column %s"
                .formatted(columnName(), columns.mask()));
    Column height = column(columns.height());
    Column width = column(columns.width());
    return raw
        ? noMask.when(
            height.isNull().notEqual(width.isNull()),
            "holds only one of the image's %s and %s, and null for the other"
                .formatted(columns.height(), columns.width()))
        : noMask;
  }

  @Override
  public boolean holdsRawLabels(SparkSession spark) {
    return content == Content.LABELS && hasShape(read(spark).schema());
  }

  @Override
  public boolean holdsArrays(SparkSession spark) {
    StructType schema = read(spark).schema();
    return content == Content.SCORES
        && has(schema, columns.mask())
        && FloatArrays.accepts(schema.apply(columns.mask()).dataType());
  }

  private boolean hasShape(StructType schema) {
    return has(schema, columns.height()) && has(schema, columns.width());
  }

  /** The word for the column in messages and options. */
  private String columnName() {
    return content == Content.SCORES ? "score" : "mask";
  }

  /** The table in a session; files are listed and the schema is read once. */
  private Dataset<Row> read(SparkSession spark) {
    Dataset<Row> known = table;
    if (known == null || known.sparkSession() != spark) {
      known = open(spark);
      table = known;
    }
    return known;
  }

  private Dataset<Row> open(SparkSession spark) {
    try {
      return spark.read().parquet(path.toString());
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof org.apache.spark.SparkException) {
        throw new InputRefusedException(
            "%s cannot be read as a Parquet table: %s"
                .formatted(path, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
            e);
      }
      throw e;
    }
  }

  private void require(StructType schema, String column, String role, String option) {
    if (!has(schema, column)) {
      throw new InputRefusedException(
          "%s has no %s column %s (it has %s): name it with %s."
              .formatted(path, role, column, String.join(", ", schema.fieldNames()), option));
    }
  }

  private static boolean has(StructType schema, String column) {
    return Arrays.asList(schema.fieldNames()).contains(column);
  }

  private static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String listing() {
    return listing;
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public String name() {
    return name;
  }
}
