package dev.maskwise.job.pass;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The results of all images of a run, on the executors' disks until they are closed, since several
 * things are made from them.
 *
 * @param results those of each image
 * @param kept what is on the disks
 * @param remarks what the user should know of how the images were counted
 */
public record KeptImages(
    JavaRDD<ImageResult> results, List<? extends JavaRDD<?>> kept, List<String> remarks)
    implements AutoCloseable {

  /** The results of a pass, which begins when they are first asked for. */
  public static KeptImages of(JavaRDD<ImageResult> pass, List<String> remarks) {
    JavaRDD<ImageResult> kept = pass.persist(StorageLevel.DISK_ONLY());
    return new KeptImages(kept, List.of(kept), remarks);
  }

  @Override
  public void close() {
    kept.forEach(JavaRDD::unpersist);
  }
}
