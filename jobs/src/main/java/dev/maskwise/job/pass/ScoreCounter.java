package dev.maskwise.job.pass;

import dev.maskwise.image.ImageJudge;
import dev.maskwise.image.ScoreRules;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.run.numbers.SliceLabels;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Judges predicted scores, and remembers where those of the whole partition lie. */
final class ScoreCounter implements ImageWork<ImageResult> {
  private final ImageJudge judge;
  private final ScoreImages images;
  private final List<SliceRule> sliceRules;
  private final @Nullable Confidence confidence;
  private final Distributions distributions;

  ScoreCounter(
      ScoreRules rules,
      ScoreImages images,
      int models,
      List<SliceRule> sliceRules,
      @Nullable Confidence confidence) {
    this.judge = new ImageJudge(rules);
    this.images = images;
    this.sliceRules = sliceRules;
    this.confidence = confidence;
    this.distributions = new Distributions(models);
  }

  @Override
  public Iterator<ImageResult> results(ImageMasks image, Configuration hadoop, boolean last) {
    List<ScoredImage> models = images.judge(image, hadoop, judge::judge);
    SortedMap<String, @Nullable String> slices = SliceRule.slices(sliceRules, image);
    List<String> labels = SliceLabels.of(slices);
    if (confidence != null && !models.isEmpty()) {
      labels = confidence.labels(labels, Objects.requireNonNull(image.imageId()));
    }
    for (int m = 0; m < models.size(); m++) {
      distributions.add(m, labels, models.get(m));
    }
    return List.of(
            new ImageResult(
                image.imageId(),
                slices,
                models.stream().map(ScoredImage::counts).toList(),
                models.stream().map(ScoredImage::statistics).toList(),
                image.marks(),
                List.copyOf(image.rejections()),
                last ? distributions : null,
                /* reused= */ false))
        .iterator();
  }

  @Override
  public ImageResult last(ImageResult result) {
    return result.with(distributions);
  }
}
