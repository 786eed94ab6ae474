package dev.maskwise.job;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.function.LabelMapCounter;
import dev.maskwise.function.RejectedMaskException;
import dev.maskwise.reader.ImageGroups;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over the pixels: the masks of a partition → the outcome of each image. Holds one
 * image's encoded masks at a time.
 *
 * @param locations where the truth and each model's predictions are
 * @param ignore the ignore label, negative for none
 */
record ImagePass(
    List<String> locations,
    int classes,
    int ignore,
    long maxPixels,
    List<SliceRule> sliceRules,
    Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<Row>, ImageOutcome> {

  @Override
  public Iterator<ImageOutcome> call(Iterator<Row> masks) {
    LabelMapCounter counter = new LabelMapCounter(classes, ignore);
    ImageGroups images = new ImageGroups(masks, locations.size());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return images.hasNext();
      }

      @Override
      public ImageOutcome next() {
        return outcome(images.next(), counter);
      }
    };
  }

  private ImageOutcome outcome(ImageMasks image, LabelMapCounter counter) {
    List<ConfusionMatrix> confusions = count(image, counter);
    return new ImageOutcome(
        image.imageId(), slices(image), confusions, List.copyOf(image.rejections()));
  }

  /** The confusion matrix of each model, or none when the image is rejected. */
  private List<ConfusionMatrix> count(ImageMasks image, LabelMapCounter counter) {
    List<LabelMapRows> maps = image.open(hadoop.value().value(), maxPixels, locations);
    try {
      return image.rejections().isEmpty()
          ? counter.count(maps.get(0), maps.subList(1, maps.size()))
          : List.of();
    } catch (RejectedMaskException e) {
      image.reject(e);
      return List.of();
    } finally {
      maps.forEach(LabelMapRows::close);
    }
  }

  private TreeMap<String, @Nullable String> slices(ImageMasks image) {
    TreeMap<String, @Nullable String> slices = new TreeMap<>(image.slices());
    String imageId = image.imageId();
    if (imageId != null) {
      sliceRules.forEach(rule -> rule.addTo(slices, imageId));
    }
    return slices;
  }
}
