package dev.maskwise.job.pass;

import dev.maskwise.reader.ImageMasks;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;

/** What a pass makes of each image. Holds buffers: one a partition. */
public interface ImageWork<T> {

  /** Makes the work on a partition; travels to the executors. */
  interface Factory<T> extends Serializable {
    ImageWork<T> create();
  }

  /**
   * The results of an image, which are all taken before the next one comes.
   *
   * @param image what the inputs hold of it; those that lack it are among its rejections
   * @param last whether it is the last one of the partition
   */
  Iterator<T> results(ImageMasks image, Configuration hadoop, boolean last);

  /**
   * What becomes of the last result of the partition when it is not one of this work: it takes
   * along what the work knows of all images that it saw.
   */
  default T last(T result) {
    return result;
  }
}
