package dev.maskwise.function.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that no function can take end the query with one sentence that names the function. */
class SqlRefusalTest {
  private static final String ZERO = "X'00000000'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mask_overlap(X'0101', X'01') | mask_overlap: the truth has 2 bytes and the prediction 1, but both have one byte a pixel.
          mask_confusion(X'0101', X'01', 2) | mask_confusion: the truth has 2 bytes and the prediction 1, but with 2 classes both have 1 a pixel.
          mask_confusion(X'00', X'00', 300) | mask_confusion: the truth has 1 bytes and the prediction 1, but with 300 classes both have 2 a pixel.
          mask_confusion(X'0003', X'0000', 3, 255) | mask_confusion: the truth holds the label 3 at pixel 1, but the classes are 0 to 2 and the ignore label of the truth is 255.
          mask_confusion(X'0000', X'00FF', 3) | mask_confusion: the prediction holds the label 255 at pixel 1, but the classes are 0 to 2 and no label is ignored.
          mask_confusion(X'00', X'00', 0) | mask_confusion: there are 1 to 4096 classes, not 0.
          mask_confusion(X'00000203', X'00000002', 600) | mask_confusion: the truth holds the label 770 at pixel 1, but the classes are 0 to 599 and no label is ignored.
          mask_of_class(X'00', 11, 11) | mask_of_class: the class is a label from 0 to 254 and not the ignore label, but it is 11 and the ignore label 11.
          lovasz_hinge(X'0000', X'01') | lovasz_hinge: the scores have 2 bytes, but a truth of 1 pixels has 4, 4 bytes of a float32 each.
          lovasz_hinge(array(1F, 2F), X'01') | lovasz_hinge: there are 2 scores, but the truth has 1 pixels.
          cross_entropy(array(1F, NULL), X'0100') | cross_entropy: the score of pixel 1 is null.
          cross_entropy(array(0F, 0F, float('NaN')), X'FF0100', 255) | cross_entropy: the score of pixel 2 is NaN, but scores are finite numbers.
          soft_overlap(X'0000807F', X'01') | soft_overlap: the score of pixel 0 is Infinity, but scores are finite numbers.
          focal_loss(ZERO, X'01', -1, 0.5) | focal_loss: gamma is from 0 to 1000 and alpha from 0 to 1, but they are -1.0 and 0.5.
          focal_loss(ZERO, X'01', 2, double('NaN')) | focal_loss: gamma is from 0 to 1000 and alpha from 0 to 1, but they are 2.0 and NaN.
          mask_from_png(X'00') | mask_from_png: the file
          scores_from_npy(X'00') | scores_from_npy: the file
          mean_iou(X'07') | mean_iou: the state is not one of mask_confusion, confusion_agg or confusion_merge:
          auroc(X'07') | auroc: the state is not one of score_histogram_agg or score_histogram_merge:
          confusion_merge(X'07') | confusion_merge: the state is not one of mask_confusion, confusion_agg or confusion_merge:
          class_overlap(mask_confusion(X'00', X'00', 2), 2) | class_overlap: the state has 2 classes from 0 on, and no class 2.
          iou(named_struct('intersection', 2L, 'truth_cardinality', 1L, 'prediction_cardinality', 2L, 'pixels', 9L)) | iou: No two masks of 9 pixels have
          score_histogram_agg(ZERO, X'01', -1, 99) | score_histogram_agg: bits are from 0 to 16, not 99.
          """)
  void oneSentence(String call, String message) {
    String statement = "SELECT " + call.replace("ZERO", ZERO);
    for (SqlSession session : SqlSession.values()) {
      assertThatThrownBy(() -> session.rows(statement))
          .as("%s of %s", session, statement)
          .satisfies(thrown -> assertThat(refusal(thrown)).startsWith(message).endsWith("."));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          confusion_agg(X'00', X'00', n) | confusion_agg: Confusion matrices of
          confusion_merge(mask_confusion(X'00', X'00', n)) | confusion_merge: Confusion matrices of
          lovasz_hinge_agg(X'00000000', X'00', -1, n) | lovasz_hinge_agg: bits are the same in every row,
          """)
  void rowsThatDoNotFit(String call, String message) {
    assertThatThrownBy(
            () ->
                SqlSession.CODEGEN.rows(
                    "SELECT " + call + " FROM (SELECT explode(array(2, 3)) AS n)"))
        .satisfies(thrown -> assertThat(refusal(thrown)).startsWith(message).endsWith("."));
  }

  /** The message of our own exception among the causes. */
  private static String refusal(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof Refusal) {
        return String.valueOf(at.getMessage());
      }
    }
    throw new AssertionError("no refusal among the causes", thrown);
  }
}
