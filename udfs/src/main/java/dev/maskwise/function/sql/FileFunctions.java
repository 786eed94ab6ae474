package dev.maskwise.function.sql;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MaskFormatException;
import dev.maskwise.codec.NpyScores;
import dev.maskwise.codec.PngRows;
import dev.maskwise.codec.ScoreMap;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Files that lie in a binary column, decoded to raw pixels. Called by generated code; what a method
 * computes stands in the list.
 */
public final class FileFunctions {
  /** As many as a job accepts when nobody says otherwise. */
  private static final long MAX_PIXELS = 1 << 28;

  /** The longest array. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final StructType MASK =
      new StructType()
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("bytes_per_pixel", DataTypes.IntegerType, false)
          .add("mask", DataTypes.BinaryType, false);

  private static final StructType SCORES =
      new StructType()
          .add("channels", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("scores", DataTypes.BinaryType, false);

  static final List<SqlFunction> ALL =
      List.of(
          new SqlFunction(
              "mask_from_png",
              SqlFunction.Group.FILE,
              "The labels of a grey or palette PNG file as stored, not scaled; colour and alpha are"
                  + " refused, and so are more than 2^28 pixels.",
              List.of(SqlArgument.binary("png", "the bytes of the file")),
              "a struct: width and height in pixels, bytes_per_pixel, 2 for 16-bit files, and mask,"
                  + " the labels row by row from the top",
              List.of(
                  new SqlFunction.Example(
                      "SELECT p.width, p.height, hex(p.mask) FROM (SELECT mask_from_png(unhex('"
                          + "89504E470D0A1A0A0000000D4948445200000002000000010800000000D14920"
                          + "560000000B49444154789C6360640700000C00095460E1C70000000049454E44"
                          + "AE426082"
                          + "')) AS p)",
                      "2\t1\t0107")),
              "W3C PNG Specification, third edition",
              StaticCall.of(FileFunctions.class, "maskFromPng", MASK)),
          new SqlFunction(
              "scores_from_npy",
              SqlFunction.Group.FILE,
              "The scores of a NumPy file of float16, float32 or float64 with the axes H×W, C×H×W or"
                  + " 1×C×H×W, as float32.",
              List.of(SqlArgument.binary("npy", "the bytes of the file")),
              "a struct: channels, height, width, and scores, float32 in little-endian order, one"
                  + " channel after another, each row by row from the top",
              List.of(
                  new SqlFunction.Example(
                      "SELECT s.channels, s.height, s.width, hex(s.scores) FROM (SELECT"
                          + " scores_from_npy(unhex('"
                          + "934E554D5059010034007B276465736372273A273C6634272C27666F72747261"
                          + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0A0000"
                          + "003F000080BF"
                          + "')) AS s)",
                      "1\t1\t2\t0000003F000080BF")),
              "NumPy Enhancement Proposal 1",
              StaticCall.of(FileFunctions.class, "scoresFromNpy", SCORES)));

  private FileFunctions() {}

  public static InternalRow maskFromPng(byte[] png) {
    try (LabelMapRows rows = PngRows.open(png, MAX_PIXELS)) {
      byte[] labels = new byte[rows.width() * rows.height() * rows.bytesPerPixel()];
      rows.read(labels, rows.height());
      return new GenericInternalRow(
          new Object[] {rows.width(), rows.height(), rows.bytesPerPixel(), labels});
    } catch (MaskFormatException e) {
      throw new Refusal("mask_from_png", "the file " + e.getMessage() + ".", e);
    }
  }

  public static InternalRow scoresFromNpy(byte[] npy) {
    try (ScoreMap map =
        NpyScores.open(new ByteArrayInputStream(npy), null, MAX_PIXELS, npy.length)) {
      int pixels = map.height() * map.width();
      long bytes = (long) map.channels() * pixels * Float.BYTES;
      if (bytes > MAX_BYTES) {
        throw new Refusal(
            "scores_from_npy", "the scores have %d bytes, too many for a value.".formatted(bytes));
      }
      float[][] planes = new float[map.channels()][pixels];
      map.read(planes);
      ByteBuffer scores = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (float[] plane : planes) {
        scores.asFloatBuffer().put(plane);
        scores.position(scores.position() + pixels * Float.BYTES);
      }
      return new GenericInternalRow(
          new Object[] {map.channels(), map.height(), map.width(), scores.array()});
    } catch (MaskFormatException e) {
      throw new Refusal("scores_from_npy", "the file " + e.getMessage() + ".", e);
    }
  }
}
