package dev.maskwise.image;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.statistic.ClassOverlaps;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the predicted masks of an image: those of every class against the true mask of the class,
 * as a {@link LabelMapCounter} counts the labels 0 and 1. Not thread-safe: one counter a task.
 */
public final class MaskCounter {
  private final int classes;
  private final LabelMapCounter counter;

  /**
   * @param ignore the value of a true mask that leaves a pixel out for the class of the mask;
   *     negative for none
   */
  public MaskCounter(int classes, int ignore) {
    this.classes = classes;
    this.counter = new LabelMapCounter(ScoreRules.MASK_VALUES, ignore);
  }

  /**
   * The counts of each model, in order.
   *
   * @param maps of the truth and of each model the mask of each class
   * @throws FaultException when there is no mask for each class, and as that of a {@link
   *     LabelMapCounter}; the counter can be used for the next image all the same
   */
  public List<ClassOverlaps> count(List<List<LabelMapRows>> maps) throws FaultException {
    for (int source = 0; source < maps.size(); source++) {
      requireOneEach(FaultException.TRUTH + source, maps.get(source), classes);
    }
    List<List<OverlapCounts>> models = new ArrayList<>();
    for (int m = 1; m < maps.size(); m++) {
      models.add(new ArrayList<>());
    }
    for (int c = 0; c < classes; c++) {
      int ofClass = c;
      List<LabelMapRows> masks = maps.stream().map(source -> source.get(ofClass)).toList();
      List<ConfusionMatrix> counts;
      try {
        counts = counter.count(masks.get(0), masks.subList(1, masks.size()));
      } catch (FaultException e) {
        throw e.of(c);
      }
      for (int m = 0; m < counts.size(); m++) {
        models.get(m).add(counts.get(m).overlap(1));
      }
    }
    return models.stream().map(ClassOverlaps::new).toList();
  }

  /** Refuses masks of which there is not one for each class, all of one shape. */
  static void requireOneEach(int mask, List<? extends LabelMapRows> masks, int classes)
      throws FaultException {
    LabelMapRows first = masks.get(0);
    if (masks.size() != classes) {
      throw new FaultException(
          mask, new Fault.OtherChannels(masks.size(), first.width(), first.height(), classes));
    }
    for (int c = 1; c < classes; c++) {
      LabelMapRows other = masks.get(c);
      if (other.width() != first.width() || other.height() != first.height()) {
        Fault fault =
            new Fault.OtherShape(other.width(), other.height(), first.width(), first.height());
        throw new FaultException(mask, fault).of(c);
      }
    }
  }
}
