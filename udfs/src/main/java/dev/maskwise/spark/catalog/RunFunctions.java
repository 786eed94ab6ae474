package dev.maskwise.spark.catalog;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.rle.RunLengths;
import dev.maskwise.codec.rle.RunText;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.PolygonRaster;
import dev.maskwise.kernel.run.RunOverlap;
import dev.maskwise.kernel.run.RunPixels;
import dev.maskwise.kernel.run.Runs;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StaticCall;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Masks of objects as run lengths and polygons, as COCO's files have them. Called by generated
 * code; what a method computes stands in the list.
 */
public final class RunFunctions {
  /** As many as a job accepts when nobody says otherwise. */
  private static final long MAX_PIXELS = 1 << 28;

  private static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.DoubleType);

  private static final SqlArgument COUNTS = runs("counts", "run lengths");
  private static final SqlArgument HEIGHT = SqlArgument.integer("height", "in pixels");
  private static final SqlArgument WIDTH = SqlArgument.integer("width", "in pixels");
  private static final SqlArgument POLYGONS =
      SqlArgument.of(
          "polygons",
          DataTypes.createArrayType(NUMBERS),
          "those of an object, x and y of each vertex in turn, in pixels; at least three vertices"
              + " each, from -3000000 to 3000000");

  private static final String SOURCE = "COCO API, maskApi.c";
  private static final String TEXT = "text, run lengths in COCO's compressed form";

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.of(
              Group.OBJECT,
              "mask_from_rle",
              "The mask of run lengths. Refused are lengths that have not as many pixels as the"
                  + " mask, and more than 2^28 pixels.",
              List.of(COUNTS, HEIGHT, WIDTH),
              "binary, one byte a pixel, row by row: 1 is foreground, else 0",
              SOURCE,
              StaticCall.of(RunFunctions.class, "maskFromRle", DataTypes.BinaryType),
              new Example("SELECT hex(mask_from_rle('231', 2, 3))", "000101000100"),
              new Example("SELECT hex(mask_from_rle(array(0, 2, 4), 2, 3))", "010000010000")),
          SqlFunction.of(
              Group.OBJECT,
              "mask_from_polygons",
              "The mask of an object of one or several polygons: the pixels that any of them has, as"
                  + " COCO draws them. What lies outside of the mask is cut off; more than 2^28"
                  + " pixels are refused.",
              List.of(POLYGONS, HEIGHT, WIDTH),
              "binary, one byte a pixel, row by row: 1 is foreground, else 0",
              SOURCE + ", rleFrPoly",
              StaticCall.of(RunFunctions.class, "maskFromPolygons", DataTypes.BinaryType),
              new Example(
                  "SELECT hex(mask_from_polygons(array(array(1, 0, 3, 0, 3, 1, 1, 1)), 2, 3))",
                  "000101000000")),
          SqlFunction.of(
              Group.OBJECT,
              "rle_from_polygons",
              "The run lengths of mask_from_polygons, without the pixels.",
              List.of(POLYGONS, HEIGHT, WIDTH),
              TEXT,
              SOURCE + ", rleFrPoly",
              StaticCall.of(RunFunctions.class, "rleFromPolygons", DataTypes.StringType),
              new Example(
                  "SELECT rle_from_polygons(array(array(1, 0, 3, 0, 3, 1, 1, 1)), 2, 3)", "21100")),
          SqlFunction.of(
              Group.OBJECT,
              "rle_of_mask",
              "The run lengths of a mask.",
              List.of(
                  SqlArgument.binary(
                      "mask", "one byte a pixel, row by row: 0 is background, all else foreground"),
                  HEIGHT,
                  WIDTH),
              TEXT,
              SOURCE,
              StaticCall.of(RunFunctions.class, "rleOfMask", DataTypes.StringType),
              new Example("SELECT rle_of_mask(X'000101000100', 2, 3)", "231")),
          SqlFunction.of(
              Group.OBJECT,
              "area_of_rle",
              "The number of pixels of the foreground of run lengths.",
              List.of(COUNTS, HEIGHT, WIDTH),
              "a bigint, unit: pixels",
              SOURCE,
              StaticCall.of(RunFunctions.class, "areaOfRle", DataTypes.LongType),
              new Example("SELECT area_of_rle('231', 2, 3)", "3")),
          SqlFunction.of(
              Group.OBJECT,
              "box_of_rle",
              "The smallest box around the foreground of run lengths; zeros without foreground.",
              List.of(COUNTS, HEIGHT, WIDTH),
              "an array of four doubles, unit: pixels: x, y, width, height",
              SOURCE + ", rleToBbox",
              StaticCall.of(RunFunctions.class, "boxOfRle", NUMBERS),
              new Example("SELECT box_of_rle('231', 2, 3)", "[1.0,0.0,2.0,2.0]")),
          SqlFunction.of(
              Group.OBJECT,
              "mask_iou",
              "Intersection over union of the masks of two objects. Where the truth is a crowd,"
                  + " intersection over the area of the prediction. Null for 0/0.",
              List.of(
                  runs("truth", "run lengths of a mask"),
                  runs("prediction", "run lengths of another mask of the same size"),
                  HEIGHT,
                  WIDTH,
                  SqlArgument.of(
                          "crowd", DataTypes.BooleanType, "whether the truth is many objects")
                      .orElse(false)),
              "a double, range [0, 1]",
              SOURCE + ", rleIou",
              StaticCall.of(RunFunctions.class, "maskIou", DataTypes.DoubleType),
              new Example("SELECT mask_iou('231', '222', 2, 3)", "0.6666666666666666"),
              new Example("SELECT mask_iou('231', '222', 2, 3, true)", "1.0")));

  private RunFunctions() {}

  private static SqlArgument runs(String name, String what) {
    return SqlArgument.either(
        name,
        DataTypes.createArrayType(DataTypes.LongType),
        DataTypes.StringType,
        what
            + " down the columns, background and foreground in turn: an array, or a text in COCO's"
            + " compressed form");
  }

  public static byte[] maskFromRle(Object counts, int height, int width) {
    requireFew(height, width);
    return RunPixels.of(decoded(counts, height, width));
  }

  public static byte[] maskFromPolygons(ArrayData polygons, int height, int width) {
    requireFew(height, width);
    return RunPixels.of(drawn(polygons, height, width));
  }

  public static UTF8String rleFromPolygons(ArrayData polygons, int height, int width) {
    return text(drawn(polygons, height, width));
  }

  public static UTF8String rleOfMask(byte[] mask, int height, int width) {
    try {
      return text(RunPixels.runs(mask, height, width));
    } catch (IllegalArgumentException e) {
      throw sentence(e);
    }
  }

  public static long areaOfRle(Object counts, int height, int width) {
    return decoded(counts, height, width).area();
  }

  public static ArrayData boxOfRle(Object counts, int height, int width) {
    Box box = decoded(counts, height, width).box();
    return UnsafeArrayData.fromPrimitiveArray(
        new double[] {box.x(), box.y(), box.width(), box.height()});
  }

  public static @Nullable Double maskIou(
      Object truth, Object prediction, int height, int width, boolean crowd) {
    Runs trueMask = decoded(truth, height, width);
    Runs predicted = decoded(prediction, height, width);
    boolean undefined = predicted.area() + (crowd ? 0 : trueMask.area()) == 0;
    return undefined ? null : RunOverlap.iou(predicted, trueMask, crowd);
  }

  private static void requireFew(int height, int width) {
    if ((long) height * width > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "%dx%d pixels are more than the %d that a mask of bytes has."
              .formatted(width, height, MAX_PIXELS));
    }
  }

  private static UTF8String text(Runs mask) {
    return UTF8String.fromBytes(RunText.encode(mask));
  }

  private static Runs decoded(Object counts, int height, int width) {
    try {
      return counts instanceof UTF8String text
          ? RunText.decode(text.getBytes(), height, width)
          : RunLengths.decode(lengths((ArrayData) counts), height, width);
    } catch (MalformedException e) {
      throw new IllegalArgumentException("the mask %s.".formatted(e.getMessage()), e);
    }
  }

  private static long[] lengths(ArrayData counts) {
    requireNoNull(counts, "run length");
    return counts.toLongArray();
  }

  private static Runs drawn(ArrayData polygons, int height, int width) {
    if (height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "a mask has a height and a width of at least 1, not %d and %d.".formatted(height, width));
    }
    requireNoNull(polygons, "polygon");
    List<double[]> vertices = new ArrayList<>();
    for (int i = 0; i < polygons.numElements(); i++) {
      ArrayData polygon = polygons.getArray(i);
      requireNoNull(polygon, "coordinate");
      vertices.add(polygon.toDoubleArray());
    }
    try {
      return PolygonRaster.of(vertices, height, width);
    } catch (IllegalArgumentException e) {
      throw sentence(e);
    }
  }

  private static IllegalArgumentException sentence(IllegalArgumentException e) {
    return new IllegalArgumentException(e.getMessage() + ".", e);
  }

  private static void requireNoNull(ArrayData array, String element) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        throw new IllegalArgumentException("the %s %d is null.".formatted(element, i));
      }
    }
  }
}
