package dev.maskwise.job.plan;

import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.coco.CocoSource;
import dev.maskwise.reader.object.ObjectFile;
import dev.maskwise.run.ManifestJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation of objects reads and what its numbers mean: the options, checked and resolved.
 *
 * @param task what a prediction is
 * @param sources the truth, and then each model's results
 * @param models the names of the models
 * @param rules how a detection is told to be an object
 * @param maxDetections how many detections of an image recalls look at, ascending
 * @param sliceFields the fields of images that are slices
 * @param sliceRules slices by the names of the files of images
 * @param maxPixels a mask of more is refused
 * @param partitions into how many pieces the images are divided; null when that is not given
 * @param skipsRejected whether the run goes on without the images that are rejected
 * @param definition every choice that changes a number, and what the numbers mean; the classes are
 *     in the data set
 */
public record ObjectPlan(
    Task task,
    List<CocoSource> sources,
    List<String> models,
    DetectionRules rules,
    List<Integer> maxDetections,
    List<String> sliceFields,
    List<SliceRule> sliceRules,
    long maxPixels,
    @Nullable Integer partitions,
    boolean skipsRejected,
    Map<String, @Nullable Object> definition) {

  /** The key of the run: equal for equal definitions of inputs whose listings are equal. */
  public String key() {
    return ManifestJson.key(definition, sources.stream().map(CocoSource::listing).toList());
  }

  /** All files, those of the truth first. */
  public List<ObjectFile> files() {
    List<ObjectFile> files = new ArrayList<>();
    for (int input = 0; input < sources.size(); input++) {
      for (CocoSource.File file : sources.get(input).files()) {
        files.add(new ObjectFile(file.path(), input, file.bytes()));
      }
    }
    return files;
  }

  /** What the user should know about the inputs. */
  public List<String> remarks() {
    return sources.stream().flatMap(source -> source.remarks().stream()).toList();
  }
}
