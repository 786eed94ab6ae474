package dev.maskwise.spark.sql;

import dev.maskwise.metric.ScoreKind;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a SQL function.
 *
 * @param name the name in the documentation
 * @param type what Spark accepts, or casts where that loses nothing
 * @param alternative a type of another shape that is accepted as well; null where none is
 * @param meaning a clause: what it holds, in which unit
 * @param standard the value where it is left out, an Integer, Double, Boolean or String; null where
 *     it must be given
 */
public record SqlArgument(
    String name,
    DataType type,
    @Nullable DataType alternative,
    String meaning,
    @Nullable Object standard) {

  public static SqlArgument of(String name, DataType type, String meaning) {
    return new SqlArgument(name, type, null, meaning, null);
  }

  public static SqlArgument binary(String name, String meaning) {
    return of(name, DataTypes.BinaryType, meaning);
  }

  public static SqlArgument integer(String name, String meaning) {
    return of(name, DataTypes.IntegerType, meaning);
  }

  public static SqlArgument number(String name, String meaning) {
    return of(name, DataTypes.DoubleType, meaning);
  }

  public static SqlArgument text(String name, String meaning) {
    return of(name, DataTypes.StringType, meaning);
  }

  /** An argument of two types, which Spark tells apart by the call. */
  public static SqlArgument either(
      String name, DataType type, DataType alternative, String meaning) {
    return new SqlArgument(name, type, alternative, meaning, null);
  }

  /** This argument, which may be left out. */
  public SqlArgument orElse(Object standardValue) {
    return new SqlArgument(name, type, alternative, meaning, standardValue);
  }

  /** The label of the truth whose pixels count nowhere, none where it is left out. */
  public static SqlArgument ignore() {
    return integer("ignore", "the label of the truth whose pixels count nowhere; negative for none")
        .orElse(-1);
  }

  /** What the scores are: logits where it is left out. */
  public static SqlArgument score() {
    return text("score", "what the scores are, 'logit' or 'probability'; it is never guessed")
        .orElse(ScoreKind.LOGIT.label());
  }

  /** Logits of one class, as bytes or as an array. */
  public static SqlArgument logits() {
    return scores("logits", "a finite logit a pixel");
  }

  /** Scores of one class, as bytes or as an array. */
  public static SqlArgument scores() {
    return scores("scores", "a score a pixel");
  }

  /** Scores of many classes, as bytes or as an array. */
  public static SqlArgument scoresOfClasses() {
    return scores("scores", "the scores of every pixel for the first class, then for the next");
  }

  private static SqlArgument scores(String name, String what) {
    return either(
        name,
        DataTypes.BinaryType,
        new ArrayType(DataTypes.FloatType, true),
        what + ": float32 in little-endian order, or an array");
  }

  /** The true mask beside scores. */
  public static SqlArgument truthMask() {
    return binary("truth", "one byte a pixel: 0 is background, all else foreground");
  }

  /** A label map, the truth of many classes. */
  public static SqlArgument truthLabels() {
    return binary(
        "truth",
        "a label map, one byte a pixel; above 256 classes two bytes, in little-endian order");
  }

  /** How many classes there are. */
  public static SqlArgument classes() {
    return integer("classes", "how many there are, from 1 to 4096; the labels 0 … classes − 1");
  }

  /**
   * Scores of one class and their truth, and what may be said of them.
   *
   * @param between after the truth
   * @param last at the end
   */
  public static List<SqlArgument> ofScores(List<SqlArgument> between, SqlArgument... last) {
    return list(List.of(scores(), truthMask()), between, List.of(ignore(), score()), last);
  }

  /** The same of the scores of many classes. */
  public static List<SqlArgument> ofClassScores(List<SqlArgument> between, SqlArgument... last) {
    return list(
        List.of(scoresOfClasses(), truthLabels(), classes()),
        between,
        List.of(ignore(), score()),
        last);
  }

  private static List<SqlArgument> list(
      List<SqlArgument> first,
      List<SqlArgument> between,
      List<SqlArgument> then,
      SqlArgument[] last) {
    return Stream.of(first, between, then, List.of(last)).flatMap(List::stream).toList();
  }

  /** What Spark checks a value against. */
  DataType typeFor(Expression value) {
    return alternative != null && value.dataType().getClass() == alternative.getClass()
        ? alternative
        : type;
  }

  /** How documentation writes the type. */
  public String typeName() {
    return alternative == null
        ? type.simpleString()
        : type.simpleString() + " or " + alternative.simpleString();
  }

  /** The meaning, and the value where the argument is left out. */
  public String description() {
    if (standard == null) {
      return meaning;
    }
    return meaning
        + "; "
        + (standard instanceof String ? "'" + standard + "'" : standard)
        + " if left out";
  }
}
