package dev.maskwise.reader.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.when;

import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.table.FloatArrays;
import dev.maskwise.reader.table.LabelArrays;
import dev.maskwise.reader.table.TableColumn;
import dev.maskwise.reader.table.TableParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet table with an image id and a column of masks or scores. Masks are binary: raw label
 * maps where the table has a height and a width column, encoded images where it has not or they are
 * null; or arrays of numbers beside a height and a width. Scores are binary likewise, bare numbers
 * or NumPy files, or arrays of float or double. Each may be a field of a struct.
 */
public final class TableSource implements MaskSource {

  /** The names of a mask table's columns. */
  public record Columns(String imageId, String mask, String height, String width) {
    public static final Columns DEFAULT = new Columns("image_id", "mask", "height", "width");
  }

  /** Of Spark's schema of images the column of pixels, and what tells a label map. */
  private static final String DATA = "data";

  private static final String CHANNELS = "nChannels";

  /** Of the structs that hold an encoded image and where it came from. */
  private static final String BYTES = "bytes";

  private final Path path;
  private final String name;
  private final Columns columns;
  private final Content content;
  private final List<String> files;
  private final long bytes;
  private final String listing;

  /** The table in a session: its files are looked at and the schema is read once. */
  private @Nullable Opened opened;

  private record Opened(
      SparkSession spark, List<TableParts.Part> broken, Dataset<Row> table, StructType schema) {}

  /**
   * @param part what an option names of the table, such as {@code #COLUMN}; may be empty
   * @param files its files
   * @param bytes their size
   * @param listing their digest
   */
  TableSource(
      Path path,
      String part,
      Columns columns,
      Content content,
      List<String> files,
      long bytes,
      String listing) {
    this.path = path;
    this.name = path + part;
    this.columns = columns;
    this.content = content;
    this.files = files;
    this.bytes = bytes;
    this.listing = listing;
  }

  @Override
  public Dataset<Row> masks(SparkSession spark, List<String> slices) {
    Opened here = read(spark);
    StructType schema = here.schema();
    TableColumn imageId = require(schema, columns.imageId(), "image id", "--id-column");
    TableColumn mask = mask(schema);
    TableColumn height = shape(schema, mask, columns.height());
    TableColumn width = shape(schema, mask, columns.width());
    boolean raw = height != null && width != null;
    List<Column> sliceEntries = new ArrayList<>();
    for (String slice : slices) {
      sliceEntries.add(lit(slice));
      sliceEntries.add(
          require(schema, slice, "slice", "--slice").column().cast(DataTypes.StringType));
    }
    TableColumn channels =
        mask.holder() == null ? null : mask.holder().field(CHANNELS).orElse(null);
    Dataset<Row> masks =
        here.table()
            .select(
                imageId.column().cast(DataTypes.StringType).as(MaskTable.IMAGE_ID),
                lit(path.toString()).as(MaskTable.PATH),
                mask.column().as(MaskTable.CONTENT),
                orNull(raw ? height : null, DataTypes.LongType).as(MaskTable.HEIGHT),
                orNull(raw ? width : null, DataTypes.LongType).as(MaskTable.WIDTH),
                (sliceEntries.isEmpty() ? lit(null) : map(sliceEntries.toArray(Column[]::new)))
                    .cast(MaskTable.SCHEMA.apply(MaskTable.SLICES).dataType())
                    .as(MaskTable.SLICES),
                orNull(channels, DataTypes.IntegerType).as(CHANNELS));
    return withBroken(here, bytes(masks, mask, raw));
  }

  private static Column orNull(@Nullable TableColumn column, DataType type) {
    return (column == null ? lit(null) : column.column()).cast(type);
  }

