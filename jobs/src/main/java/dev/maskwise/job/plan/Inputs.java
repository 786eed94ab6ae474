package dev.maskwise.job.plan;

import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.source.FileSource;
import java.util.List;

/**
 * What is read.
 *
 * @param sources the truth, and then each model's predictions
 * @param models the names of the models
 * @param sliceColumns the columns of the truth's table that are slices
 * @param sliceRules slices by the image id
 * @param maxPixels larger images are rejected
 */
public record Inputs(
    List<MaskSource> sources,
    List<String> models,
    List<String> sliceColumns,
    List<SliceRule> sliceRules,
    long maxPixels) {

  /** Whether all of them are files by names, which are read and paired without a query. */
  public boolean areFiles() {
    return sources.stream().allMatch(FileSource.class::isInstance);
  }

  /** Where the truth and each model's predictions are, in the order of {@link MaskTable#SOURCE}. */
  public List<String> locations() {
    return sources.stream().map(MaskSource::location).toList();
  }

  /** How many bytes all inputs have, as far as it is known. */
  public long bytes() {
    return sources.stream().mapToLong(MaskSource::bytes).sum();
  }

  /** What the user should know about the inputs. */
  public List<String> remarks() {
    return sources.stream().flatMap(source -> source.remarks().stream()).toList();
  }
}
