package dev.maskwise.reader.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.maskwise.reader.Content;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.table.FloatArrays;
import dev.maskwise.reader.table.LabelArrays;
import dev.maskwise.reader.table.MaskPaths;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a table become: masks as bytes or as files, and what is wrong with them.
 *
 * @param shape the names of the columns of height and width; null where the masks have none
 * @param directory below which relative paths are; null for nowhere
 */
record MaskCells(
    Content content, MaskColumn mask, @Nullable String shape, @Nullable String directory) {

  /** The column of the number of channels on the way. */
  static final String CHANNELS = "channels";

  /** The column of paths of masks that are files, on the way to {@link MaskTable#PATH}. */
  static final String FILE = "file";

  /**
   * The masks of a table, rows of {@link MaskTable#WITHOUT_SOURCE}.
   *
   * @param cells of each mask, with {@link MaskTable#FAULT} for what is wrong with its row
   */
  Dataset<Row> rows(Dataset<Row> cells) {
    Dataset<Row> masks = bytes(cells);
    return (mask.path() == null ? masks : withFiles(masks)).drop(FILE);
  }

  private Dataset<Row> bytes(Dataset<Row> masks) {
    Column value = col(MaskTable.CONTENT);
    Column ofRow = col(MaskTable.FAULT);
    Column fault = when(ofRow.isNotNull(), ofRow).when(value.isNull(), nothing());
    if (shape != null) {
      fault = fault.when(isOneNull(), halfAShape()).when(isTooLong(), tooLong());
    }
    fault =
        fault.when(
            col(CHANNELS).notEqual(1),
            concat(
                lit("holds an image of "), col(CHANNELS), lit(" channels: a label map has one")));
    DataType type = mask.shown().type();
    Column encoded = value;
    if (content == Content.SCORES && FloatArrays.accepts(type)) {
      masks = FloatArrays.toBinary(masks, MaskTable.CONTENT);
    } else if (LabelArrays.accepts(type)) {
      encoded = LabelArrays.maps(value, type);
      Column width = coalesce(col(MaskTable.WIDTH), lit(1L));
      Column height = coalesce(col(MaskTable.HEIGHT), lit(Long.MAX_VALUE));
      fault = fault.otherwise(LabelArrays.faults(value, type, width, height));
    }
    return masks.select(
        col(MaskTable.IMAGE_ID),
        col(MaskTable.PATH),
        when(ofRow.isNull(), coalesce(encoded, lit(new byte[0]))).as(MaskTable.CONTENT),
        whole(MaskTable.HEIGHT),
        whole(MaskTable.WIDTH),
        col(MaskTable.SLICES),
        fault.as(MaskTable.FAULT),
        lit(null).cast(DataTypes.LongType).as(MaskTable.LISTING),
        when(value.isNull().and(ofRow.isNull()).and(col(FILE).notEqual("")), col(FILE)).as(FILE));
  }

  private String nothing() {
    return (mask.value() == null
            ? "holds no path of the %s of the image in the column %s"
            : "holds no %s of the image, but null in the column %s")
        .formatted(content.word(), mask.shown().name());
  }

  private static Column isOneNull() {
    return col(MaskTable.HEIGHT).isNull().notEqual(col(MaskTable.WIDTH).isNull());
  }

  private String halfAShape() {
    return "holds only one of the image's %s, and null for the other".formatted(shape);
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

  /** A mask of which the table holds no bytes but a path is a file, which is opened later. */
  private Dataset<Row> withFiles(Dataset<Row> masks) {
    Column named = col(FILE);
    Column file = MaskPaths.whole(named, directory);
    Column opens = file.isNotNull().and(col(MaskTable.IMAGE_ID).isNotNull());
    Column none = not(opens);
    return masks.select(
        col(MaskTable.IMAGE_ID),
        when(opens, file).otherwise(col(MaskTable.PATH)).as(MaskTable.PATH),
        when(none, col(MaskTable.CONTENT)).as(MaskTable.CONTENT),
        when(none, col(MaskTable.HEIGHT)).as(MaskTable.HEIGHT),
        when(none, col(MaskTable.WIDTH)).as(MaskTable.WIDTH),
        col(MaskTable.SLICES),
        when(file.isNotNull(), lit(null))
            .when(named.isNotNull(), noPath(named))
            .otherwise(col(MaskTable.FAULT))
            .as(MaskTable.FAULT),
        col(MaskTable.LISTING));
  }

  private Column noPath(Column named) {
    String reason =
        directory == null
            ? "is relative, while the table lies in no directory: write whole paths"
            : "is no path";
    return concat(
        lit("holds '"),
        named,
        lit("' in the column %s, which %s".formatted(mask.shown().name(), reason)));
  }
}
