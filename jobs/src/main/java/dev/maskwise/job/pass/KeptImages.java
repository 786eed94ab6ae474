package dev.maskwise.job.pass;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The results of all images of a run, on the executors' disks until they are closed, since several
 * things are made from them.
 *
 * @param results those of each image
 * @param kept what is on the disks
 * @param earlier what is taken from an earlier run; null where all images are read
 * @param remarks what the user should know of how the images were counted
 */
public record KeptImages(
    JavaRDD<ImageResult> results,
    List<? extends JavaRDD<?>> kept,
    @Nullable Earlier earlier,
    List<String> remarks)
    implements AutoCloseable {

  /**
   * A run from which the statistics of some images are taken.
   *
   * @param run its id
   * @param distributions where the scores of its images lie, all of which are taken; null for label
   *     maps
   */
  public record Earlier(String run, @Nullable Distributions distributions) {}

  /** The results of a pass, which begins when they are first asked for. */
  public static KeptImages of(JavaRDD<ImageResult> pass, List<String> remarks) {
    return of(pass, null, remarks);
  }

  /** The results of a pass that takes some of them from an earlier run. */
  public static KeptImages of(
      JavaRDD<ImageResult> pass, @Nullable Earlier earlier, List<String> remarks) {
    JavaRDD<ImageResult> kept = pass.persist(StorageLevel.DISK_ONLY());
    return new KeptImages(kept, List.of(kept), earlier, remarks);
  }

  /** With one more remark. */
  public KeptImages and(String remark) {
    return new KeptImages(
        results, kept, earlier, Stream.concat(remarks.stream(), Stream.of(remark)).toList());
  }

  @Override
  public void close() {
    kept.forEach(JavaRDD::unpersist);
  }
}
