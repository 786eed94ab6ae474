package dev.maskwise.spark.catalog;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.npy.NpyLabels;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StaticCall;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Files of masks and label maps that lie in a binary column, decoded to raw pixels. Called by
 * generated code; what a method computes stands in the list.
 */
public final class MaskFileFunctions {
  /** As many as a job accepts when nobody says otherwise. */
  static final long MAX_PIXELS = 1 << 28;

  private static final StructType MASK =
      new StructType()
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("bytes_per_pixel", DataTypes.IntegerType, false)
          .add("labels", DataTypes.BinaryType, false);

  private static final String RESULT =
      "a struct: width and height in pixels, bytes_per_pixel, 2 for 16-bit files, and labels,"
          + " row by row from the top";

  static final List<SqlFunction> ALL =
      List.of(
          new SqlFunction(
              "labels_from_png",
              SqlFunction.Group.FILE,
              "The labels of a grey or palette PNG file as stored, not scaled; colour and alpha are"
                  + " refused, and so are more than 2^28 pixels.",
              List.of(SqlArgument.binary("png", "the bytes of the file")),
              RESULT,
              List.of(
                  new SqlFunction.Example(
                      "SELECT p.width, p.height, hex(p.labels) FROM (SELECT labels_from_png(unhex('"
                          + "89504E470D0A1A0A0000000D4948445200000002000000010800000000D14920"
                          + "560000000B49444154789C6360640700000C00095460E1C70000000049454E44"
                          + "AE426082"
                          + "')) AS p)",
                      "2\t1\t0107")),
              "W3C PNG Specification, third edition",
              StaticCall.of(MaskFileFunctions.class, "maskFromPng", MASK)),
          new SqlFunction(
              "labels_from_npy",
              SqlFunction.Group.FILE,
              "The labels of a NumPy file of bool, uint8 or uint16 with the axes H×W or 1×H×W; true"
                  + " is 1. Other types are refused, and so are more than 2^28 pixels.",
              List.of(SqlArgument.binary("npy", "the bytes of the file")),
              RESULT,
              List.of(
                  new SqlFunction.Example(
                      "SELECT m.width, m.height, hex(m.labels) FROM (SELECT labels_from_npy(unhex('"
                          + "934E554D5059010034007B276465736372273A277C6231272C27666F72747261"
                          + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0A0100"
                          + "')) AS m)",
                      "2\t1\t0100")),
              "NumPy Enhancement Proposal 1",
              StaticCall.of(MaskFileFunctions.class, "maskFromNpy", MASK)));

  private MaskFileFunctions() {}

  public static InternalRow maskFromPng(byte[] png) {
    try (LabelMapRows rows = PngRows.open(png, MAX_PIXELS)) {
      return row(rows);
    } catch (MalformedException e) {
      throw refusal("labels_from_png", e);
    }
  }

  public static InternalRow maskFromNpy(byte[] npy) {
    try (LabelMapRows rows = NpyLabels.open(npy, MAX_PIXELS)) {
      return row(rows);
    } catch (MalformedException e) {
      throw refusal("labels_from_npy", e);
    }
  }

  private static InternalRow row(LabelMapRows rows) throws MalformedException {
    byte[] labels = new byte[rows.width() * rows.height() * rows.bytesPerPixel()];
    rows.read(labels, rows.height());
    return new GenericInternalRow(
        new Object[] {rows.width(), rows.height(), rows.bytesPerPixel(), labels});
  }

  /** The fault of a file; the options that it speaks of are arguments here. */
  static Refusal refusal(String function, MalformedException e) {
    String clause = String.valueOf(e.getMessage());
    String words = clause.replace("--max-pixels ", "").replace("--score-", "");
    return new Refusal(function, "the file " + words + ".", e);
  }
}
