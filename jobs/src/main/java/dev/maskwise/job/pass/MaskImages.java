package dev.maskwise.job.pass;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.label.LabelTable;
import dev.maskwise.image.MaskCounter;
import dev.maskwise.job.label.LabelMeaning;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.statistic.ClassOverlaps;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Counts predicted masks of every class, where a pixel may have several classes. */
final class MaskImages implements ImageWork<ImageResult> {
  private final MaskCounter counter;
  private final List<LabelTable> tables;
  private final List<SliceRule> sliceRules;
  private final long maxPixels;

  /**
   * @param masks what the values of the truth's and the models' masks mean
   * @param models how many there are
   */
  MaskImages(
      LabelMeaning masks, int classes, int models, List<SliceRule> sliceRules, long maxPixels) {
    this.counter = new MaskCounter(classes, masks.ignore());
    this.tables = masks.tables(models);
    this.sliceRules = sliceRules;
    this.maxPixels = maxPixels;
  }

  @Override
  public Iterator<ImageResult> results(ImageMasks image, Configuration hadoop, boolean last) {
    List<List<LabelMapRows>> maps = image.openMasks(hadoop, tables, maxPixels);
    List<ClassOverlaps> counts;
    try {
      counts = image.judge(() -> counter.count(maps));
    } finally {
      maps.forEach(masks -> masks.forEach(LabelMapRows::close));
    }
    return List.of(ImageResult.ofLabels(image, sliceRules, counts)).iterator();
  }
}
