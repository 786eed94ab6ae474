package dev.maskwise.job.pass;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.label.LabelTable;
import dev.maskwise.image.LabelMapCounter;
import dev.maskwise.job.label.LabelMeaning;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Counts predicted label maps. */
final class LabelCounter implements ImageWork<ImageResult> {
  private final LabelMapCounter counter;
  private final List<LabelTable> tables;
  private final List<SliceRule> sliceRules;
  private final long maxPixels;

  /**
   * @param labels what the values of the truth and of the models' maps mean
   * @param models how many there are
   */
  LabelCounter(LabelMeaning labels, int models, List<SliceRule> sliceRules, long maxPixels) {
    this.counter = new LabelMapCounter(labels.classes().size(), labels.ignore(), labels.drops());
    this.tables = labels.tables(models);
    this.sliceRules = sliceRules;
    this.maxPixels = maxPixels;
  }

  @Override
  public Iterator<ImageResult> results(ImageMasks image, Configuration hadoop, boolean last) {
    List<LabelMapRows> maps = image.openLabels(hadoop, tables, maxPixels);
    List<ConfusionMatrix> counts;
    try {
      counts = image.judge(() -> counter.count(maps.get(0), maps.subList(1, maps.size())));
    } finally {
      maps.forEach(LabelMapRows::close);
    }
    return List.of(ImageResult.ofLabels(image, sliceRules, counts)).iterator();
  }
}
