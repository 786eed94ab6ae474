package dev.maskwise.run.numbers;

import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.Terms;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The numbers of one slice after another, each from its images alone, so that one slice is in
 * memory at a time. For label maps, of which a slice needs nothing but its images.
 *
 * @param models the names of the models
 * @param level the probability with which an interval shall cover; 0 for no intervals
 * @param addition adds what a model is for an image
 */
public record SliceNumbers<T>(
    List<String> models, Terms terms, double level, Intervals.Addition<T> addition)
    implements Serializable {

  /** The totals of the images of a slice for each model. */
  public List<ImageTotals> totals(Iterator<T> images) {
    List<ImageTotals> totals = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      totals.add(ImageTotals.of(terms));
    }
    images.forEachRemaining(
        image -> {
          for (int m = 0; m < totals.size(); m++) {
            addition.add(totals.get(m), m, image);
          }
        });
    return totals;
  }

  /**
   * The evaluation of each model.
   *
   * @param groups the same images, those together that depend on each other; gone through where
   *     there are intervals
   */
  public List<ModelEvaluation> evaluations(
      String label, List<ImageTotals> totals, Iterator<? extends Iterable<T>> groups) {
    List<Map<String, ImageTotals>> slices =
        totals.stream().map(ofModel -> Map.of(label, ofModel)).toList();
    Intervals intervals = new Intervals(level);
    List<String> labels = List.of(label);
    // Nothing can be said of a single image, and its numbers without it would be in vain.
    if (level > 0 && totals.get(0).labels().images() > 1) {
      groups.forEachRemaining(group -> intervals.add(slices, group, image -> labels, addition));
    }
    return new ModelEvaluations(models, terms, slices, List.of(), ExactLosses.NONE, intervals)
        .all();
  }
}
