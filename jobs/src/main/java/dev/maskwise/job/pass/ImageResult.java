package dev.maskwise.job.pass;

import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.Rejection;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.digest.Marks;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.run.numbers.SliceLabels;
import dev.maskwise.statistic.PixelCounts;
import dev.maskwise.statistic.PixelCountsBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pass over the pixels leaves of an image: its statistics, or why it has none.
 *
 * @param imageId the image; null for a row of a table that names none
 * @param slices slice name → value; a value may be null
 * @param counts those of the predicted classes under each model; empty for a rejected image
 * @param scores what the losses are functions of, of each model; empty for label maps too
 * @param marks by what the truth and each model's prediction are known again
 * @param rejections why the image was rejected; empty for an evaluated one
 * @param distributions where the scores of all images of a partition lie, with its last image; else
 *     null
 * @param reused whether the statistics were taken from an earlier run
 */
public record ImageResult(
    @Nullable String imageId,
    Map<String, @Nullable String> slices,
    List<PixelCounts> counts,
    List<ScoreStatistics> scores,
    Marks marks,
    List<Rejection> rejections,
    @Nullable Distributions distributions,
    boolean reused)
    implements Serializable {

  /** The statistics of an image of label maps or masks that was read. */
  static ImageResult ofLabels(
      ImageMasks image, List<SliceRule> sliceRules, List<? extends PixelCounts> counts) {
    return ofLabels(
        image.imageId(),
        SliceRule.slices(sliceRules, image),
        counts,
        image.marks(),
        image.rejections());
  }

  /** The statistics of an image of label maps or masks. */
  public static ImageResult ofLabels(
      @Nullable String imageId,
      Map<String, @Nullable String> slices,
      List<? extends PixelCounts> counts,
      Marks marks,
      List<Rejection> rejections) {
    return new ImageResult(
        imageId,
        slices,
        List.copyOf(counts),
        List.of(),
        marks,
        List.copyOf(rejections),
        /* distributions= */ null,
        /* reused= */ false);
  }

  /** The result as the last one of a partition. */
  ImageResult with(Distributions ofPartition) {
    return new ImageResult(imageId, slices, counts, scores, marks, rejections, ofPartition, reused);
  }

  /** The labels of the slices that the image belongs to, all images first. */
  public List<String> sliceLabels() {
    return SliceLabels.of(slices);
  }

  /** Adds what a model is for the image to some totals. */
  public void addTo(ImageTotals totals, int model) {
    totals.add(counts.get(model), scores.isEmpty() ? null : scores.get(model));
  }

  /** An evaluated image of label maps is written down as bytes. */
  private Object writeReplace() {
    return imageId == null || !scores.isEmpty() || !rejections.isEmpty() || distributions != null
        ? this
        : OfLabels.of(this, imageId);
  }

  /**
   * What is kept of an image of label maps. Java's own form of it, with a dozen objects for some
   * hundred bytes, takes longer to write and to read than the pixels of a small image to count.
   */
  private static final class OfLabels implements Serializable {
    private static final long serialVersionUID = 1;

    private final String imageId;

    @SuppressWarnings("serial") // The maps of slices are serializable.
    private final Map<String, @Nullable String> slices;

    private final byte[] bytes;

    private OfLabels(String imageId, Map<String, @Nullable String> slices, byte[] bytes) {
      this.imageId = imageId;
      this.slices = slices;
      this.bytes = bytes;
    }

    static OfLabels of(ImageResult image, String imageId) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeBoolean(image.reused);
        write(out, image.marks.digests());
        write(out, image.marks.listings());
        out.writeInt(image.counts.size());
        for (PixelCounts ofModel : image.counts) {
          byte[] counts = PixelCountsBytes.encode(ofModel);
          out.writeInt(counts.length);
          out.write(counts);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e); // There is no file.
      }
      return new OfLabels(
          imageId, image.slices.isEmpty() ? Map.of() : image.slices, bytes.toByteArray());
    }

    private static void write(DataOutputStream out, List<@Nullable Long> marks) throws IOException {
      out.writeInt(marks.size());
      for (Long mark : marks) {
        out.writeBoolean(mark != null);
        if (mark != null) {
          out.writeLong(mark);
        }
      }
    }

    private static List<@Nullable Long> marks(DataInputStream in) throws IOException {
      List<@Nullable Long> marks = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        marks.add(in.readBoolean() ? in.readLong() : null);
      }
      return marks;
    }

    private Object readResolve() {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        boolean reused = in.readBoolean();
        Marks marks = new Marks(marks(in), marks(in));
        List<PixelCounts> counts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          counts.add(PixelCountsBytes.decode(in.readNBytes(in.readInt())));
        }
        return new ImageResult(imageId, slices, counts, List.of(), marks, List.of(), null, reused);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
