package dev.maskwise.job.pass;

import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.metric.curve.ScoreDistribution;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the scores of many images lie, for each model and slice. */
public final class Distributions implements Serializable {
  private static final long serialVersionUID = 1;

  /** For each model slice label → distribution. */
  private final List<TreeMap<String, ScoreDistribution>> models = new ArrayList<>();

  /** The distributions of no images. */
  public Distributions(int models) {
    for (int m = 0; m < models; m++) {
      this.models.add(new TreeMap<>());
    }
  }

  /** Those that some run has: for each model slice label → distribution, which is not changed. */
  public static Distributions of(List<? extends Map<String, ScoreDistribution>> models) {
    Distributions distributions = new Distributions(models.size());
    for (int m = 0; m < models.size(); m++) {
      distributions.models.get(m).putAll(models.get(m));
    }
    return distributions;
  }

  /** Adds the scores of an image to every slice that it belongs to. */
  void add(int model, List<String> sliceLabels, ScoredImage image) {
    for (String label : sliceLabels) {
      image.addTo(models.get(model).computeIfAbsent(label, slice -> image.noScores()));
    }
  }

  /** Adds the scores of other images. */
  public void add(Distributions other) {
    for (int m = 0; m < models.size(); m++) {
      TreeMap<String, ScoreDistribution> slices = models.get(m);
      other
          .models
          .get(m)
          .forEach(
              (label, scores) ->
                  slices.computeIfAbsent(label, slice -> scores.empty()).add(scores));
    }
  }

  /** For each model slice label → where its scores lie. */
  public List<? extends Map<String, ScoreDistribution>> models() {
    return models;
  }
}
