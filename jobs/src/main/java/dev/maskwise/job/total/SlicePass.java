package dev.maskwise.job.total;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.reader.ClusterRule;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.run.numbers.SliceLabels;
import dev.maskwise.run.numbers.SliceNumbers;
import dev.maskwise.statistic.PixelCounts;
import dev.maskwise.statistic.PixelCountsBytes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The numbers of very many slices of label maps. The statistics of the images are sorted by slice
 * and gone through twice side by side: for the totals of a slice, then for what its numbers are
 * without each image. So an executor holds one slice at a time, and the driver none.
 */
public final class SlicePass {
  private SlicePass() {}

  /** Where the statistics of an image belong. */
  private record Place(String slice, String cluster) implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::slice).thenComparing(Place::cluster);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Brings all images of a slice together. */
  private static final class BySlice extends Partitioner {
    private static final long serialVersionUID = 1;
    private final int partitions;

    BySlice(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object place) {
      return Math.floorMod(((Place) place).slice().hashCode(), partitions);
    }
  }

  /**
   * The evaluations of all slices, made as they are asked for: those of the models of a slice
   * together, in a partition the slices in the order of their labels. No pixel is read.
   */
  public static JavaRDD<ModelEvaluation> of(JavaRDD<ImageResult> results, EvaluatePlan plan) {
    Confidence confidence = plan.confidence();
    ClusterRule clusters = confidence == null ? null : confidence.clusters();
    SliceNumbers<List<PixelCounts>> numbers =
        new SliceNumbers<>(
            List.copyOf(plan.models()),
            plan.terms(),
            confidence == null ? 0 : confidence.level(),
            (totals, model, image) -> totals.add(image.get(model), null));
    JavaPairRDD<Place, byte[][]> sorted =
        results
            .filter(image -> image.rejections().isEmpty())
            .flatMapToPair(image -> places(image, clusters))
            .repartitionAndSortWithinPartitions(new BySlice(results.getNumPartitions()));
    return sorted.zipPartitions(
        sorted, (ahead, behind) -> new Slices(new Sorted(ahead), new Sorted(behind), numbers));
  }

  private static Iterator<Tuple2<Place, byte[][]>> places(
      ImageResult image, @Nullable ClusterRule clusters) {
    String id = Objects.requireNonNull(image.imageId());
    String cluster = clusters == null ? id : clusters.clusterOf(id);
    byte[][] counts = image.counts().stream().map(PixelCountsBytes::encode).toArray(byte[][]::new);
    return image.sliceLabels().stream()
        .filter(label -> !label.equals(SliceLabels.ALL_IMAGES))
        .map(label -> new Tuple2<>(new Place(label, cluster), counts))
        .iterator();
  }

  /** Images in the order of their places. */
  private static final class Sorted {
    private final Iterator<Tuple2<Place, byte[][]>> images;
    private @Nullable Tuple2<Place, byte[][]> next;

    Sorted(Iterator<Tuple2<Place, byte[][]>> images) {
      this.images = images;
      advance();
    }

    private void advance() {
      next = images.hasNext() ? images.next() : null;
    }

    /** The place of the next image; null where there is none. */
    @Nullable Place place() {
      return next == null ? null : next._1();
    }

    boolean isIn(String slice) {
      return next != null && next._1().slice().equals(slice);
    }

    List<PixelCounts> take() {
      List<PixelCounts> counts = new ArrayList<>();
      for (byte[] bytes : Objects.requireNonNull(next)._2()) {
        counts.add(PixelCountsBytes.decode(bytes));
      }
      advance();
      return counts;
    }

    /** The images of a slice, one after another. */
    Iterator<List<PixelCounts>> images(String slice) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return isIn(slice);
        }

        @Override
        public List<PixelCounts> next() {
          return take();
        }
      };
    }

    /** The images of a slice, those of a cluster together. */
    Iterator<List<List<PixelCounts>>> groups(String slice) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return isIn(slice);
        }

        @Override
        public List<List<PixelCounts>> next() {
          Place place = Objects.requireNonNull(place());
          List<List<PixelCounts>> group = new ArrayList<>();
          while (place.equals(place())) {
            group.add(take());
          }
          return group;
        }
      };
    }
  }

  /** Goes through the images twice, the totals ahead by one slice. */
  private static final class Slices implements Iterator<ModelEvaluation> {
    private final Sorted ahead;
    private final Sorted behind;
    private final SliceNumbers<List<PixelCounts>> numbers;
    private Iterator<ModelEvaluation> ofSlice = List.<ModelEvaluation>of().iterator();

    Slices(Sorted ahead, Sorted behind, SliceNumbers<List<PixelCounts>> numbers) {
      this.ahead = ahead;
      this.behind = behind;
      this.numbers = numbers;
    }

    @Override
    public boolean hasNext() {
      return ofSlice.hasNext() || ahead.place() != null;
    }

    @Override
    public ModelEvaluation next() {
      if (!ofSlice.hasNext()) {
        String slice = Objects.requireNonNull(ahead.place()).slice();
        List<ImageTotals> totals = numbers.totals(ahead.images(slice));
        ofSlice = numbers.evaluations(slice, totals, behind.groups(slice)).iterator();
        while (behind.isIn(slice)) {
          behind.advance(); // Nobody asked for the groups.
        }
      }
      return ofSlice.next();
    }
  }
}
