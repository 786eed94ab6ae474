package dev.maskwise.job;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/** The results of tasks that read the masks of an image and count them. No pixel is read yet. */
record TaskResults(JavaRDD<PassResult> results, List<String> remarks) implements ImageResults {

  static TaskResults of(JavaRDD<PassResult> pass, List<String> remarks) {
    return new TaskResults(pass.persist(StorageLevel.DISK_ONLY()), remarks);
  }

  @Override
  public void close() {
    results.unpersist();
  }
}
