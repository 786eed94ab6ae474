package dev.maskwise.job.reuse;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.pass.ImageWork;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.run.Terms;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Takes unchanged images from an earlier run, and leaves the others to another work.
 *
 * @param all whether every image of the run has to be taken, as was found out before
 */
record ReusedOrRead(
    ImageWork<ImageResult> read, List<SliceRule> sliceRules, Terms terms, boolean all)
    implements ImageWork<ImageResult> {

  @Override
  public Iterator<ImageResult> results(ImageMasks image, Configuration hadoop, boolean last) {
    EarlierImage earlier = EarlierImage.of(image);
    if (earlier != null && earlier.isUnchanged(image)) {
      ImageResult result = earlier.result(SliceRule.slices(sliceRules, image), terms);
      return List.of(last ? read.last(result) : result).iterator();
    }
    InputRefusedException.require(
        earlier == null || !all,
        "The masks of the image %s changed while they were read: evaluate again."
            .formatted(image.imageId()));
    return image.isHeld()
        ? read.results(image, hadoop, last)
        : Collections.emptyIterator(); // No input has it any more.
  }
}
