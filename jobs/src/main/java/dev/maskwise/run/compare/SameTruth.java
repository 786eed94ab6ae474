package dev.maskwise.run.compare;

import dev.maskwise.run.images.StoredImage;
import dev.maskwise.statistic.PixelCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether two runs saw the same truth of an image. The digests of the encoded truth decide. Where a
 * digest is not known, or no image of both runs has the same one, since the truth is stored in
 * another form, the pixels of each class decide.
 */
public final class SameTruth {
  private final boolean sameForm;

  /** Of the images of two runs. Reads the digests alone. */
  public SameTruth(List<StoredImage> before, List<StoredImage> after) {
    Map<String, StoredImage> earlier = new HashMap<>();
    before.forEach(image -> earlier.put(image.imageId(), image));
    this.sameForm =
        after.stream()
            .anyMatch(
                image -> {
                  StoredImage known = earlier.get(image.imageId());
                  return known != null
                      && image.truthDigest() != null
                      && image.truthDigest().equals(known.truthDigest());
                });
  }

  /** Whether some image has the same digest in both runs, so that other digests are other masks. */
  boolean isOfSameForm() {
    return sameForm;
  }

  /**
   * Whether the truth of an image is the same in both runs.
   *
   * @param countedBefore what a model of the first run is for it
   * @param countedAfter what a model of the second run is for it
   */
  public boolean of(
      StoredImage before,
      StoredImage.Prediction countedBefore,
      StoredImage after,
      StoredImage.Prediction countedAfter) {
    if (sameForm && before.truthDigest() != null && after.truthDigest() != null) {
      return before.truthDigest().equals(after.truthDigest());
    }
    PixelCounts one = countedBefore.pixelCounts();
    PixelCounts other = countedAfter.pixelCounts();
    for (int c = 0; c < one.classes(); c++) {
      if (one.overlap(c).truthCardinality() != other.overlap(c).truthCardinality()) {
        return false;
      }
    }
    return true;
  }
}
