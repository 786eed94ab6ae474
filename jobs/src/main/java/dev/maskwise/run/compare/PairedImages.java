package dev.maskwise.run.compare;

import dev.maskwise.reader.ClusterRule;
import dev.maskwise.run.images.StoredImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    SameTruth truth = new SameTruth(before, after);
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
      if (!truth.of(earlier, one, image, other)) {
        changedTruth++;
        continue;
      }
      boolean isKnownAgain = one.digest() != null && one.digest().equals(other.digest());
      if (!isKnownAgain && (truth.isOfSameForm() || !one.hasStatisticsOf(other))) {
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

  List<Pair> pairs() {
    return pairs;
  }

  Pairing pairing() {
    return pairing;
  }
}
