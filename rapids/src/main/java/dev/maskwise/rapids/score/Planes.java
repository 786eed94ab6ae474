package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;

/**
 * Where the scores of many classes are at the valid pixels of the images of a batch. An image has
 * one plane of float32 scores for each class, one after another. Takes 4 bytes a score and 14 a
 * valid pixel on the device.
 */
public final class Planes implements AutoCloseable {
  private static final int POSITION = ScorePlanes.POSITION;
  private static final int SIZE = ScorePlanes.SIZE;
  private static final int IMAGE = ScorePlanes.IMAGE;
  private static final int LABEL = 3;

  private final Scope scope = new Scope();
  private final int classes;
  private final DType labelType;

  /** Of each valid pixel: where its score for class 0 is, pixels of a plane, image, and truth. */
  private final Table pixels;

  private final ColumnVector offsets;
  private final ScorePlanes scores;

  /**
   * Reads the images of a batch: scores first, label maps second.
   *
   * @param ignore the label whose pixels are left out; negative for none
   * @throws IllegalArgumentException as the SQL function, when it refuses an image
   */
  Planes(ImageRows images, int classes, int ignore) {
    this.classes = classes;
    labelType = Numbers.labelType(classes);
    try {
      checkShape(images);
      ColumnVector starts = scope.own(starts(images));
      pixels = scope.own(validPixels(images, starts, ignore));
      offsets = scope.own(validStarts(images.count()));
      checkRange(images);
      scores =
          new ScorePlanes(
              scope.own(ScorePlanes.floats(images.first())),
              pixels.getColumn(POSITION),
              pixels.getColumn(SIZE));
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  private void checkShape(ImageRows images) {
    try (Scope local = new Scope()) {
      images.refuseAny(local.own(Numbers.broken(images.second(), labelType.getSizeInBytes())));
      ColumnVector starts = local.own(starts(images));
      ColumnVector counts = local.own(Segments.lengths(starts));
      int elements = ScorePlanes.elements(images.first()) * classes;
      images.refuseAny(local.own(Numbers.otherLength(images.first(), counts, elements)));
      ScorePlanes.requireAll(images);
    }
  }

  private ColumnVector starts(ImageRows images) {
    return Numbers.offsets(images.second(), labelType.getSizeInBytes());
  }

  private Table validPixels(ImageRows images, ColumnVector starts, int ignore) {
    if (Numbers.none(images.second())) {
      try (ColumnVector none = Segments.nulls(DType.INT32, 0)) {
        return new Table(none, none, none, none);
      }
    }
    try (Table all = positions(images, starts)) {
      if (!Numbers.holds(labelType, ignore)) {
        return new Table(
            all.getColumn(POSITION),
            all.getColumn(SIZE),
            all.getColumn(IMAGE),
            all.getColumn(LABEL));
      }
      try (ColumnVector valid = Numbers.isOther(all.getColumn(LABEL), ignore)) {
        return all.filter(valid);
      }
    }
  }

  /** Where the valid pixels of each image start, and the end: pixels are in order of images. */
  private ColumnVector validStarts(int images) {
    if (none()) {
      return Segments.zeros(DType.INT32, images + 1);
    }
    return Segments.starts(pixels.getColumn(IMAGE), images);
  }

  private Table positions(ImageRows images, ColumnVector starts) {
    try (Scope local = new Scope()) {
      ColumnView labels = Numbers.view(images.second(), labelType, local);
      Table layout = local.own(ScorePlanes.layout(starts, classes));
      return new Table(
          layout.getColumn(POSITION),
          layout.getColumn(SIZE),
          layout.getColumn(IMAGE),
          local.own(labels.copyToColumnVector()));
    }
  }

  private void checkRange(ImageRows images) {
    if (!none() && Numbers.holds(labelType, classes)) {
      try (ColumnVector above = Numbers.isAbove(pixels.getColumn(LABEL), classes - 1)) {
        refusePixel(images, above);
      }
    }
  }

  private void refusePixel(ImageRows images, ColumnVector faults) {
    images.refusePixels(faults, pixels.getColumn(IMAGE));
  }

  int classes() {
    return classes;
  }

  /** The scores of a class; the caller closes the column. */
  ColumnVector scores(int classId) {
    return scores.ofClass(classId);
  }

  /** The scores of the true class of each pixel; the caller closes the column. */
  ColumnVector scoresOfTruth() {
    return scores.ofClasses(pixels.getColumn(LABEL));
  }

  /** Refuses the images of which a pixel is not good. */
  void require(ColumnVector isGood, ImageRows images) {
    try (ColumnVector faults = isGood.not()) {
      refusePixel(images, faults);
    }
  }

  /** Whether no image has a valid pixel. */
  boolean none() {
    return pixels.getRowCount() == 0;
  }

  /** Where each image starts, and the end, int32. */
  ColumnVector offsets() {
    return offsets;
  }

  /** Whether a pixel is of a class; the caller closes the column. */
  public ColumnVector isClass(int classId) {
    return Numbers.is(pixels.getColumn(LABEL), classId);
  }

  @Override
  public void close() {
    scope.close();
  }
}
