package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.spark.sql.TryCall;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.codegen.GenerateUnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Functions that are null where the function without {@code try_} refuses a value. */
class TryCallTest {
  /** What the page of the SQL functions shows. */
  static final SqlFunction.Example EXAMPLE =
      new SqlFunction.Example(
          "SELECT image_id FROM VALUES ('a', X'0101', X'0100'), ('b', X'0101', X'01'), ('c', X'01',"
              + " NULL) AS masks(image_id, truth, prediction) WHERE try_overlap(truth,"
              + " prediction) IS NULL AND truth IS NOT NULL AND prediction IS NOT NULL",
          "b");

  /** Calls that are refused, at least one of each function that has a {@code try_}. */
  private static final List<String> REFUSED =
      List.of(
          // the PNG of the example without its last chunk, the file of its data cut off
          "labels_from_png(unhex('89504E470D0A1A0A0000000D4948445200000002000000010800000000D1492056"
              + "0000000B4944415478'))",
          "labels_from_file(X'FFD8FFE000104A464946')",
          "labels_from_npy(X'934E554D5059')",
          "scores_from_npy(X'00')",
          "scores_from_npz(X'504B0304')",
          "scores_from_raw(X'0038003C', 'float16', 1, 1, 3)",
          "scores_from_raw(X'00', 'int8', 1, 1, 1)",
          "map_labels(X'0009', '0=0')",
          "mask_of_class(X'00', 11, 11)",
          "overlap(X'0101', X'01')",
          "confusion(X'0003', X'0000', 3, 255)",
          "confusion(X'0000', X'00', 3)",
          "confusion(X'00', X'00', 0)",
          "soft_overlap(X'0000807F', X'01')",
          "cross_entropy(array(0F, float('NaN')), X'0100')",
          "cross_entropy(array(0F), X'01', -1, 'probabilities')",
          "focal_loss(array(1F, NULL), X'0100', 2, 0.5)",
          "lovasz_hinge(X'0000', X'01')",
          "mask_of_scores(X'0000', 0)",
          "multiclass_cross_entropy(array(1F), X'00', 2)",
          "multiclass_focal_loss(array(1F, 2F), X'03', 2, 2)",
          "multiclass_soft_overlap(array(0.75F, 0.75F), X'00', 2, -1, 'probability')",
          "lovasz_softmax(array(1F, 2F), X'00', 300)",
          "labels_of_scores(array(1F, 2F, 3F), 2)",
          "mask_from_rle('5221', 4, 4)",
          "mask_from_polygons(array(array(1, 2, 3, 4)), 2, 3)",
          "rle_from_polygons(array(), 2, 3)",
          "rle_of_mask(X'0001', 1, 1)",
          "area_of_rle(array(1, NULL), 1, 1)",
          "box_of_rle('~', 1, 1)",
          "mask_iou('01', array(-1, 2), 1, 1)",
          "box_iou(array(1, 2, 3), array(1, 2, 3, 4))",
          "boundary_overlap(X'0001', X'0001', 2, 2, 2)",
          "match_detections(1, array(), array(), array(), array(), array(1), array(), array(0.5))");

  private static final Set<SqlFunction.Group> TRIED =
      EnumSet.of(SqlFunction.Group.FILE, SqlFunction.Group.IMAGE, SqlFunction.Group.OBJECT);

