package dev.maskwise.job;

import dev.maskwise.image.FaultException;
import dev.maskwise.image.ScoredImage;
import dev.maskwise.reader.ImageGroups;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.SliceRule;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over the pixels: the masks of a partition → the outcome of each image, and at the
 * end the distributions of their scores. Holds one image at a time.
 *
 * @param locations where the truth and each model's predictions are
 * @param counters makes what counts an image
 * @param sliceRules slices by the image id
 */
record ImagePass(
    List<String> locations,
    ImageCounter.Factory counters,
    List<SliceRule> sliceRules,
    Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<Row>, PassResult> {

  @Override
  public Iterator<PassResult> call(Iterator<Row> masks) {
    return new Results(masks);
  }

  private final class Results implements Iterator<PassResult> {
    private final ImageGroups images;
    private final ImageCounter counter = counters.create();
    private final Configuration configuration = hadoop.value().value();
    private final Distributions distributions = new Distributions(locations.size() - 1);
    private boolean ended;

    Results(Iterator<Row> masks) {
      this.images = new ImageGroups(masks, locations.size());
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public PassResult next() {
      if (ended) {
        throw new NoSuchElementException("There are no more images.");
      }
      if (images.hasNext()) {
        return outcome(images.next());
      }
      ended = true;
      return distributions;
    }

    private ImageOutcome outcome(ImageMasks image) {
      List<Counted> counted = count(image);
      SortedMap<String, @Nullable String> slices =
          SliceRule.slices(sliceRules, image.imageId(), image.slices());
      remember(counted, ImageOutcome.sliceLabels(slices));
      return new ImageOutcome(
          image.imageId(),
          slices,
          counted.stream().map(Counted::outcome).toList(),
          List.copyOf(image.rejections()));
    }

    /** What each model comes to, or nothing when the image is rejected. */
    private List<Counted> count(ImageMasks image) {
      image.findMissing(locations);
      try {
        return counter.count(image, configuration);
      } catch (FaultException e) {
        image.reject(e);
        return List.of();
      }
    }

    private void remember(List<Counted> counted, List<String> sliceLabels) {
      for (int m = 0; m < counted.size(); m++) {
        ScoredImage scores = counted.get(m).scores();
        if (scores != null) {
          distributions.add(m, sliceLabels, scores);
        }
      }
    }
  }
}
