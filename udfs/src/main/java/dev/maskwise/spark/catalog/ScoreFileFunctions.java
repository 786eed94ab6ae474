package dev.maskwise.spark.catalog;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.npy.NpyScores;
import dev.maskwise.codec.npy.NpzScores;
import dev.maskwise.codec.score.RawScores;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
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
 * Scores that lie in a binary column as files or bare numbers, decoded to float32. Called by
 * generated code; what a method computes stands in the list.
 */
public final class ScoreFileFunctions {
  private static final long MAX_PIXELS = MaskFileFunctions.MAX_PIXELS;

  /** The longest array. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final StructType SCORES =
      new StructType()
          .add("channels", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("scores", DataTypes.BinaryType, false);

  private static final String RESULT =
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
          new SqlFunction(
              "scores_from_npy",
              SqlFunction.Group.FILE,
              "The scores of a NumPy file with the axes H×W, C×H×W or 1×C×H×W, as float32: float16,"
                  + " float32 or float64, or uint8 or uint16 with a scale. More than 2^28 pixels are"
                  + " refused.",
              List.of(SqlArgument.binary("npy", "the bytes of the file"), SCALE, OFFSET),
              RESULT,
              List.of(
                  example(
                      "s.channels, s.height, s.width, hex(s.scores)",
                      "scores_from_npy(unhex('"
                          + "934E554D5059010034007B276465736372273A273C6634272C27666F72747261"
                          + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0A0000"
                          + "003F000080BF"
                          + "'))",
                      "1\t1\t2\t0000003F000080BF"),
                  example(
                      "hex(s.scores)",
                      "scores_from_npy(unhex('"
                          + "934E554D5059010034007B276465736372273A277C7531272C27666F72747261"
                          + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0AFF33"
                          + "'), 1/255)",
                      "0000803FCDCC4C3E")),
              "NumPy Enhancement Proposal 1",
              StaticCall.of(ScoreFileFunctions.class, "scoresFromNpy", SCORES)),
          new SqlFunction(
              "scores_from_npz",
              SqlFunction.Group.FILE,
              "The scores of an array of a .npz file, as scores_from_npy reads them.",
              List.of(
                  SqlArgument.binary("npz", "the bytes of the file"),
                  SqlArgument.text("name", "that of the array; '' for the only one").orElse(""),
                  SCALE,
                  OFFSET),
              RESULT,
              List.of(
                  example(
                      "hex(s.scores)",
                      "scores_from_npz(unhex('"
                          + "504B03041400000000000000210006A4AE31400000004000000005000000612E"
                          + "6E7079934E554D5059010034007B276465736372273A277C7531272C27666F72"
                          + "7472616E5F6F72646572273A46616C73652C277368617065273A28312C32297D"
                          + "0AFF00504B010214031400000000000000210006A4AE31400000004000000005"
                          + "0000000000000000000000800100000000612E6E7079504B0506000000000100"
                          + "010033000000630000000000"
                          + "'), 'a', 2, -1)",
                      "0080FE43000080BF")),
              "NumPy Enhancement Proposal 1; numpy.savez",
              StaticCall.of(ScoreFileFunctions.class, "scoresFromNpz", SCORES)),
          new SqlFunction(
              "scores_from_raw",
              SqlFunction.Group.FILE,
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
              RESULT,
              List.of(
                  example(
                      "hex(s.scores)",
                      "scores_from_raw(X'0038003C', 'float16', 1, 1, 2)",
                      "0000003F0000803F"),
                  example(
                      "hex(s.scores)",
                      "scores_from_raw(X'FF00', 'uint8', 1, 1, 2, 1/255)",
                      "0000803F00000000")),
              "IEEE 754",
              StaticCall.of(ScoreFileFunctions.class, "scoresFromRaw", SCORES)));

  private ScoreFileFunctions() {}

  private static SqlFunction.Example example(String columns, String call, String result) {
    return new SqlFunction.Example(
        "SELECT %s FROM (SELECT %s AS s)".formatted(columns, call), result);
  }

  public static InternalRow scoresFromNpy(byte[] npy, double scale, double offset) {
    String function = "scores_from_npy";
    ScoreScale stated = scale(function, scale, offset);
    try (ScoreMap map =
        NpyScores.open(new ByteArrayInputStream(npy), stated, MAX_PIXELS, npy.length)) {
      return row(function, map);
    } catch (MalformedException e) {
      throw MaskFileFunctions.refusal(function, e);
    }
  }

  public static InternalRow scoresFromNpz(
      byte[] npz, UTF8String name, double scale, double offset) {
    String function = "scores_from_npz";
    ScoreScale stated = scale(function, scale, offset);
    String array = name.numBytes() == 0 ? null : name.toString();
    try (ScoreMap map =
        NpzScores.open(new ByteArrayInputStream(npz), array, stated, MAX_PIXELS, npz.length)) {
      return row(function, map);
    } catch (MalformedException e) {
      throw MaskFileFunctions.refusal(function, e);
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
    String function = "scores_from_raw";
    ScoreScale stated = scale(function, scale, offset);
    ScoreType numbers =
        Arrays.stream(ScoreType.values())
            .filter(known -> known.toString().equals(type.toString()))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        function, "the type is one of %s, and not '%s'.".formatted(TYPES, type)));
    try (ScoreMap map = RawScores.open(raw, numbers, channels, height, width, stated, MAX_PIXELS)) {
      return row(function, map);
    } catch (MalformedException e) {
      throw MaskFileFunctions.refusal(function, e);
    }
  }

  private static @Nullable ScoreScale scale(String function, double scale, double offset) {
    if (scale == 0 && offset == 0) {
      return null;
    }
    try {
      return new ScoreScale(scale, offset);
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, String.valueOf(e.getMessage()), e);
    }
  }

  private static InternalRow row(String function, ScoreMap map) throws MalformedException {
    int pixels = map.height() * map.width();
    long bytes = (long) map.channels() * pixels * Float.BYTES;
    if (bytes > MAX_BYTES) {
      throw new Refusal(
          function, "the scores have %d bytes, too many for a value.".formatted(bytes));
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
}
