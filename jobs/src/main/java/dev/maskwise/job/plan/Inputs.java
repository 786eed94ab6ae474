package dev.maskwise.job.plan;

import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.SourceNumbers;
import dev.maskwise.reader.digest.ContentDigest;
import dev.maskwise.reader.source.FileSource;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * What is read.
 *
 * @param sources the truth, and then each model's predictions
 * @param names what each of them is called
 * @param numbers how many sources each of them has
 * @param models the names of the models
 * @param sliceColumns the columns of the truth's table that are slices
 * @param sliceRules slices by the image id
 * @param maxPixels larger images are rejected
 */
public record Inputs(
    List<MaskSource> sources,
    List<String> names,
    SourceNumbers numbers,
    List<String> models,
    List<String> sliceColumns,
    List<SliceRule> sliceRules,
    long maxPixels) {

  /** Whether all of them are files by names, which are read and paired without a query. */
  public boolean areFiles() {
    return sources.stream().allMatch(FileSource.class::isInstance);
  }

  /** A digest of the names, sizes and times of the files of an input; the truth is the first. */
  public String listing(int input) {
    List<String> listings =
        sources.subList(numbers.first(input), numbers.first(input + 1)).stream()
            .map(MaskSource::listing)
            .toList();
    return listings.size() == 1
        ? listings.get(0)
        : HexFormat.of()
            .toHexDigits(
                ContentDigest.of(String.join(" ", listings).getBytes(StandardCharsets.UTF_8)));
  }

  /** How many bytes all inputs have, as far as it is known. */
  public long bytes() {
    return sources.stream().mapToLong(MaskSource::bytes).sum();
  }

  /** What the user should know about the inputs. */
  public List<String> remarks() {
    return sources.stream().flatMap(source -> source.remarks().stream()).distinct().toList();
  }
}