  @Test
  void everyFunctionOfFilesAndOfOneImageIsTried() {
    List<String> names =
        SqlFunctions.ALL.stream()
            .filter(f -> TRIED.contains(f.group()))
            .map(SqlFunction::name)
            .toList();
    assertThat(SqlFunctions.TRYING.stream().map(SqlFunction::name))
        .containsExactlyElementsOf(names.stream().map(name -> "try_" + name).toList());
    assertThat(REFUSED.stream().map(call -> call.substring(0, call.indexOf('('))).distinct())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedIsNull(SqlSession session) {
    for (String call : REFUSED) {
      assertThatThrownBy(() -> session.rows("SELECT " + call))
          .as(call)
          .satisfies(
              thrown -> assertThat(causes(thrown)).hasAtLeastOneElementOfType(Refusal.class));
      assertThat(session.value("SELECT try_" + call)).as(call).isNull();
    }
  }

  private static List<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).toList();
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void aQueryGoesOnAfterABadImage(SqlSession session) {
    String images =
        " FROM VALUES (1, X'0001', X'0101'), (2, X'0001', X'01'), (3, X'0009', X'0001'),"
            + " (4, X'0100', X'0100') AS images(id, truth, prediction)";
    assertThatThrownBy(() -> session.rows("SELECT confusion(truth, prediction, 2)" + images));
    List<Row> rows =
        session.rows(
            "SELECT counts_of_confusion(try_confusion(truth, prediction, 2)),"
                + " round(try_cross_entropy(array(0F, IF(id = 3, float('NaN'), 0F)), truth), 6)"
                + images
                + " ORDER BY id");
    assertThat(rows.stream().map(Row::toString))
        .containsExactly(
            "[ArraySeq(ArraySeq(0, 1), ArraySeq(0, 1)),0.693147]",
            "[null,0.693147]",
            "[null,null]",
            "[ArraySeq(ArraySeq(1, 0), ArraySeq(0, 1)),0.693147]");
    assertThat(
            session.value(
                "SELECT pixel_accuracy(confusion_merge(try_confusion(truth, prediction, 2)))"
                    + images))
        .isEqualTo(0.75);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void theExampleOfThePage(SqlSession session) {
    assertThat(session.value(EXAMPLE.sql())).isEqualTo(EXAMPLE.result());
  }

  /** Spark computes what expressions have in common first, but not out of a call that is tried. */
  @ParameterizedTest
  @EnumSource
  void argumentsThatFailAreNullToo(SqlSession session) {
    String file = " FROM VALUES (X'00') AS files(png)";
    assertThat(session.value("SELECT try_mask_of_class(labels_from_png(png).labels, 1)" + file))
        .isNull();
    assertThat(
            session.rows(
                "SELECT try_mask_of_class(labels_from_png(png).labels, 1),"
                    + " try_overlap(labels_from_png(png).labels, labels_from_png(png).labels)"
                    + file))
        .containsExactly(RowFactory.create(null, null));
    assertThat(session.value("SELECT try_mask_of_class(try_labels_from_png(png).labels, 1)" + file))
        .isNull();
  }

  @Test
  void constantsAreFolded() {
    SparkSession session = SqlSession.CODEGEN.spark().newSession();
    session.conf().set("spark.sql.optimizer.excludedRules", "");
    for (String call : REFUSED) {
      assertThat(optimized(session, "SELECT try_" + call).toString())
          .as(call)
          .contains("null AS")
          .doesNotContain("StaticInvoke");
    }
    assertThat(optimized(session, "SELECT try_mask_of_class(X'0002', 2)").toString())
        .contains("0x0001 AS");
    // a constant that fails beside a column
    assertThat(
            session
                .sql(
                    "SELECT try_overlap(mask, labels_from_png(X'00').labels) FROM VALUES (X'00'),"
                        + " (X'01') AS masks(mask)")
                .collectAsList())
        .allSatisfy(row -> assertThat(row.isNullAt(0)).isTrue())
        .hasSize(2);
  }

  private static LogicalPlan optimized(SparkSession session, String statement) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) session.sql(statement))
        .queryExecution()
        .optimizedPlan();
  }

  @Test
  void columnsAreNamedForTheCall() {
    assertThat(
            SqlSession.CODEGEN
                .sql(
                    "SELECT try_overlap(t, p), try_overlap(t, p, 255),"
                        + " dice(try_overlap(t, p)) FROM VALUES (X'01', X'01') AS v(t, p)")
                .columns())
        .containsExactly("try_overlap(t, p)", "try_overlap(t, p, 255)", "dice(try_overlap(t, p))");
  }

  /** What is put in the place of the try, as a version for the GPU is, stands for the call. */
  @Test
  void aCallIsATryOfTheStaticCall() {
    for (SqlFunction function : SqlFunctions.TRYING) {
      Expression[] arguments = new Expression[function.arguments().size()];
      Arrays.setAll(
          arguments, n -> Literal$.MODULE$.create(null, function.arguments().get(n).type()));
      Expression call = function.call(seq(List.of(arguments)));
      assertThat(call.prettyName()).isEqualTo(function.name());
      assertThat(call.children().apply(0))
          .isInstanceOfSatisfying(
              TryEval.class, tried -> assertThat(tried.child()).isInstanceOf(StaticInvoke.class));
      Expression other = Literal$.MODULE$.create(null, call.dataType());
      assertThat(call.withNewChildren(seq(List.of(other)))).isSameAs(other);
      Seq<Expression> same = seq(List.of(call.children().apply(0)));
      assertThat(call.withNewChildren(same)).isEqualTo(call).hasSameHashCodeAs(call);
    }
  }

  /** Too little memory is no fault of an image. */
  @Test
  void errorsOfTheMachinePass() {
    SqlFunction exhausted =
        new SqlFunction(
            "exhausted",
            SqlFunction.Group.IMAGE,
            "",
            List.of(SqlArgument.binary("mask", "")),
            "",
            List.of(),
            "",
            StaticCall.of(Exhausted.class, "call", DataTypes.BinaryType));
    Expression call =
        TryCall.of(exhausted).call(seq(List.of(Literal$.MODULE$.apply(new byte[] {1}))));
    assertThatThrownBy(() -> call.eval(null)).isInstanceOf(OutOfMemoryError.class);
    UnsafeProjection generated = GenerateUnsafeProjection$.MODULE$.generate(seq(List.of(call)));
    assertThatThrownBy(() -> generated.apply(null)).isInstanceOf(OutOfMemoryError.class);
  }

  /** A method that finds no memory for an image. */
  public static final class Exhausted {
    private Exhausted() {}

    public static byte[] call(byte[] mask) {
      if (mask.length > 0) {
        throw new OutOfMemoryError();
      }
      return mask;
    }
  }

  private static Seq<Expression> seq(List<Expression> expressions) {
    return CollectionConverters.asScala(expressions).toSeq();
  }
}
