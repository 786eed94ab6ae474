package dev.maskwise.reader.source;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;

import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.table.FloatArrays;
import dev.maskwise.reader.table.LabelArrays;
import dev.maskwise.reader.table.StoredTable;
import dev.maskwise.reader.table.TableColumn;
import dev.maskwise.reader.table.TableParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
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
 * A table with an image id and a column of masks or scores. Masks are binary: raw label maps where
 * the table has a height and a width column, encoded images where it has not or they are null; or
 * arrays of numbers beside a height and a width, or run lengths as structs of size and counts.
 * Scores are binary likewise, bare numbers or NumPy files, or arrays of float or double. Each may
 * be a field of a struct. Texts are the paths of files that hold them.
 */
public final class TableSource implements MaskSource {

  /** The names of a mask table's columns. */
  public record Columns(String imageId, String mask, String height, String width) {
    public static final Columns DEFAULT = new Columns("image_id", "mask", "height", "width");
  }

  private final StoredTable table;
  private final String part;
  private final Columns columns;
  private final Content content;
  private final Supplier<SparkSession> sessions;

  /** The table in a session: its files are looked at and the schema is read once. */
  private StoredTable.@Nullable Opened opened;

  private @Nullable SparkSession session;

  private @Nullable String listing;

  /**
   * @param part what an option names of the table, such as {@code #COLUMN}; may be empty
   * @param sessions the session of the job, which is asked for when the columns have to be known
   */
  TableSource(
      StoredTable table,
      String part,
      Columns columns,
      Content content,
      Supplier<SparkSession> sessions) {
    this.table = table;
    this.part = part;
    this.columns = columns;
    this.content = content;
    this.sessions = sessions;
  }

  @Override
  public Dataset<Row> masks(SparkSession spark, List<String> slices) {
    StoredTable.Opened here = read(spark);
    StructType schema = here.schema();
    TableColumn imageId = require(schema, columns.imageId(), "image id", "--id-column");
    MaskColumn mask = mask(schema);
    TableColumn height = shape(schema, mask, columns.height());
    TableColumn width = shape(schema, mask, columns.width());
    boolean raw = mask.value() != null && !mask.holdsRuns() && height != null && width != null;
    List<Column> sliceEntries = new ArrayList<>();
    for (String slice : slices) {
      sliceEntries.add(lit(slice));
      sliceEntries.add(
          require(schema, slice, "slice", "--slice").column().cast(DataTypes.StringType));
    }
    Dataset<Row> masks =
        here.rows()
            .select(
                imageId.column().cast(DataTypes.StringType).as(MaskTable.IMAGE_ID),
                lit(table.location()).as(MaskTable.PATH),
                mask.content().as(MaskTable.CONTENT),
                orNull(raw ? height : null, DataTypes.LongType).as(MaskTable.HEIGHT),
                orNull(raw ? width : null, DataTypes.LongType).as(MaskTable.WIDTH),
                (sliceEntries.isEmpty() ? lit(null) : map(sliceEntries.toArray(Column[]::new)))
                    .cast(MaskTable.SCHEMA.apply(MaskTable.SLICES).dataType())
                    .as(MaskTable.SLICES),
                orNull(mask.channels(), DataTypes.IntegerType).as(MaskCells.CHANNELS),
                orNull(mask.path(), DataTypes.StringType).as(MaskCells.FILE),
                (here.malformed() == null ? lit(null) : here.malformed())
                    .cast(DataTypes.StringType)
                    .as(MaskTable.FAULT));
    MaskCells cells =
        new MaskCells(
            content,
            mask,
            raw ? "%s and %s".formatted(columns.height(), columns.width()) : null,
            table.directory());
    return withBroken(spark, here, cells.rows(masks));
  }

  private static Column orNull(@Nullable TableColumn column, DataType type) {
    return (column == null ? lit(null) : column.column()).cast(type);
  }

  /** A row for each file that cannot be read, since nobody knows which images it holds. */
  private static Dataset<Row> withBroken(
      SparkSession spark, StoredTable.Opened here, Dataset<Row> masks) {
    if (here.broken().isEmpty()) {
      return masks;
    }
    List<Row> rows = new ArrayList<>();
    for (TableParts.Part part : here.broken()) {
      rows.add(RowFactory.create(null, part.path(), null, null, null, null, part.fault(), null));
    }
    return masks.union(spark.createDataFrame(rows, MaskTable.WITHOUT_SOURCE));
  }

