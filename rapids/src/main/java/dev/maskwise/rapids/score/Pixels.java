package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Table;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;

/**
 * The scores and the true mask of the images of a batch, one image after another, without ignored
 * pixels. Takes 5 bytes a valid pixel of the device's memory, and 11 a pixel while it is made with
 * an ignore label.
 */
public final class Pixels implements ScoredPixels {
  private final Scope scope = new Scope();
  private final ScoreKind kind;
  private final ColumnVector scores;
  private final ColumnVector mask;
  private final ColumnVector offsets;

  /**
   * Reads the images of a batch: scores first, truth second.
   *
   * @param ignore the byte of the truth whose pixels are left out; another value for none
   * @param kind what the scores are
   * @throws IllegalArgumentException as the SQL function, when it refuses an image
   */
  public Pixels(ImageRows images, int ignore, ScoreKind kind) {
    this.kind = kind;
    try {
      checkShape(images);
      ColumnVector starts = scope.own(Numbers.offsets(images.second(), 1));
      if (Numbers.none(images.second())) {
        scores = scope.own(Segments.nulls(DType.FLOAT32, 0));
        mask = scope.own(Segments.nulls(DType.BOOL8, 0));
        offsets = starts;
      } else if (!Numbers.holds(DType.UINT8, ignore)) {
        Scope views = scope.own(new Scope());
        scores = scope.own(scores(images, views).copyToColumnVector());
        mask = scope.own(Numbers.isOther(Numbers.view(images.second(), DType.UINT8, views), 0));
        offsets = starts;
      } else {
        ColumnVector valid = scope.own(valid(images, ignore));
        Table kept = scope.own(kept(images, valid));
        scores = kept.getColumn(0);
        mask = kept.getColumn(1);
        offsets = scope.own(offsets(valid, starts));
      }
      checkScores(images);
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  private static ColumnView scores(ImageRows images, Scope views) {
    return Numbers.view(images.first(), DType.FLOAT32, views);
  }

  private static ColumnVector valid(ImageRows images, int ignore) {
    try (Scope views = new Scope()) {
      return Numbers.isOther(Numbers.view(images.second(), DType.UINT8, views), ignore);
    }
  }

  private static Table kept(ImageRows images, ColumnVector valid) {
    try (Scope local = new Scope()) {
      ColumnVector all = local.own(scores(images, local).copyToColumnVector());
      ColumnView truth = Numbers.view(images.second(), DType.UINT8, local);
      Table pixels = local.own(new Table(all, local.own(Numbers.isOther(truth, 0))));
      return pixels.filter(valid);
    }
  }

  private static ColumnVector offsets(ColumnVector valid, ColumnVector starts) {
    try (ColumnVector counts = Segments.sum(valid, starts, DType.INT32)) {
      return counts.generateListOffsets();
    }
  }

  private static void checkShape(ImageRows images) {
    try (Scope local = new Scope()) {
      int elements = ScorePlanes.elements(images.first());
      ColumnVector counts = local.own(images.second().countElements());
      images.refuseAny(local.own(Numbers.otherLength(images.first(), counts, elements)));
      ScorePlanes.requireAll(images);
    }
  }

  private void checkScores(ImageRows images) {
    if (none()) {
      return;
    }
    try (Scope local = new Scope()) {
      Formula valid = kind == ScoreKind.LOGIT ? Formula.finite(0) : Formula.unit(0);
      ColumnVector good = local.own(valid.of(scores));
      ColumnVector bad = local.own(good.not());
      if (Segments.any(bad)) {
        images.refuseCounted(bad, offsets);
      }
    }
  }

  @Override
  public boolean none() {
    return scores.getRowCount() == 0;
  }

  /** The scores, float32. */
  public ColumnVector scores() {
    return scores;
  }

  /** Whether a pixel is of the foreground. */
  public ColumnVector mask() {
    return mask;
  }

  @Override
  public ColumnVector offsets() {
    return offsets;
  }

  /**
   * The probability of the foreground, float32 as given or float64 from logits; the caller closes
   * the column.
   */
  public ColumnVector probabilities() {
    return kind == ScoreKind.LOGIT ? Foreground.sigmoid().of(scores) : Scope.result(scores);
  }

  @Override
  public TrueClass ofTruth() {
    return kind == ScoreKind.LOGIT
        ? Foreground.ofLogits(mask, scores)
        : Foreground.ofProbabilities(mask, scores);
  }

  @Override
  public void close() {
    scope.close();
  }
}
