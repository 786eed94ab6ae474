package dev.maskwise.job;

import dev.maskwise.image.ErrorKeys;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.ScoredImage;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.reader.ImageGroups;
import dev.maskwise.reader.ImageMasks;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A pass for the errors alone: the masks of a partition → the errors of every image, model, kind
 * and class. What the first pass rejected is left out again; nobody has to be told twice.
 *
 * @param locations where the truth and each model's predictions are
 * @param counters makes what judges an image
 * @param groups which errors are wanted
 */
record ErrorPass(
    List<String> locations,
    ImageCounter.Factory counters,
    List<ErrorGroup> groups,
    Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<Row>, ErrorKeys> {

  /** A model, kind of error and class whose errors are ranked together. */
  record ErrorGroup(int model, LovaszKind errors, int classId) implements Serializable {}

  @Override
  public Iterator<ErrorKeys> call(Iterator<Row> masks) {
    return new Errors(masks);
  }

  /** Holds the errors of one class of one image at a time. */
  private final class Errors implements Iterator<ErrorKeys> {
    private final ImageGroups images;
    private final ImageCounter counter = counters.create();
    private final Configuration configuration = hadoop.value().value();
    private List<ScoredImage> models = List.of();
    private int next;

    Errors(Iterator<Row> masks) {
      this.images = new ImageGroups(masks, locations.size());
      this.next = groups.size();
      advance();
    }

    /** To the next image that is not rejected, when this one has no more errors. */
    private void advance() {
      while (next == groups.size() && images.hasNext()) {
        models = scores(images.next());
        next = models.isEmpty() ? groups.size() : 0;
      }
    }

    private List<ScoredImage> scores(ImageMasks image) {
      image.findMissing(locations);
      try {
        return counter.count(image, configuration).stream()
            .flatMap(counted -> Stream.ofNullable(counted.scores()))
            .toList();
      } catch (FaultException rejected) {
        return List.of();
      }
    }

    @Override
    public boolean hasNext() {
      return next < groups.size();
    }

    @Override
    public ErrorKeys next() {
      ErrorGroup group = groups.get(next);
      ErrorKeys errors = models.get(group.model()).errors(next, group.errors(), group.classId());
      next++;
      advance();
      return errors;
    }
  }
}
