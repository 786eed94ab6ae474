package dev.maskwise.job.pass;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.image.LabelMapCounter;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Counts predicted label maps. */
final class LabelCounter implements ImageWork<ImageResult> {
  private final LabelMapCounter counter;
  private final int inputs;
  private final List<SliceRule> sliceRules;
  private final long maxPixels;

  /**
   * @param inputs how many there are: the truth and the models
   * @param ignore the ignore label, negative for none
   */
  LabelCounter(int classes, int ignore, int inputs, List<SliceRule> sliceRules, long maxPixels) {
    this.counter = new LabelMapCounter(classes, ignore);
    this.inputs = inputs;
    this.sliceRules = sliceRules;
    this.maxPixels = maxPixels;
  }

  @Override
  public Iterator<ImageResult> results(ImageMasks image, Configuration hadoop, boolean last) {
    List<LabelMapRows> maps = image.openLabels(hadoop, maxPixels, inputs);
    List<ConfusionMatrix> counts;
    try {
      counts = image.judge(() -> counter.count(maps.get(0), maps.subList(1, maps.size())));
    } finally {
      maps.forEach(LabelMapRows::close);
    }
    SortedMap<String, @Nullable String> slices =
        SliceRule.slices(sliceRules, image.imageId(), image.slices());
    return List.of(
            ImageResult.ofLabels(
                image.imageId(), slices, counts, image.marks(), image.rejections()))
        .iterator();
  }
}