  /**
   * The column of the masks.
   *
   * @throws InputRefusedException when it holds none
   */
  private MaskColumn mask(StructType schema) {
    String option =
        part.isEmpty()
            ? "--%s-column%s".formatted(content.word(), table.columnAdvice())
            : "TABLE#COLUMN, or beside --pairs with --truth or --prediction";
    TableColumn named = require(schema, columns.mask(), content.word(), option);
    MaskColumn mask = MaskColumn.of(named);
    DataType type = mask.shown().type();
    boolean arrays =
        content == Content.SCORES
            ? FloatArrays.accepts(type)
            : mask.holdsRuns() || isLabelArray(schema, mask);
    InputRefusedException.require(
        arrays || mask.value() == null || type instanceof BinaryType,
        "The column %s of %s is %s, but %s, or paths of files as text: name another one with %s."
            .formatted(
                named.name(),
                table.location(),
                named.type().simpleString(),
                content == Content.SCORES
                    ? "scores are binary or arrays of float or double"
                    : "masks are binary, structs of size and counts, or arrays of numbers beside the columns %s and %s"
                        .formatted(columns.height(), columns.width()),
                option));
    return mask;
  }

  private boolean isLabelArray(StructType schema, MaskColumn mask) {
    return LabelArrays.accepts(mask.shown().type())
        && shape(schema, mask, columns.height()) != null
        && shape(schema, mask, columns.width()) != null;
  }

  /**
   * The height or width: beside the mask in its struct, else a column; null where there is none.
   */
  private @Nullable TableColumn shape(StructType schema, MaskColumn mask, String column) {
    TableColumn holder = mask.holder();
    Optional<TableColumn> found = holder == null ? Optional.empty() : holder.field(column);
    TableColumn shape = found.or(() -> TableColumn.of(schema, column)).orElse(null);
    InputRefusedException.require(
        shape == null || shape.isInteger(),
        "The column %s of %s is %s, but a number of pixels is a whole number: write it as int."
            .formatted(column, table.location(), shape == null ? "" : shape.type().simpleString()));
    return shape;
  }

  @Override
  public boolean holdsRawLabels(SparkSession spark) {
    StructType schema = read(spark).schema();
    return content == Content.LABELS
        && TableColumn.of(schema, columns.height()).isPresent()
        && TableColumn.of(schema, columns.width()).isPresent()
        && mask(schema).value() != null
        && !mask(schema).holdsRuns();
  }

  @Override
  public boolean holdsArrays(SparkSession spark) {
    return TableColumn.of(read(spark).schema(), columns.mask())
        .filter(mask -> FloatArrays.accepts(mask.type()) || LabelArrays.accepts(mask.type()))
        .isPresent();
  }

  @Override
  public List<String> unread(JavaSparkContext context) {
    return read(sessions.get()).broken().stream()
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

  private StoredTable.Opened read(SparkSession spark) {
    StoredTable.Opened known = opened;
    if (known == null || session != spark) {
      known = table.open(spark);
      opened = known;
      session = spark;
    }
    return known;
  }

  private TableColumn require(StructType schema, String column, String role, String option) {
    return TableColumn.of(schema, column)
        .orElseThrow(
            () ->
                new InputRefusedException(
                    "%s has no %s column %s (it has %s): name it with %s."
                        .formatted(
                            table.location(),
                            role,
                            column,
                            String.join(", ", schema.fieldNames()),
                            option)));
  }

  @Override
  public long bytes() {
    return table.bytes();
  }

  /** Of files of which the table holds the paths nobody says here whether they have changed. */
  @Override
  public String listing() {
    String known = listing;
    if (known == null) {
      boolean files = mask(read(sessions.get()).schema()).path() != null;
      known = files ? StoredTable.unknown() : table.listing();
      listing = known;
    }
    return known;
  }

  @Override
  public String location() {
    return table.location();
  }

  @Override
  public String name() {
    return table.name() + part;
  }
}
