package dev.maskwise.rapids.loss;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.NullColumns;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.score.ClassScores;
import dev.maskwise.rapids.score.ScoreFunction;
import dev.maskwise.spark.catalog.SoftOverlapFunctions;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * {@code multiclass_soft_overlap}: the sums of {@link SoftOverlap} for each class of each image,
 * one class after another. Takes what {@link ClassScores} and, for one class, the probabilities and
 * a value a pixel take; the sums are few.
 */
public final class SoftOverlaps extends ScoreFunction {
  private static final long serialVersionUID = 1;

  private final int classes;

  public SoftOverlaps(int classes, int ignore, String score) {
    super(ignore, score);
    this.classes = classes;
  }

  @Override
  public Row[] ofImage(Object scores, byte[] truth) {
    ArrayData sums =
        SoftOverlapFunctions.multiclassSoftOverlap(scores, truth, classes, ignore(), score());
    Row[] rows = new Row[classes];
    Arrays.setAll(rows, c -> SoftOverlap.row(sums.getStruct(c, SoftOverlap.fields().length)));
    return rows;
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      ClassScores scores = scope.own(classScores(images, classes));
      ColumnVector[] intersections = new ColumnVector[classes];
      ColumnVector[] truths = new ColumnVector[classes];
      ColumnVector[] predictions = new ColumnVector[classes];
      ColumnVector[] squares = new ColumnVector[classes];
      ColumnVector[] pixels = fill(scope.own(scores.counts(DType.INT64)));
      if (scores.none()) {
        ColumnVector zeros = scope.own(Segments.zeros(DType.FLOAT64, images.count()));
        return lists(fill(zeros), pixels, fill(zeros), fill(zeros), pixels);
      }
      for (int c = 0; c < classes; c++) {
        try (ColumnVector isClass = scores.planes().isClass(c);
            ColumnVector p = scores.probabilities(c)) {
          ColumnVector starts = scores.offsets();
          intersections[c] = scope.own(SoftOverlap.intersections(p, isClass, starts));
          truths[c] = scope.own(Segments.sum(isClass, starts, DType.INT64));
          predictions[c] = scope.own(Segments.sum(p, starts, DType.FLOAT64));
          squares[c] = scope.own(SoftOverlap.squares(p, starts));
        }
      }
      return lists(intersections, truths, predictions, squares, pixels);
    }
  }

  private ColumnVector[] fill(ColumnVector column) {
    ColumnVector[] columns = new ColumnVector[classes];
    Arrays.fill(columns, column);
    return columns;
  }

  /** A list of structs for each image, from a column for each class of each field. */
  private ColumnVector lists(ColumnVector[]... fields) {
    int images = (int) fields[0][0].getRowCount();
    try (Scope scope = new Scope()) {
      ColumnVector[] ofLists = new ColumnVector[fields.length];
      for (int i = 0; i < fields.length; i++) {
        ofLists[i] = scope.own(scope.own(new Table(fields[i])).interleaveColumns());
      }
      ColumnVector structs = scope.own(ColumnVector.makeStruct(ofLists));
      Scalar first = scope.own(Scalar.fromInt(0));
      Scalar each = scope.own(Scalar.fromInt(classes));
      ColumnVector starts = scope.own(ColumnVector.sequence(first, each, images + 1));
      return structs.makeListFromOffsets(images, starts);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return NullColumns.arraysOfStructs(count, SoftOverlap.fields());
  }
}
