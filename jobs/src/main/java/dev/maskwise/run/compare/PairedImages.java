package dev.maskwise.run.compare;

import dev.maskwise.reader.ClusterRule;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.statistic.PixelCounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The images that two runs both have with the same truth, in the order of their ids. */
final class PairedImages {
  /** Of runs that cannot be compared. */
  static final PairedImages NONE = new PairedImages(List.of(), 0, List.of(), 0, null);

  private final List<Pair> pairs = new ArrayList<>();
  private final Pairing pairing;

  /**
   * An image under both models.
   *
   * @param slices the labels of the slices that it belongs to in the second run, all images first
   * @param cluster what it has in common with the images that depend on it
   */
  record Pair(
      StoredImage.Prediction before,
      StoredImage.Prediction after,
      List<String> slices,
      String cluster) {
    /** The image as one of these slices alone. */
    Pair in(List<String> some) {
      return new Pair(before, after, some, cluster);
    }
  }

  /**
   * Pairs the images of two runs.
   *
   * @param before sorted by image id, as the second
   * @param clusters null for the clusters of the second run
   */
  PairedImages(
      List<StoredImage> before,
      int modelBefore,
      List<StoredImage> after,
      int modelAfter,
      @Nullable ClusterRule clusters) {
    long changedTruth = 0;
    long changedPrediction = 0;
    long both = 0;
    Set<String> groups = new HashSet<>();
    int b = 0;
    for (StoredImage image : after) {
      while (b < before.size() && before.get(b).imageId().compareTo(image.imageId()) < 0) {
        b++;
      }
      if (b == before.size() || !before.get(b).imageId().equals(image.imageId())) {
        continue;
      }
      both++;
      StoredImage earlier = before.get(b);
      StoredImage.Prediction one = earlier.predictions().get(modelBefore);
      StoredImage.Prediction other = image.predictions().get(modelAfter);
      if (!haveSameTruth(earlier, one, image, other)) {
        changedTruth++;
        continue;
      }
      if (one.digest() == null || !Objects.equals(one.digest(), other.digest())) {
        changedPrediction++;
      }
      String cluster = clusterOf(image, clusters);
      groups.add(cluster);
      pairs.add(new Pair(one, other, image.sliceLabels(), cluster));
    }
    this.pairing =
        new Pairing(
            pairs.size(),
            changedTruth,
            after.size() - both,
            before.size() - both,
            changedPrediction,
            groups.size());
  }

  /** What an image has in common with those that depend on it; itself where it is independent. */
  static String clusterOf(StoredImage image, @Nullable ClusterRule clusters) {
    if (clusters != null) {
      return clusters.clusterOf(image.imageId());
    }
    return image.cluster() == null ? image.imageId() : image.cluster();
  }

  /** By the digests; where one is not known, by the pixels of each class. */
  static boolean haveSameTruth(
      StoredImage a,
      StoredImage.Prediction countedA,
      StoredImage b,
      StoredImage.Prediction countedB) {
    if (a.truthDigest() != null && b.truthDigest() != null) {
      return a.truthDigest().equals(b.truthDigest());
    }
    PixelCounts one = countedA.pixelCounts();
    PixelCounts other = countedB.pixelCounts();
    for (int c = 0; c < one.classes(); c++) {
      if (one.overlap(c).truthCardinality() != other.overlap(c).truthCardinality()) {
        return false;
      }
    }
    return true;
  }

  List<Pair> pairs() {
    return pairs;
  }

  Pairing pairing() {
    return pairing;
  }
}
