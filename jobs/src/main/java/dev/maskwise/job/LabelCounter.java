package dev.maskwise.job;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.image.LabelMapCounter;
import dev.maskwise.image.FaultException;
import dev.maskwise.reader.ImageMasks;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Counts predicted label maps. */
final class LabelCounter implements ImageCounter {
  private final LabelMapCounter counter;
  private final int sources;
  private final long maxPixels;

  /**
   * @param sources how many inputs there are: the truth and the models
   * @param ignore the ignore label, negative for none
   */
  LabelCounter(int sources, int classes, int ignore, long maxPixels) {
    this.counter = new LabelMapCounter(classes, ignore);
    this.sources = sources;
    this.maxPixels = maxPixels;
  }

  @Override
  public List<Counted> count(ImageMasks image, Configuration hadoop) throws FaultException {
    List<LabelMapRows> maps = image.openLabels(hadoop, maxPixels, sources);
    try {
      return image.rejections().isEmpty()
          ? counter.count(maps.get(0), maps.subList(1, maps.size())).stream()
              .map(Counted::labels)
              .toList()
          : List.of();
    } finally {
      maps.forEach(LabelMapRows::close);
    }
  }
}
