package dev.maskwise.job.pass;

import dev.maskwise.reader.ImageMasks;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A pass over the pixels: the images of a partition → the results of each. Holds one image at a
 * time.
 *
 * @param places where the truth and each model's predictions are
 * @param works makes what is done with the images
 */
record ImagePass<T>(
    List<ImageMasks.Place> places,
    ImageWork.Factory<T> works,
    Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<ImageMasks>, T> {

  @Override
  public Iterator<T> call(Iterator<ImageMasks> images) {
    ImageWork<T> work = works.create();
    Configuration configuration = hadoop.value().value();
    return new Iterator<>() {
      private Iterator<T> results = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!results.hasNext() && images.hasNext()) {
          ImageMasks image = images.next();
          image.findMissing(places);
          results = work.results(image, configuration, !images.hasNext());
        }
        return results.hasNext();
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException("There are no more images.");
        }
        return results.next();
      }
    };
  }
}
