package dev.maskwise.job;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * What the one pass over the pixels leaves of each image. It is kept on the executors' disks until
 * it is closed, since several results are made from it.
 */
interface ImageResults extends AutoCloseable {

  JavaRDD<PassResult> results();

  /** What the user should know of how the images were counted. */
  List<String> remarks();

  @Override
  void close();
}
