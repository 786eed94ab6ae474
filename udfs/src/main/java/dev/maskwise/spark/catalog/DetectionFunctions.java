package dev.maskwise.spark.catalog;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.DetectionJudge;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The detections of images, matched by the rules of COCO, and their average precision and recall.
 * Called by generated code; what a method computes stands in the list.
 */
public final class DetectionFunctions {
  private static final StateKind<DetectionRecords> STATE =
      new StateKind<>(DetectionRecords.TYPE, "match_detections or detection_records_merge");

  private static final ThreadLocal<DetectionJudge> JUDGE =
      ThreadLocal.withInitial(() -> new DetectionJudge(DetectionRules.COCO));

  private static final DataType BOXES =
      DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType));

  private static final String SOURCE = "Lin et al. 2014, Microsoft COCO; COCOeval of COCO's API";

  /** Two objects and three detections of category 1, the second of which finds nothing. */
  private static final String EXAMPLE =
      "match_detections(42, array(1, 1), array(array(0, 0, 10, 10), array(50, 0, 20, 20)),"
          + " array(100, 400), array(false, false), array(1, 1, 1),"
          + " array(array(0, 0, 10, 10), array(90, 90, 5, 5), array(50, 0, 20, 18)),"
          + " array(0.9, 0.8, 0.7))";

  private static final SqlArgument BAND =
      SqlArgument.text("band", "of areas: 'all', 'small', 'medium' or 'large'").orElse("all");

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.of(
              Group.OBJECT,
              "match_detections",
              "The detections of an image, matched with its true objects for 10 thresholds of overlap"
                  + " from 0.5 to 0.95 and 4 bands of areas, 100 of each category at most, as a state"
                  + " that detection_records_merge puts together and average_precision_of and its"
                  + " like read. Of equal scores the first counts as the higher. An image is to be"
                  + " given once.",
              List.of(
                  SqlArgument.of(
                      "image", DataTypes.LongType, "the id, which orders equal scores of images"),
                  array("truth_categories", DataTypes.IntegerType, "of each true object"),
                  SqlArgument.of(
                      "truth_boxes",
                      BOXES,
                      "x, y, width and height of each true object, in pixels"),
                  array("truth_areas", DataTypes.DoubleType, "of each, in pixels, for the bands"),
                  array("crowds", DataTypes.BooleanType, "whether each is many objects"),
                  array("categories", DataTypes.IntegerType, "of each detection"),
                  SqlArgument.of(
                      "boxes", BOXES, "x, y, width and height of each detection, in pixels"),
                  array("scores", DataTypes.DoubleType, "of each detection, finite")),
              StateKind.RESULT,
              SOURCE,
              StaticCall.of(DetectionFunctions.class, "matchDetections", DataTypes.BinaryType),
              new Example(
                  "SELECT average_precision_of(" + EXAMPLE + ", 0.5)", "0.834983498349835")),
          SqlFunction.of(
              Group.METRIC,
              "average_precision_of",
              "The mean precision of matched detections over recalls 0, 0.01, … 1, thresholds of"
                  + " overlap and categories. Null where no category has an object in the band.",
              List.of(
                  STATE.argument(),
                  SqlArgument.number(
                          "threshold",
                          "of overlap, one of those of the state; 0 for the mean of all")
                      .orElse(0.0),
                  BAND),
              "a double, range [0, 1], unit: ratio",
              SOURCE,
              StaticCall.of(DetectionFunctions.class, "averagePrecisionOf", DataTypes.DoubleType),
              new Example(
                  "SELECT average_precision_of(" + EXAMPLE + ", 0.5)", "0.834983498349835")),
          SqlFunction.of(
              Group.METRIC,
              "average_recall_of",
              "The mean over thresholds of overlap and categories of the part of the objects that the"
                  + " first detections of each image find. Null where no category has an object in"
                  + " the band.",
              List.of(
                  STATE.argument(),
                  SqlArgument.integer(
                          "max_detections", "how many of each image and category are looked at")
                      .orElse(100),
                  BAND),
              "a double, range [0, 1], unit: ratio",
              SOURCE,
              StaticCall.of(DetectionFunctions.class, "averageRecallOf", DataTypes.DoubleType),
              new Example("SELECT average_recall_of(" + EXAMPLE + ", 1)", "0.5")),
          STATE.merge(
              "detection_records_merge",
              SOURCE,
              new Example(
                  "SELECT average_precision_of(detection_records_merge(state), 0.5) FROM (SELECT "
                      + EXAMPLE
                      + " AS state)",
                  "0.834983498349835")));

  private DetectionFunctions() {}

  private static SqlArgument array(String name, DataType of, String meaning) {
    return SqlArgument.of(name, new ArrayType(of, true), meaning);
  }

  public static byte[] matchDetections(
      long image,
      ArrayData truthCategories,
      ArrayData truthBoxes,
      ArrayData truthAreas,
      ArrayData crowds,
      ArrayData categories,
      ArrayData boxes,
      ArrayData scores) {
    int objects = same("true objects", truthCategories, truthBoxes, truthAreas, crowds);
    List<TruthObject> truths = new ArrayList<>(objects);
    for (int i = 0; i < objects; i++) {
      truths.add(
          new TruthObject(
              i + 1L,
              truthCategories.getInt(i),
              box(truthBoxes.getArray(i)),
              truthAreas.getDouble(i),
              crowds.getBoolean(i),
              /* ignore= */ false,
              /* mask= */ null));
    }
    int found = same("detections", categories, boxes, scores);
    List<DetectedObject> detections = new ArrayList<>(found);
    for (int i = 0; i < found; i++) {
      Box box = box(boxes.getArray(i));
      detections.add(
          new DetectedObject(
              categories.getInt(i), scores.getDouble(i), box, box.area(), /* mask= */ null));
    }
    try {
      return DetectionRecords.TYPE.encode(JUDGE.get().judge(image, truths, detections));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the image %d: %s".formatted(image, e.getMessage()), e);
    }
  }

  private static int same(String what, ArrayData... columns) {
    int count = columns[0].numElements();
    for (ArrayData column : columns) {
      if (column.numElements() != count) {
        throw new IllegalArgumentException(
            "the arrays of %s are of %d and of %d; each has an element an object."
                .formatted(what, count, column.numElements()));
      }
      for (int i = 0; i < count; i++) {
        if (column.isNullAt(i)) {
          throw new IllegalArgumentException(
              "element %d of an array of %s is null.".formatted(i, what));
        }
      }
    }
    return count;
  }

  private static Box box(ArrayData box) {
    boolean whole = box.numElements() == 4;
    for (int i = 0; whole && i < 4; i++) {
      whole = !box.isNullAt(i) && Double.isFinite(box.getDouble(i));
    }
    if (!whole || box.getDouble(2) < 0 || box.getDouble(3) < 0) {
      throw new IllegalArgumentException(
          "a box is x, y, width and height: four finite numbers, the last two not negative.");
    }
    return new Box(box.getDouble(0), box.getDouble(1), box.getDouble(2), box.getDouble(3));
  }

  public static @Nullable Double averagePrecisionOf(
      byte[] state, double threshold, UTF8String band) {
    DetectionRecords records = STATE.decode(state);
    if (records.isEmpty()) {
      return null;
    }
    int at = records.grid().threshold(threshold);
    if (at < 0 && threshold != 0) {
      throw new IllegalArgumentException(
          "the state was not matched at the threshold %s, but at %s."
              .formatted(threshold, records.grid().thresholds()));
    }
    int of = band(records, band);
    DetectionEvaluation evaluation = DetectionEvaluation.of(records, List.of());
    return StaticCall.defined(
        at < 0 ? evaluation.averagePrecision(of) : evaluation.averagePrecision(of, at));
  }

  public static @Nullable Double averageRecallOf(byte[] state, int detections, UTF8String band) {
    DetectionRecords records = STATE.decode(state);
    if (records.isEmpty()) {
      return null;
    }
    if (detections < 1 || detections > records.grid().limit()) {
      throw new IllegalArgumentException(
          "the state has 1 to %d detections of each image and category, not %d."
              .formatted(records.grid().limit(), detections));
    }
    return StaticCall.defined(
        DetectionEvaluation.of(records, List.of(detections)).averageRecall(band(records, band), 0));
  }

  private static int band(DetectionRecords records, UTF8String band) {
    int index = records.grid().band(band.toString());
    if (index < 0) {
      throw new IllegalArgumentException(
          "the state has no band '%s', but %s."
              .formatted(band, records.grid().bands().stream().map(each -> each.name()).toList()));
    }
    return index;
  }
}
