package dev.maskwise.job.reuse;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.digest.Marks;
import dev.maskwise.run.Terms;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.run.images.StoredImageBytes;
import dev.maskwise.statistic.PixelCounts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier run knows of an image.
 *
 * @param marks by what its masks were known then
 */
record EarlierImage(StoredImage stored, Marks marks) {

  /** What is known of an image; null where that is nothing. */
  static @Nullable EarlierImage of(ImageMasks image) {
    byte[] known = image.known();
    if (known == null) {
      return null;
    }
    StoredImage stored = StoredImageBytes.decode(known);
    List<@Nullable Long> digests = new ArrayList<>();
    List<@Nullable Long> listings = new ArrayList<>();
    digests.add(number(stored.truthDigest()));
    listings.add(number(stored.truthListing()));
    for (StoredImage.Prediction prediction : stored.predictions()) {
      digests.add(number(prediction.digest()));
      listings.add(number(prediction.listing()));
    }
    return new EarlierImage(stored, new Marks(digests, listings));
  }

  private static @Nullable Long number(@Nullable String hex) {
    return hex == null ? null : HexFormat.fromHexDigitsToLong(hex);
  }

  /** Whether every input still holds the image once, with the mask that it held then. */
  boolean isUnchanged(ImageMasks image) {
    if (!image.rejections().isEmpty()) {
      return false;
    }
    List<@Nullable Long> now = image.fingerprints();
    for (int source = 0; source < now.size(); source++) {
      Long fingerprint = now.get(source);
      if (fingerprint == null || !fingerprint.equals(marks.fingerprint(source))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the image is in the slices in which it was then. */
  boolean hasSlices(Map<String, @Nullable String> slices) {
    return stored.slices().equals(slices);
  }

  /** The statistics of then as a result of now. */
  ImageResult result(SortedMap<String, @Nullable String> slices, Terms terms) {
    List<PixelCounts> counts = new ArrayList<>();
    List<ScoreStatistics> scores = new ArrayList<>();
    for (StoredImage.Prediction prediction : stored.predictions()) {
      counts.add(prediction.pixelCounts());
      ScoreStatistics statistics = prediction.statistics(terms);
      if (statistics != null) {
        scores.add(statistics);
      }
    }
    return new ImageResult(
        stored.imageId(),
        slices,
        counts,
        scores,
        marks,
        List.of(),
        /* distributions= */ null,
        /* reused= */ true);
  }
}
