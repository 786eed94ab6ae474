package dev.maskwise.job;

import dev.maskwise.image.FaultException;
import dev.maskwise.reader.ImageMasks;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Counts the pixels of an image in one way or another. Holds buffers: one a Spark task. */
interface ImageCounter {

  /** Makes the counter of a task; travels to the executors. */
  interface Factory extends Serializable {
    ImageCounter create();
  }

  /**
   * The statistics of each model, or none when the image has {@linkplain ImageMasks#rejections
   * faults}: those that it had, or those found here, which are added to it.
   *
   * @throws FaultException when a mask cannot be judged
   */
  List<Counted> count(ImageMasks image, Configuration hadoop) throws FaultException;
}
