package dev.maskwise.rapids.score;

import ai.rapids.cudf.BinaryOp;
import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.Held;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.NullColumns;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.column.UnaryFunction;
import dev.maskwise.spark.catalog.MaskFunctions;

/**
 * {@code labels_of_scores}: the class of the largest score of each pixel, the lowest class among
 * equals, as one byte a pixel, or two above 256 classes. Goes through the classes once.
 */
public final class LabelsOfScores extends UnaryFunction {
  private static final long serialVersionUID = 1;

  private final int classes;

  public LabelsOfScores(int classes) {
    this.classes = classes;
  }

  @Override
  protected byte[] ofValue(Object scores) {
    return MaskFunctions.labelsOfScores(scores, classes);
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      ColumnVector starts = scope.own(ScorePlanes.starts(images, classes));
      if (Numbers.none(images.first())) {
        ColumnVector none = scope.own(Segments.nulls(DType.UINT8, 0));
        return none.makeListFromOffsets(images.count(), starts);
      }
      Table layout = scope.own(ScorePlanes.layout(starts, classes));
      ScorePlanes planes =
          new ScorePlanes(
              scope.own(ScorePlanes.floats(images.first())),
              layout.getColumn(ScorePlanes.POSITION),
              layout.getColumn(ScorePlanes.SIZE));
      Held labels = scope.own(new Held());
      Held finite = scope.own(new Held());
      takeBest(planes, labels, finite);
      images.refuseCounted(scope.own(finite.get().not()), starts);
      return lists(labels.get(), starts);
    }
  }

  private void takeBest(ScorePlanes planes, Held labels, Held finite) {
    DType type = Numbers.labelType(classes);
    try (Held greatest = new Held()) {
      for (int c = 0; c < classes; c++) {
        try (ColumnVector given = planes.ofClass(c);
            Scalar label = Numbers.unsigned(type, c)) {
          if (c == 0) {
            finite.become(Formula.finite(0).of(given));
            labels.become(ColumnVector.fromScalar(label, (int) given.getRowCount()));
            greatest.become(Scope.result(given));
            continue;
          }
          finite.become(Formula.finite(0).and(Formula.flag(1)).of(given, finite.get()));
          try (ColumnVector isGreater = given.greaterThan(greatest.get())) {
            labels.become(isGreater.ifElse(label, labels.get()));
          }
          greatest.become(greatest.get().binaryOp(BinaryOp.NULL_MAX, given, DType.FLOAT32));
        }
      }
    }
  }

  /** Lists of bytes, from the labels of at least one pixel. */
  private ColumnVector lists(ColumnVector labels, ColumnVector starts) {
    int images = (int) starts.getRowCount() - 1;
    if (labels.getType().equals(DType.UINT8)) {
      return labels.makeListFromOffsets(images, starts);
    }
    int count = (int) labels.getRowCount() * Short.BYTES;
    try (ColumnView view = ColumnView.fromDeviceBuffer(labels.getData(), 0, DType.UINT8, count);
        ColumnVector bytes = view.copyToColumnVector();
        Scalar width = Scalar.fromInt(Short.BYTES);
        ColumnVector byteStarts = starts.mul(width, DType.INT32)) {
      return bytes.makeListFromOffsets(images, byteStarts);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return NullColumns.bytes(count);
  }
}
