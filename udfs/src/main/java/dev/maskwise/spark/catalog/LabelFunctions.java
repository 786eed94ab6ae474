package dev.maskwise.spark.catalog;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.label.LabelMapText;
import dev.maskwise.codec.label.LabelMapping;
import dev.maskwise.codec.label.LabelTable;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StaticCall;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Labels that stored labels mean. Called by generated code; what a method computes stands in the
 * list.
 */
public final class LabelFunctions {
  private static final int LARGEST_LABEL = 0xffff;

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.of(
              Group.FILE,
              "map_labels",
              "The label map in which each stored label is the one that a map says. A label that the"
                  + " map does not name is refused, unless the map says otherwise by '*'.",
              List.of(
                  SqlArgument.binary("labels", "a label map, one byte a pixel, or two"),
                  SqlArgument.either(
                      "map",
                      DataTypes.StringType,
                      DataTypes.createMapType(DataTypes.IntegerType, DataTypes.IntegerType),
                      "a text such as '7=0,8..9=1,*=ignore', as --map takes it with numbers, or a map"
                          + " of labels to labels"),
                  SqlArgument.integer("ignore", "the label that stands for what the map ignores")
                      .orElse(255),
                  SqlArgument.integer(
                          "bytes_per_pixel", "of the labels: 1, or 2 in little-endian order")
                      .orElse(1)),
              "binary, one byte a pixel where no label of the map needs two, else two bytes, in"
                  + " little-endian order",
              "the definition of a map; docs/labels.md",
              StaticCall.of(LabelFunctions.class, "mapLabels", DataTypes.BinaryType),
              new Example("SELECT hex(map_labels(X'07080B00', '7=0,8=1,*=ignore'))", "0001FFFF"),
              new Example("SELECT hex(map_labels(X'0102', map(1, 0, 2, 1)))", "0001")));

  /** The last table of a thread: most queries have one map in all rows. */
  private static final ThreadLocal<@Nullable Mapped> LAST = new ThreadLocal<>();

  private record Mapped(String text, int ignore, LabelTable table) {}

  private LabelFunctions() {}

  public static byte[] mapLabels(byte[] labels, Object map, int ignore, int bytesPerPixel) {
    require(
        bytesPerPixel == 1 || bytesPerPixel == 2,
        "a label has 1 byte or 2, but bytes_per_pixel is %d.".formatted(bytesPerPixel));
    require(
        labels.length % bytesPerPixel == 0,
        "the labels have %d bytes, which are no whole pixels of 2.".formatted(labels.length));
    int pixels = labels.length / bytesPerPixel;
    LabelTable table = table(map, ignore);
    if (pixels == 0) {
      return new byte[0];
    }
    try (LabelMapRows rows = table.rows(new LabelsAsValues(RawRows.open(labels, pixels, 1)))) {
      byte[] mapped = new byte[Math.multiplyExact(pixels, rows.bytesPerPixel())];
      rows.read(mapped, 1);
      return mapped;
    } catch (MalformedException e) {
      throw new IllegalArgumentException(
          "the label map %s.".formatted(String.valueOf(e.getMessage())), e);
    }
  }

  private static LabelTable table(Object map, int ignore) {
    require(
        ignore >= 0 && ignore <= LARGEST_LABEL,
        "the ignore label is from 0 to %d, but it is %d.".formatted(LARGEST_LABEL, ignore));
    String text = map instanceof UTF8String given ? given.toString() : text((MapData) map);
    Mapped last = LAST.get();
    if (last == null || last.ignore() != ignore || !last.text().equals(text)) {
      last = new Mapped(text, ignore, new LabelTable(mapping(text), List.of(ignore), ignore));
      LAST.set(last);
    }
    return Objects.requireNonNull(last).table();
  }

  private static LabelMapping mapping(String text) {
    try {
      return LabelMapText.parse(text, LabelMapText.NUMBERS);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the map '%s': %s.".formatted(text, e.getMessage()), e);
    }
  }

  private static String text(MapData map) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < map.numElements(); i++) {
      require(
          !map.valueArray().isNullAt(i),
          "the map gives %d no label.".formatted(map.keyArray().getInt(i)));
      text.append(i == 0 ? "" : ",")
          .append(map.keyArray().getInt(i))
          .append('=')
          .append(map.valueArray().getInt(i));
    }
    return text.toString();
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
