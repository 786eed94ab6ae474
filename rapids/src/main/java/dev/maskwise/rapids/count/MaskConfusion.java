package dev.maskwise.rapids.count;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.GroupByAggregation;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageFunction;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.NullColumns;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.spark.catalog.ConfusionFunctions;

/**
 * {@code confusion}: the confusion matrix of each pair of label maps as the versioned bytes of the
 * CPU. Pixels are counted by the key {@code image·(K² + 1) + 1 + truth·K + prediction}.
 */
public final class MaskConfusion extends ImageFunction {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final int ignore;

  public MaskConfusion(int classes, int ignore) {
    this.classes = classes;
    this.ignore = ignore;
  }

  @Override
  public byte[] ofImage(Object truth, byte[] prediction) {
    return ConfusionFunctions.confusion((byte[]) truth, prediction, classes, ignore);
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    checkShape(images);
    try (Scope scope = new Scope()) {
      ConfusionStates states = new ConfusionStates(images.count(), classes);
      if (Numbers.none(images.first())) {
        return states.withoutCounts();
      }
      Table pixels = scope.own(validPixels(images));
      checkRange(images, pixels);
      return pixels.getRowCount() == 0
          ? states.withoutCounts()
          : states.of(scope.own(counts(states, pixels)));
    }
  }

  private void checkShape(ImageRows images) {
    try (Scope scope = new Scope()) {
      ColumnVector lengths = scope.own(images.first().countElements());
      images.refuseAny(scope.own(Numbers.otherLength(images.second(), lengths, 1)));
      images.refuseAny(
          scope.own(Numbers.broken(images.first(), Numbers.labelType(classes).getSizeInBytes())));
    }
  }

  /** Image, truth and prediction of the pixels whose truth is not ignored. */
  private Table validPixels(ImageRows images) {
    try (Scope scope = new Scope()) {
      DType type = Numbers.labelType(classes);
      ColumnView truth = Numbers.view(images.first(), type, scope);
      ColumnView prediction = Numbers.view(images.second(), type, scope);
      ColumnVector offsets = scope.own(Numbers.offsets(images.first(), type.getSizeInBytes()));
      Table all =
          scope.own(
              new Table(
                  scope.own(Segments.imageOfPixel(offsets)),
                  scope.own(truth.copyToColumnVector()),
                  scope.own(prediction.copyToColumnVector())));
      return Numbers.holds(type, ignore)
          ? all.filter(scope.own(Numbers.isOther(all.getColumn(1), ignore)))
          : new Table(all.getColumn(0), all.getColumn(1), all.getColumn(2));
    }
  }

  private void checkRange(ImageRows images, Table pixels) {
    if (!Numbers.holds(Numbers.labelType(classes), classes) || pixels.getRowCount() == 0) {
      return;
    }
    try (ColumnVector truth = Numbers.isAbove(pixels.getColumn(1), classes - 1);
        ColumnVector prediction = Numbers.isAbove(pixels.getColumn(2), classes - 1);
        ColumnVector either = truth.or(prediction)) {
      images.refusePixels(either, pixels.getColumn(0));
    }
  }

  /** How many pixels have each key that occurs. */
  private Table counts(ConfusionStates states, Table pixels) {
    Formula cell = Formula.whole(1).times(Formula.constant((long) classes)).plus(Formula.whole(2));
    Formula key =
        Formula.whole(0)
            .times(Formula.constant(states.stride()))
            .plus(cell.plus(Formula.constant(1L)));
    try (ColumnVector keys = key.of(pixels);
        Table table = new Table(keys)) {
      return table.groupBy(0).aggregate(GroupByAggregation.count().onColumn(0));
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return NullColumns.bytes(count);
  }
}
