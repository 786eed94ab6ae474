package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.immutable.Seq;

/** Which calls the rule exchanges, in a session that was made without a word about Maskwise. */
class GpuFunctionRuleTest {
  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[1]")
          .config("spark.ui.enabled", "false")
          .config(
              "spark.sql.optimizer.excludedRules",
              "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation")
          .getOrCreate();

  private static final String IMAGES =
      " FROM VALUES (X'0000000000000040', X'0100', 1), (NULL, X'01', 1)"
          + " AS images(logits, truth, label)";

  @BeforeEach
  void quiet() {
    SPARK.sparkContext().setLogLevel("OFF");
    SPARK.conf().unset(GpuUse.KEY);
  }

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  private static Seq<Expression> planned(String call) {
    return SPARK
        .sql("SELECT " + call + " AS v" + IMAGES)
        .queryExecution()
        .optimizedPlan()
        .expressions();
  }

  private static boolean isExchanged(String call) {
    return contains(call, ScalaUDF.class);
  }

  private static boolean contains(String call, Class<? extends Expression> type) {
    return planned(call).exists(tree -> tree.exists(type::isInstance));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "overlap(truth, truth)",
        "hex(confusion(truth, truth, 1 + 1, -1))",
        "hex(mask_of_class(truth, 1, 255))",
        "dice(overlap(truth, truth))",
        "iou(overlap_agg(truth, truth))",
        "specificity(named_struct('intersection', 1L, 'truth_cardinality', label + 1L,"
            + " 'prediction_cardinality', 1L, 'pixels', 4L))",
        "octet_length(truth)",
        "length(concat(truth, truth))",
        "soft_overlap(logits, truth)",
        "cross_entropy(logits, truth, 255)",
        "focal_loss(logits, truth, 2, 0.25)",
        "lovasz_hinge(array(1.0F, 2.0F), substring(concat(truth, truth), 1, 2))",
        "lovasz_softmax(concat(logits, logits), truth, 2)",
        "multiclass_cross_entropy(concat(logits, logits), truth, 2)",
        "hex(mask_of_scores(logits, 1))",
        "hex(labels_of_scores(concat(logits, logits), 2))",
        "multiclass_focal_loss(concat(logits, logits), truth, 2, 2)",
        "multiclass_soft_overlap(concat(logits, logits), truth, 2)",
        "soft_dice_loss(multiclass_soft_overlap(concat(logits, logits), truth, 2))",
        "cross_entropy(concat(substring(logits, 1, 4), X'0000003F'), truth, -1, 'probability')",
        "1 + lovasz_hinge(logits, truth)",
        "try_overlap(truth, logits)",
        "dice(try_overlap(truth, truth))",
        "try_lovasz_hinge(logits, truth) IS NULL"
      })
  void constantsAreFoldedAndTypesCast(String call) {
    SPARK.conf().set(GpuUse.KEY, "on");
    assertThat(isExchanged(call)).isTrue();
    Object gpu = SPARK.sql("SELECT " + call + IMAGES).collectAsList();
    SPARK.conf().set(GpuUse.KEY, "off");
    assertThat(isExchanged(call)).isFalse();
    assertThat(SPARK.sql("SELECT " + call + IMAGES).collectAsList().toString())
        .isEqualTo(gpu.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lovasz_hinge(logits, truth, label)",
        "focal_loss(logits, truth, -1, 0.25)",
        "confusion(truth, truth, 0)",
        "mask_of_class(truth, 1, label)",
        "mask_of_class(truth, 255)",
        "length(hex(truth))",
        "octet_length(string(label))",
        "scores_from_npy(truth).scores",
        "cross_entropy(logits, truth, -1, 'odds')",
        "lovasz_softmax(logits, truth, 1, -1, 'logit', 'some')",
        "try_overlap(truth, truth, label)",
        "try_mask_of_class(truth, 255)",
        "try_overlap(mask_of_class(truth, 1), truth)",
        "try_overlap(try_mask_of_class(truth, 255), scores_from_npy(truth).scores)",
        "try_to_binary(hex(mask_of_class(truth, 1)), 'hex')"
      })
  void othersStayAsTheyAre(String call) {
    SPARK.conf().set(GpuUse.KEY, "on");
    assertThat(isExchanged(call)).isFalse();
  }

  /** A tried argument cannot fail, so both tries are exchanged. */
  @Test
  void triesWithinTries() {
    SPARK.conf().set(GpuUse.KEY, "on");
    String call = "try_overlap(try_mask_of_class(truth, 1), truth)";
    assertThat(contains(call, ScalaUDF.class)).isTrue();
    assertThat(contains(call, TryEval.class)).isFalse();
    assertThat(SPARK.sql("SELECT " + call + ".pixels" + IMAGES).collectAsList())
        .containsExactly(RowFactory.create(2L), RowFactory.create(1L));
  }

  @Test
  void withoutThePluginNothingChanges() {
    assertThat(isExchanged("lovasz_hinge(logits, truth)")).isFalse();
  }

  @Test
  void theNameOfTheColumnIsTheCall() {
    SPARK.conf().set(GpuUse.KEY, "on");
    assertThat(SPARK.sql("SELECT lovasz_hinge(logits, truth)" + IMAGES).columns())
        .containsExactly("lovasz_hinge(logits, truth)");
  }

  @Test
  void anotherValueIsRefused() {
    SPARK.conf().set(GpuUse.KEY, "yes");
    assertThatThrownBy(() -> planned("lovasz_hinge(logits, truth)"))
        .hasMessageContaining("spark.maskwise.gpu is auto, on or off, not yes.");
  }
}
