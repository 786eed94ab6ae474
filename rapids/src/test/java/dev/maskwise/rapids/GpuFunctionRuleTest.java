package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
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
    return planned(call).exists(tree -> tree.exists(node -> node instanceof ScalaUDF));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mask_overlap(truth, truth)",
        "hex(mask_confusion(truth, truth, 1 + 1, -1))",
        "soft_overlap(logits, truth)",
        "cross_entropy(logits, truth, 255)",
        "focal_loss(logits, truth, 2, 0.25)",
        "lovasz_hinge(array(1.0F, 2.0F), substring(concat(truth, truth), 1, 2))",
        "lovasz_softmax(concat(logits, logits), truth, 2)",
        "1 + lovasz_hinge(logits, truth)"
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
        "mask_confusion(truth, truth, 0)",
        "mask_of_class(truth, 1)",
        "cross_entropy(logits, truth, -1, 'probability')",
        "lovasz_softmax(logits, truth, 1, -1, 'logit', 'some')"
      })
  void othersStayAsTheyAre(String call) {
    SPARK.conf().set(GpuUse.KEY, "on");
    assertThat(isExchanged(call)).isFalse();
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