  /** The table with its masks as bytes, and what is wrong with them. */
  private Dataset<Row> bytes(Dataset<Row> masks, TableColumn mask, boolean raw) {
    Column value = col(MaskTable.CONTENT);
    Column fault =
        when(
            value.isNull(),
            "holds no %s of the image, but null in the column %s"
                .formatted(columnName(), mask.name()));
    if (raw) {
      fault = fault.when(isOneNull(), halfAShape()).when(isTooLong(), tooLong());
    }
    fault =
        fault.when(
            col(CHANNELS).notEqual(1),
            concat(
                lit("holds an image of "), col(CHANNELS), lit(" channels: a label map has one")));
    Column encoded = value;
    if (content == Content.SCORES && FloatArrays.accepts(mask.type())) {
      masks = FloatArrays.toBinary(masks, MaskTable.CONTENT);
    } else if (LabelArrays.accepts(mask.type())) {
      encoded = LabelArrays.maps(value, mask.type());
      Column width = coalesce(col(MaskTable.WIDTH), lit(1L));
      fault = fault.otherwise(LabelArrays.faults(value, mask.type(), width));
    }
    return masks.select(
        col(MaskTable.IMAGE_ID),
        col(MaskTable.PATH),
        coalesce(encoded, lit(new byte[0])).as(MaskTable.CONTENT),
        whole(MaskTable.HEIGHT),
        whole(MaskTable.WIDTH),
        col(MaskTable.SLICES),
        fault.as(MaskTable.FAULT),
        lit(null).cast(DataTypes.LongType).as(MaskTable.LISTING));
  }

  private static Column isOneNull() {
    return col(MaskTable.HEIGHT).isNull().notEqual(col(MaskTable.WIDTH).isNull());
  }

  private String halfAShape() {
    return "holds only one of the image's %s and %s, and null for the other"
        .formatted(columns.height(), columns.width());
  }

  private static Column isTooLong() {
    return greatest(col(MaskTable.HEIGHT), col(MaskTable.WIDTH)).gt(Integer.MAX_VALUE);
  }

  private static Column tooLong() {
    return concat(
        lit("declares "),
        col(MaskTable.WIDTH),
        lit("×"),
        col(MaskTable.HEIGHT),
        lit(" pixels, more than an image can have"));
  }

  private static Column whole(String column) {
    return when(col(column).leq(Integer.MAX_VALUE), col(column))
        .cast(DataTypes.IntegerType)
        .as(column);
  }

  /** A row for each file that cannot be read, since nobody knows which images it holds. */
  private static Dataset<Row> withBroken(Opened here, Dataset<Row> masks) {
    if (here.broken().isEmpty()) {
      return masks;
    }
    List<Row> rows = new ArrayList<>();
    for (TableParts.Part part : here.broken()) {
      rows.add(RowFactory.create(null, part.path(), null, null, null, null, part.fault(), null));
    }
    return masks.union(here.spark().createDataFrame(rows, MaskTable.WITHOUT_SOURCE));
  }

  /**
   * The column of the masks; of a struct that is an image, the field of its bytes.
   *
   * @throws InputRefusedException when it holds none
   */
  private TableColumn mask(StructType schema) {
    String option = "--%s-column or as PATH#COLUMN".formatted(columnName());
    TableColumn named = require(schema, columns.mask(), columnName(), option);
    TableColumn mask = named.field(BYTES).or(() -> named.field(DATA)).orElse(named);
    boolean arrays =
        content == Content.SCORES ? FloatArrays.accepts(mask.type()) : isLabelArray(schema, mask);
    InputRefusedException.require(
        arrays || mask.type() instanceof BinaryType,
        "The column %s of %s is %s, but %s: name another one with %s."
            .formatted(
                named.name(),
                path,
                named.type().simpleString(),
                content == Content.SCORES
                    ? "scores are binary or arrays of float or double"
                    : "masks are binary, or arrays of numbers beside the columns %s and %s"
                        .formatted(columns.height(), columns.width()),
                option));
    return mask;
  }

