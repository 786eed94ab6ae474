package dev.maskwise.run.images;

import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.run.Terms;
import dev.maskwise.run.numbers.SliceLabels;
import dev.maskwise.statistic.PixelCounts;
import dev.maskwise.statistic.PixelCountsBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image of a run.
 *
 * @param slices slice name → value; a value may be null
 * @param cluster what it has in common with the images that depend on it; null where it is
 *     independent
 * @param truthDigest of the encoded truth; null where it is not known
 * @param truthListing of the file of the truth; null where there is none, or it was not read
 * @param predictions of each model, in the order of the run
 */
public record StoredImage(
    String imageId,
    Map<String, @Nullable String> slices,
    @Nullable String cluster,
    @Nullable String truthDigest,
    @Nullable String truthListing,
    List<Prediction> predictions) {

  /** The labels of the slices that the image belongs to, all images first. */
  public List<String> sliceLabels() {
    return SliceLabels.of(slices);
  }

  /** What a model is for the image. Encoded, since a run may have millions of them. */
  public static final class Prediction {
    private final @Nullable String digest;
    private final @Nullable String listing;
    private final byte[] counts;
    private final double @Nullable [] scores;

    /**
     * @param digest of the encoded prediction; null where it is not known
     * @param listing of the file of the prediction; null where there is none, or it was not read
     * @param counts the bytes of {@link PixelCountsBytes}
     * @param scores the numbers of a {@link ScoreLayout}; null for label maps
     */
    Prediction(
        @Nullable String digest,
        @Nullable String listing,
        byte[] counts,
        double @Nullable [] scores) {
      this.digest = digest;
      this.listing = listing;
      this.counts = counts;
      this.scores = scores;
    }

    /** The digest of the encoded prediction; null where it is not known. */
    public @Nullable String digest() {
      return digest;
    }

    /** The digest of path, size and time of the file; null where there is none, or not read. */
    public @Nullable String listing() {
      return listing;
    }

    /** The counts of the predicted classes. */
    public PixelCounts pixelCounts() {
      return PixelCountsBytes.decode(counts);
    }

    /**
     * What the losses are functions of; null for label maps.
     *
     * @param terms of the run
     */
    public @Nullable ScoreStatistics statistics(Terms terms) {
      return scores == null ? null : new ScoreLayout(terms).statistics(scores, pixelCounts());
    }

    /** Whether both are the same to every number. */
    public boolean hasStatisticsOf(Prediction other) {
      return Arrays.equals(counts, other.counts) && Arrays.equals(scores, other.scores);
    }

    byte[] counts() {
      return counts;
    }

    double @Nullable [] scores() {
      return scores;
    }
  }
}
