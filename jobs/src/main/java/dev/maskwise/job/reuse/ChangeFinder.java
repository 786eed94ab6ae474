package dev.maskwise.job.reuse;

import dev.maskwise.job.pass.ImageWork;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.SliceRule;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Says of each image of an earlier run what changed; reads no mask. */
record ChangeFinder(List<SliceRule> sliceRules) implements ImageWork<String> {

  @Override
  public Iterator<String> results(ImageMasks image, Configuration hadoop, boolean last) {
    EarlierImage earlier = EarlierImage.of(image);
    String change = earlier == null ? null : change(earlier, image);
    return change == null
        ? Collections.emptyIterator()
        : List.of(image.imageId() + " " + change).iterator();
  }

  private @Nullable String change(EarlierImage earlier, ImageMasks image) {
    if (!image.isHeld()) {
      return "is no longer there";
    }
    if (!earlier.isUnchanged(image)) {
      return "changed";
    }
    return earlier.hasSlices(SliceRule.slices(sliceRules, image)) ? null : "is in other slices";
  }
}
