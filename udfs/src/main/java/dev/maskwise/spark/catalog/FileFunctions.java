package dev.maskwise.spark.catalog;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValuesAsLabels;
import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.codec.npy.NpyScores;
import dev.maskwise.codec.npy.NpyValues;
import dev.maskwise.codec.npy.NpzScores;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.codec.score.RawScores;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StaticCall;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Files of labels and of scores that lie in a binary column, decoded to raw labels and to float32.
 * Called by generated code; what a method computes stands in the list.
 */
public final class FileFunctions {
  /** As many as a job accepts when nobody says otherwise. */
  private static final long MAX_PIXELS = 1 << 28;

  /** The longest array. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final StructType LABELS =
      new StructType()
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("bytes_per_pixel", DataTypes.IntegerType, false)
          .add("labels", DataTypes.BinaryType, false);

  private static final StructType SCORES =
      new StructType()
          .add("channels", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("scores", DataTypes.BinaryType, false);

  private static final String LABELS_RESULT =
      "a struct: width and height in pixels, bytes_per_pixel, 2 where the file has numbers of more"
          + " than 8 bits, and labels, row by row from the top";

  private static final String SCORES_RESULT =
      "a struct: channels, height, width, and scores, float32 in little-endian order, one channel"
          + " after another, each row by row from the top";

  private static final String TYPES =
      Arrays.stream(ScoreType.values())
          .map(type -> "'" + type + "'")
          .collect(Collectors.joining(", "));

  private static final SqlArgument SCALE =
      SqlArgument.number(
              "scale",
              "what a step of uint8 or uint16 scores is worth, such as 1/255; 0 for none, which"
                  + " other types have")
          .orElse(0.0);

  private static final SqlArgument OFFSET =
      SqlArgument.number("offset", "the score of the integer 0").orElse(0.0);

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.of(
              Group.FILE,
              "labels_from_file",
              "The labels of a PNG, TIFF, NumPy, BMP or GIF file, or of JSON of COCO's run lengths,"
                  + " told by its content: numbers or palette indices as stored. Refused are colours, other formats, numbers that"
                  + " are not from 0 to 65535, and more than 2^28 pixels.",
              List.of(SqlArgument.binary("file", "its bytes")),
              LABELS_RESULT,
              "W3C PNG Specification; TIFF 6.0; NumPy Enhancement Proposal 1; the JDK's readers of"
                  + " BMP and GIF",
              StaticCall.of(FileFunctions.class, "labelsFromFile", LABELS),
              example(
                  "f.width, f.height, hex(f.labels)",
                  "labels_from_file(unhex('"
                      + "49492A000A000000010706000001030001000000020000000101030001000000"
                      + "0100000002010300010000000800000006010300010000000100000011010300"
                      + "010000000800000017010300010000000200000000000000"
                      + "'))",
                  "2\t1\t0107")),
          SqlFunction.of(
              Group.FILE,
              "labels_from_png",
              "The labels of a grey or palette PNG file as stored, not scaled; colour and alpha are"
                  + " refused, and so are more than 2^28 pixels.",
              List.of(SqlArgument.binary("png", "the bytes of the file")),
              LABELS_RESULT,
              "W3C PNG Specification, third edition",
              StaticCall.of(FileFunctions.class, "labelsFromPng", LABELS),
              example(
                  "f.width, f.height, hex(f.labels)",
                  "labels_from_png(unhex('"
                      + "89504E470D0A1A0A0000000D4948445200000002000000010800000000D14920"
                      + "560000000B49444154789C6360640700000C00095460E1C70000000049454E44"
                      + "AE426082"
                      + "'))",
                  "2\t1\t0107")),
          SqlFunction.of(
              Group.FILE,
              "labels_from_npy",
              "The labels of a NumPy file, .npy or .npz with one array, of integers or bool with the"
                  + " axes H×W, 1×H×W or H×W×1; true is 1. Other types are refused, and so are"
                  + " numbers that are not from 0 to 65535, and more than 2^28 pixels.",
              List.of(SqlArgument.binary("npy", "the bytes of the file")),
              LABELS_RESULT,
              "NumPy Enhancement Proposal 1",
              StaticCall.of(FileFunctions.class, "labelsFromNpy", LABELS),
              example(
                  "f.width, f.height, hex(f.labels)",
                  "labels_from_npy(unhex('"
                      + "934E554D5059010034007B276465736372273A277C6231272C27666F72747261"
                      + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0A0100"
                      + "'))",
                  "2\t1\t0100")),
          SqlFunction.of(
              Group.FILE,
              "scores_from_npy",
              "The scores of a NumPy file with the axes H×W, C×H×W or 1×C×H×W, as float32: float16,"
                  + " float32 or float64, or uint8 or uint16 with a scale. More than 2^28 pixels are"
                  + " refused.",
              List.of(SqlArgument.binary("npy", "the bytes of the file"), SCALE, OFFSET),
              SCORES_RESULT,
              "NumPy Enhancement Proposal 1",
              StaticCall.of(FileFunctions.class, "scoresFromNpy", SCORES),
              example(
                  "f.channels, f.height, f.width, hex(f.scores)",
                  "scores_from_npy(unhex('"
                      + "934E554D5059010034007B276465736372273A273C6634272C27666F72747261"
                      + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0A0000"
                      + "003F000080BF"
                      + "'))",
                  "1\t1\t2\t0000003F000080BF"),
              example(
                  "hex(f.scores)",
                  "scores_from_npy(unhex('"
                      + "934E554D5059010034007B276465736372273A277C7531272C27666F72747261"
                      + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0AFF33"
                      + "'), 1/255)",
                  "0000803FCDCC4C3E")),
          SqlFunction.of(
              Group.FILE,
              "scores_from_npz",
              "The scores of an array of a .npz file, as scores_from_npy reads them.",
              List.of(
                  SqlArgument.binary("npz", "the bytes of the file"),
                  SqlArgument.text("name", "that of the array; '' for the only one").orElse(""),
                  SCALE,
                  OFFSET),
              SCORES_RESULT,
              "NumPy Enhancement Proposal 1; numpy.savez",
              StaticCall.of(FileFunctions.class, "scoresFromNpz", SCORES),
              example(
                  "hex(f.scores)",
                  "scores_from_npz(unhex('"
                      + "504B03041400000000000000210006A4AE31400000004000000005000000612E"
                      + "6E7079934E554D5059010034007B276465736372273A277C7531272C27666F72"
                      + "7472616E5F6F72646572273A46616C73652C277368617065273A28312C32297D"
                      + "0AFF00504B010214031400000000000000210006A4AE31400000004000000005"
                      + "0000000000000000000000800100000000612E6E7079504B0506000000000100"
                      + "010033000000630000000000"
                      + "'), 'a', 2, -1)",
                  "0080FE43000080BF")),
          SqlFunction.of(
              Group.FILE,
              "scores_from_raw",
              "Bare numbers in little-endian order, one channel after another, each row by row from"
                  + " the top, as float32. More than 2^28 pixels are refused.",
              List.of(
                  SqlArgument.binary("raw", "the numbers"),
                  SqlArgument.text("type", "of a number: " + TYPES),
                  SqlArgument.integer("channels", "how many; 1 for scores of one class"),
                  SqlArgument.integer("height", "in pixels"),
                  SqlArgument.integer("width", "in pixels"),
                  SCALE,
                  OFFSET),
              SCORES_RESULT,
              "IEEE 754",
              StaticCall.of(FileFunctions.class, "scoresFromRaw", SCORES),
              example(
                  "hex(f.scores)",
                  "scores_from_raw(X'0038003C', 'float16', 1, 1, 2)",
                  "0000003F0000803F"),
              example(
                  "hex(f.scores)",
                  "scores_from_raw(X'FF00', 'uint8', 1, 1, 2, 1/255)",
                  "0000803F00000000")));

  private FileFunctions() {}

  private static Example example(String columns, String call, String result) {
    return new Example("SELECT %s FROM (SELECT %s AS f)".formatted(columns, call), result);
  }

  public static InternalRow labelsFromFile(byte[] file) {
    try (LabelMapRows rows = LabelMaps.open(file, MAX_PIXELS)) {
      return row(rows);
    } catch (MalformedException e) {
      throw refusal(e);
    }
  }

  public static InternalRow labelsFromPng(byte[] png) {
    try (LabelMapRows rows = PngRows.open(png, MAX_PIXELS)) {
      return row(rows);
    } catch (MalformedException e) {
      throw refusal(e);
    }
  }

  public static InternalRow labelsFromNpy(byte[] npy) {
    try (LabelMapRows rows = ValuesAsLabels.of(NpyValues.open(npy, MAX_PIXELS))) {
      return row(rows);
    } catch (MalformedException e) {
      throw refusal(e);
    }
  }

  private static InternalRow row(LabelMapRows rows) throws MalformedException {
    byte[] labels = new byte[rows.width() * rows.height() * rows.bytesPerPixel()];
    rows.read(labels, rows.height());
    return new GenericInternalRow(
        new Object[] {rows.width(), rows.height(), rows.bytesPerPixel(), labels});
  }

  public static InternalRow scoresFromNpy(byte[] npy, double scale, double offset) {
    ScoreScale stated = scale(scale, offset);
    try (ScoreMap map =
        NpyScores.open(new ByteArrayInputStream(npy), stated, MAX_PIXELS, npy.length)) {
      return row(map);
    } catch (MalformedException e) {
      throw refusal(e);
    }
  }

  public static InternalRow scoresFromNpz(
      byte[] npz, UTF8String name, double scale, double offset) {
    ScoreScale stated = scale(scale, offset);
    String array = name.numBytes() == 0 ? null : name.toString();
    try (ScoreMap map =
        NpzScores.open(new ByteArrayInputStream(npz), array, stated, MAX_PIXELS, npz.length)) {
      return row(map);
    } catch (MalformedException e) {
      throw refusal(e);
    }
  }

  public static InternalRow scoresFromRaw(
      byte[] raw,
      UTF8String type,
      int channels,
      int height,
      int width,
      double scale,
      double offset) {
    ScoreScale stated = scale(scale, offset);
    ScoreType numbers =
        Arrays.stream(ScoreType.values())
            .filter(known -> known.toString().equals(type.toString()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the type is one of %s, and not '%s'.".formatted(TYPES, type)));
    try (ScoreMap map = RawScores.open(raw, numbers, channels, height, width, stated, MAX_PIXELS)) {
      return row(map);
    } catch (MalformedException e) {
      throw refusal(e);
    }
  }

  private static @Nullable ScoreScale scale(double scale, double offset) {
    return scale == 0 && offset == 0 ? null : new ScoreScale(scale, offset);
  }

  private static InternalRow row(ScoreMap map) throws MalformedException {
    int pixels = map.height() * map.width();
    long bytes = (long) map.channels() * pixels * Float.BYTES;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the scores have %d bytes, too many for a value.".formatted(bytes));
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
  }

  /** The fault of a file; the options that it speaks of are arguments here. */
  private static IllegalArgumentException refusal(MalformedException e) {
    String clause = String.valueOf(e.getMessage());
    String words =
        clause
            .replace("--max-pixels ", "")
            .replace("--score-", "")
            .replaceFirst("(:|, and) [^:,]*--map.*", "");
    return new IllegalArgumentException("the file " + words + ".", e);
  }
}