  private boolean isLabelArray(StructType schema, TableColumn mask) {
    return LabelArrays.accepts(mask.type())
        && shape(schema, mask, columns.height()) != null
        && shape(schema, mask, columns.width()) != null;
  }

  /**
   * The height or width: beside the mask in its struct, else a column; null where there is none.
   */
  private @Nullable TableColumn shape(StructType schema, TableColumn mask, String column) {
    TableColumn holder = mask.holder();
    Optional<TableColumn> found = holder == null ? Optional.empty() : holder.field(column);
    TableColumn shape = found.or(() -> TableColumn.of(schema, column)).orElse(null);
    InputRefusedException.require(
        shape == null || shape.isInteger(),
        "The column %s of %s is %s, but a number of pixels is a whole number: write it as int."
            .formatted(column, path, shape == null ? "" : shape.type().simpleString()));
    return shape;
  }

  @Override
  public boolean holdsRawLabels(SparkSession spark) {
    StructType schema = read(spark).schema();
    return content == Content.LABELS
        && TableColumn.of(schema, columns.height()).isPresent()
        && TableColumn.of(schema, columns.width()).isPresent();
  }

  @Override
  public boolean holdsArrays(SparkSession spark) {
    return TableColumn.of(read(spark).schema(), columns.mask())
        .filter(mask -> FloatArrays.accepts(mask.type()) || LabelArrays.accepts(mask.type()))
        .isPresent();
  }

  @Override
  public List<String> unread(SparkSession spark) {
    return read(spark).broken().stream()
        .map(part -> "%s %s".formatted(part.path(), part.fault()))
        .toList();
  }

  @Override
  public String idType(SparkSession spark) {
    return TableColumn.of(read(spark).schema(), columns.imageId())
        .map(id -> id.isInteger() ? "whole numbers" : id.type().simpleString())
        .map(type -> type.equals(DataTypes.StringType.simpleString()) ? TEXT : type)
        .orElse(TEXT);
  }

  /** The word for the column in messages and options. */
  private String columnName() {
    return content == Content.SCORES ? "score" : "mask";
  }

  private Opened read(SparkSession spark) {
    Opened known = opened;
    if (known == null || known.spark() != spark) {
      known = open(spark);
      opened = known;
    }
    return known;
  }

  private Opened open(SparkSession spark) {
    TableParts parts =
        TableParts.of(JavaSparkContext.fromSparkContext(spark.sparkContext()), files);
    List<String> whole = parts.whole().stream().map(TableParts.Part::path).toList();
    InputRefusedException.require(
        !whole.isEmpty(),
        "%s holds no file that can be read: %s."
            .formatted(
                path,
                parts.broken().isEmpty()
                    ? "there is none"
                    : parts.broken().get(0).path() + " " + parts.broken().get(0).fault()));
    try {
      DataFrameReader reader =
          spark
              .read()
              .option("__globPaths__", "false") // A name is a name.
              .option("mergeSchema", String.valueOf(!parts.areAlike()));
      if (whole.stream().anyMatch(file -> file.lastIndexOf(':') > file.lastIndexOf('/'))) {
        // Hadoop looks for checksums of local files, and cannot make their names of such a one.
        reader
            .option("fs.file.impl", RawLocalFileSystem.class.getName())
            .option("fs.file.impl.disable.cache", "true");
      }
      Dataset<Row> table =
          parts.broken().isEmpty()
              ? reader.parquet(path.toString())
              : reader.option("basePath", path.toString()).parquet(whole.toArray(String[]::new));
      return new Opened(spark, parts.broken(), table, table.schema());
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

  private TableColumn require(StructType schema, String column, String role, String option) {
    return TableColumn.of(schema, column)
        .orElseThrow(
            () ->
                new InputRefusedException(
                    "%s has no %s column %s (it has %s): name it with %s."
                        .formatted(
                            path, role, column, String.join(", ", schema.fieldNames()), option)));
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
