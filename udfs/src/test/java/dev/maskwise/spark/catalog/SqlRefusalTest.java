package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.spark.sql.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that no function can take end the query with one sentence that names the function. */
class SqlRefusalTest {
  private static final String ZERO = "X'00000000'";

  /** A NumPy file of two float32. */
  private static final String FLOATS =
      "'934E554D5059010034007B276465736372273A273C6634272C27666F72747261"
          + "6E5F6F72646572273A46616C73652C277368617065273A28312C32297D0A0000"
          + "003F000080BF'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          overlap(X'0101', X'01') | overlap: the truth has 2 bytes and the prediction 1, but both have one byte a pixel.
          confusion(X'0101', X'01', 2) | confusion: the truth has 2 bytes and the prediction 1, but with 2 classes both have 1 a pixel.
          confusion(X'00', X'00', 300) | confusion: the truth has 1 bytes and the prediction 1, but with 300 classes both have 2 a pixel.
          confusion(X'0003', X'0000', 3, 255) | confusion: the truth holds the label 3 at pixel 1, but the classes are 0 to 2 and the ignore label of the truth is 255.
          confusion(X'0000', X'00FF', 3) | confusion: the prediction holds the label 255 at pixel 1, but the classes are 0 to 2 and no label is ignored.
          confusion(X'00', X'00', 0) | confusion: there are 1 to 4096 classes, not 0.
          confusion(X'00000203', X'00000002', 600) | confusion: the truth holds the label 770 at pixel 1, but the classes are 0 to 599 and no label is ignored.
          mask_of_class(X'00', 11, 11) | mask_of_class: the class is a label from 0 to 254 and not the ignore label, but it is 11 and the ignore label 11.
          lovasz_hinge(X'0000', X'01') | lovasz_hinge: the scores have 2 bytes, but a truth of 1 pixels has 4, 4 bytes of a float32 each.
          lovasz_hinge(array(1F, 2F), X'01') | lovasz_hinge: there are 2 scores, but the truth has 1 pixels.
          cross_entropy(array(1F, NULL), X'0100') | cross_entropy: the score of pixel 1 is null.
          cross_entropy(array(0F, 0F, float('NaN')), X'FF0100', 255) | cross_entropy: the score of pixel 2 is NaN, but scores are finite numbers.
          soft_overlap(X'0000807F', X'01') | soft_overlap: the score of pixel 0 is Infinity, but scores are finite numbers.
          focal_loss(ZERO, X'01', -1, 0.5) | focal_loss: gamma is from 0 to 1000, not -1.0.
          focal_loss(ZERO, X'01', 2, double('NaN')) | focal_loss: alpha is from 0 to 1, not NaN.
          labels_from_png(X'00') | labels_from_png: the file
          scores_from_npy(X'00') | scores_from_npy: the file
          mean_iou(X'07') | mean_iou: the state is not one of confusion, confusion_agg or confusion_merge:
          auroc(X'07') | auroc: the state is not one of score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge:
          confusion_merge(X'07') | confusion_merge: the state is not one of confusion, confusion_agg or confusion_merge:
          overlap_of_class(confusion(X'00', X'00', 2), 2) | overlap_of_class: the state has 2 classes from 0 on, and no class 2.
          iou(named_struct('intersection', 2L, 'truth_cardinality', 1L, 'prediction_cardinality', 2L, 'pixels', 9L)) | iou: No two masks of 9 pixels have
          score_histogram_agg(ZERO, X'01', -1, 99) | score_histogram_agg: bits are from 0 to 16, not 99.
          cross_entropy(ZERO, X'01', -1, 'probabilities') | cross_entropy: a score is a 'logit' or a 'probability', and not 'probabilities'.
          cross_entropy(array(0F, 1.5F), X'FF01', 255, 'probability') | cross_entropy: the score of pixel 1 is 1.5, but probabilities are from 0 to 1.
          soft_overlap(array(-0.5F), X'01', -1, 'probability') | soft_overlap: the score of pixel 0 is -0.5, but probabilities are from 0 to 1.
          mask_of_scores(X'0000', 0) | mask_of_scores: the scores have 2 bytes, but a pixel has 4, 4 bytes of a float32 each.
          labels_of_scores(array(1F, 2F, 3F), 2) | labels_of_scores: there are 3 scores, but a pixel has 2.
          labels_of_scores(array(1F, float('NaN')), 2) | labels_of_scores: the score of pixel 0 for class 1 is NaN, but scores are finite numbers.
          labels_of_scores(ZERO, 5000) | labels_of_scores: there are 1 to 4096 classes, not 5000.
          multiclass_cross_entropy(ZERO, X'00', 2) | multiclass_cross_entropy: the scores have 4 bytes, but a truth of 1 pixels and 2 classes has 8, 4 bytes of a float32 each.
          multiclass_cross_entropy(array(1F), X'00', 2) | multiclass_cross_entropy: there are 1 scores, but the truth has 1 pixels and 2 classes.
          multiclass_cross_entropy(array(1F, 2F, NULL, 3F), X'0000', 2) | multiclass_cross_entropy: the score of pixel 0 for class 1 is null.
          multiclass_cross_entropy(array(1F, 2F, 1F, float('Infinity')), X'FF00', 2, 255) | multiclass_cross_entropy: the score of pixel 1 for class 1 is Infinity, but scores are finite numbers.
          multiclass_focal_loss(array(1F, 2F), X'03', 2, 2) | multiclass_focal_loss: the truth holds the label 3 at pixel 0, but the classes are 0 to 1 and no label is ignored.
          multiclass_focal_loss(array(1F, 2F), X'03', 2, 2, 255) | multiclass_focal_loss: the truth holds the label 3 at pixel 0, but the classes are 0 to 1 and the ignore label is 255.
          multiclass_focal_loss(array(1F, 2F), X'00', 2, 1001) | multiclass_focal_loss: gamma is from 0 to 1000, not 1001.0.
          multiclass_soft_overlap(array(0.75F, 0.75F), X'00', 2, -1, 'probability') | multiclass_soft_overlap: the probabilities of pixel 0 add up to 1.5, but those of all classes add up to 1.
          multiclass_soft_overlap(array(-0.25F, 1F), X'00', 2, -1, 'probability') | multiclass_soft_overlap: the score of pixel 0 for class 0 is -0.25, but probabilities are from 0 to 1.
          lovasz_softmax(array(1F, 2F), X'00', 300) | lovasz_softmax: the truth has 1 bytes, but with 300 classes it has 2 a pixel.
          lovasz_softmax(array(1F, 2F), X'00', 2, -1, 'logit', 'some') | lovasz_softmax: the mean is over 'present' or 'all' classes, and not 'some'.
          soft_dice_loss(soft_overlap(ZERO, X'00'), 'eps=-1') | soft_dice_loss: The parameter eps of the loss soft_dice_loss is a number of at least 0, not '-1'.
          soft_dice_loss(soft_overlap(ZERO, X'00'), 'classes=joint') | soft_dice_loss: The loss soft_dice_loss has no parameter 'classes' in the binary task; it has
          tversky_loss(soft_overlap(ZERO, X'00'), double('NaN'), 0.7) | tversky_loss: The parameter alpha of the loss tversky_loss is a number of at least 0, not 'NaN'.
          brier(named_struct('intersection', 2D, 'truth_cardinality', 9L, 'prediction_cardinality', 2D, 'prediction_squares', 2D, 'pixels', 2L)) | brier: Of 2 pixels not 9 can be of one class.
          sums_of_soft_overlap(X'07') | sums_of_soft_overlap: the state is not one of soft_overlap_agg, multiclass_soft_overlap_agg or soft_overlap_merge:
          soft_overlap_merge(X'07') | soft_overlap_merge: the state is not one of soft_overlap_agg, multiclass_soft_overlap_agg or soft_overlap_merge:
          dataset_cross_entropy(X'07') | dataset_cross_entropy: the state is not one of pixel_losses_agg, multiclass_pixel_losses_agg or pixel_losses_merge:
          dataset_focal_loss(pixel_losses_agg(ZERO, X'01', 3), 2, 0.25) | dataset_focal_loss: The losses were summed for the exponents [0.0, 3.0], not for 2.0.
          dataset_focal_loss(pixel_losses_agg(ZERO, X'01', 2), 2, 1.5) | dataset_focal_loss: The parameter alpha of the loss focal_loss is a number from 0 to 1
          dataset_lovasz_softmax(score_histogram_agg(array(1.5F), X'01')) | dataset_lovasz_softmax: Lovász-softmax takes probabilities in [0, 1], but the scores reach from 1.5 to 1.5.
          calibration_agg(ZERO, X'01', -1, 'logit', 0) | calibration_agg: bins are from 1 to 4096, not 0.
          dice(overlap(X'0101', X'01')) | overlap: the truth has 2 bytes and the prediction 1,
          pixel_accuracy(confusion_merge(X'07')) | confusion_merge: the state is not one of
          ece(X'07') | ece: the state is not one of calibration_agg or calibration_merge:
          mask_from_rle('231', 3, 3) | mask_from_rle: the mask has runs of 6 pixels in all, but 3x3 pixels are 9; the size may be that of another mask.
          mask_from_rle('2~1', 2, 3) | mask_from_rle: the mask has in the text of its runs, at 1, the byte 0x7e, but its characters are '0' to 'o'.
          mask_from_rle(array(2, NULL), 2, 3) | mask_from_rle: the run length 1 is null.
          mask_from_rle('1', 20000, 20000) | mask_from_rle: 20000x20000 pixels are more than the 268435456 that a mask of bytes has.
          area_of_rle('231', -2, 3) | area_of_rle: the mask declares a width of 3 and a height of -2; both must be at least 1.
          rle_of_mask(X'0001', 2, 3) | rle_of_mask: a mask of 2x3 pixels has a byte for each, but here are 2.
          mask_from_polygons(array(array(1, 1, 2, 2)), 2, 3) | mask_from_polygons: a polygon has x and y of at least three vertices, but here are 4 numbers.
          rle_from_polygons(array(array(1, 1, 2, 2, NULL, 3)), 2, 3) | rle_from_polygons: the coordinate 4 is null.
          rle_from_polygons(array(), 0, 3) | rle_from_polygons: a mask has a height and a width of at least 1, not 0 and 3.
          rle_from_polygons(array(), 2, 3) | rle_from_polygons: there is no mask to merge.
          boundary_overlap(X'0001', X'0001', 2, 2, 2) | boundary_overlap: the truth has 2 bytes, but 2×2 pixels of one byte have 4.
          boundary_overlap(X'0001', X'0002', 1, 2, 2) | boundary_overlap: the prediction holds the label 2 at pixel 1, but the classes are 0 to 1 and no label is ignored.
          boundary_overlap(X'0001', X'0001', 0, 2, 2) | boundary_overlap: an image has a height and a width of at least 1 and at most 2^28 pixels, but here are 2×0.
          boundary_overlap(X'0001', X'0001', 1, 2, 0) | boundary_overlap: there are 1 to 4096 classes, not 0.
          boundary_overlap(X'0001', X'0001', 1, 2, 2, -1, 0) | boundary_overlap: the width of a boundary is a part of the diagonal above 0 and below 1, or whole pixels, and not 0.0.
          boundary_overlap(X'0001', X'0001', 1, 2, 2, -1, 1, 1.5) | boundary_overlap: the tolerance of contours is a part of the diagonal from 0 on and below 1, or whole pixels, and not 1.5.
          boundary_iou(X'07', 1) | boundary_iou: the state is not one of boundary_overlap, boundary_overlap_agg or boundary_overlap_merge:
          boundary_f(boundary_overlap(X'0001', X'0001', 1, 2, 2), -1) | boundary_f: a class is a label from 0 on, and not -1.
          match_detections(1, array(), array(), array(), array(), array(1), array(), array(0.5)) | match_detections: the arrays of detections are of 1 and of 0; each has an element an object.
          match_detections(7, array(), array(), array(), array(), array(1), array(array(1, 2, 3, 4)), array(double('NaN'))) | match_detections: the image 7: A detection of category 1 has the score NaN; scores are finite.
          match_detections(7, array(), array(), array(), array(), array(1), array(array(1, 2, 3)), array(0.5)) | match_detections: a box is x, y, width and height: four finite numbers, the last two not negative.
          average_precision_of(match_detections(7, array(), array(), array(), array(), array(), array(), array()), 0.33) | average_precision_of: the state was not matched at the threshold 0.33, but at [0.5,
          average_recall_of(X'07') | average_recall_of: the state is not one of match_detections or detection_records_merge:
          mask_iou('6', '231', 2, 4) | mask_iou: the mask has runs of 6 pixels
          box_iou(array(1, 2, 3), array(1, 2, 3, 4)) | box_iou: a box is finite x, y, width and height, no side negative, but the true one is [1.0, 2.0, 3.0].
          box_iou(array(1, 2, 3, 4), array(1, double('NaN'), 3, 4)) | box_iou: a box is finite x, y, width and height, no side negative, but the predicted one is [1.0, NaN, 3.0, 4.0].
          labels_from_npy(X'00') | labels_from_npy: the file is cut off: it ends after 1 bytes, inside its header.
          labels_from_npy(unhex(FLOATS)) | labels_from_npy: the file holds the type '<f4', but labels are integers or booleans: save them as such, by .astype('uint16'), unless they are scores.
          labels_from_file(X'FFD8FFE000104A464946') | labels_from_file: the file is a JPEG image, whose compression changes labels: save the label map as PNG.
          labels_from_file(X'424D3A0000000000000036000000280000000100000001000000010018000000000004000000000000000000000000000000000000000102030000') | labels_from_file: the file holds colours (RGB), and no colour table says which class each means.
          map_labels(X'0009', '0=0') | map_labels: the label map holds the value 9 at (1, 0), which the map gives no label: add it, or '*=ignore'.
          map_labels(X'00', map(1, 0)) | map_labels: the label map holds the value 0 at (0, 0), which the map gives no label: add it, or '*=ignore'.
          map_labels(X'00', '0=road') | map_labels: the map '0=road': entry 1, '0=road': 'road' is no label, which is a number from 0 to 65535.
          map_labels(X'00', map(0, CAST(NULL AS INT))) | map_labels: the map gives 0 no label.
          map_labels(X'00', map(0, -1)) | map_labels: the map '0=-1': entry 1, '0=-1': '-1' is no label, which is a number from 0 to 65535.
          map_labels(X'00', '0=0', -1) | map_labels: the ignore label is from 0 to 65535, but it is -1.
          map_labels(X'000000', '0=0', 255, 2) | map_labels: the labels have 3 bytes, which are no whole pixels of 2.
          map_labels(X'00', '0=0', 255, 3) | map_labels: a label has 1 byte or 2, but bytes_per_pixel is 3.
          scores_from_npy(unhex(FLOATS), 2) | scores_from_npy: the file holds float32 scores, but a scale was stated: leave out scale and offset.
          scores_from_npz(X'00') | scores_from_npz: the file
          scores_from_npz(X'504B', 'a', 1) | scores_from_npz: the file
          scores_from_raw(X'00', 'uint8', 1, 1, 1) | scores_from_raw: the file holds uint8 scores, whose meaning is not stated: say scale and offset.
          scores_from_raw(X'00', 'uint8', 1, 1, 1, 0, 1) | scores_from_raw: A scale of scores is finite and not 0 and its offset is finite, but they are 0.0 and 1.0.
          scores_from_raw(X'00', 'int8', 1, 1, 1) | scores_from_raw: the type is one of 'float16', 'float32', 'float64', 'uint8', 'uint16', and not 'int8'.
          scores_from_raw(X'00', 'float16', 1, 1, 1) | scores_from_raw: the file has 1 bytes, but 1 channels of 1x1 float16 scores take 2.
          scores_from_raw(X'00', 'float16', 1, 100000, 100000) | scores_from_raw: the file declares 1 channels of 100000x100000 pixels, more than 268435456.
          """)
  void oneSentence(String call, String message) {
    String statement = "SELECT " + call.replace("ZERO", ZERO).replace("FLOATS", FLOATS);
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
          confusion_merge(confusion(X'00', X'00', n)) | confusion_merge: Confusion matrices of
          lovasz_hinge_agg(X'00000000', X'00', -1, n) | lovasz_hinge_agg: bits are the same in every row,
          pixel_losses_agg(X'00000000', X'00', n) | pixel_losses_agg: Pixel losses of
          calibration_agg(X'00000000', X'00', -1, 'logit', n) | calibration_agg:
          multiclass_soft_overlap_agg(array_repeat(0F, n), X'00', n) | multiclass_soft_overlap_agg: classes are as many in every row, but they are
          lovasz_softmax_agg(array_repeat(0F, n), X'00', n) | lovasz_softmax_agg: classes are as many in every row, but they are
          multiclass_pixel_losses_agg(array_repeat(0F, n), X'00', n) | multiclass_pixel_losses_agg: Pixel losses of
          """)
  void rowsThatDoNotFit(String call, String message) {
    assertThatThrownBy(
            () ->
                SqlSession.CODEGEN.rows(
                    "SELECT " + call + " FROM (SELECT explode(array(2, 3)) AS n)"))
        .satisfies(thrown -> assertThat(refusal(thrown)).startsWith(message).endsWith("."));
  }

  /** The message of our own exception: the root of all causes, which is what shells show. */
  private static String refusal(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    assertThat(root).isInstanceOf(Refusal.class);
    return String.valueOf(root.getMessage());
  }
}
