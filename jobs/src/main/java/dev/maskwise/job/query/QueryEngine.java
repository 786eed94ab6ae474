package dev.maskwise.job.query;

import dev.maskwise.job.pass.ImagePasses;
import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.pass.KeptImages;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.digest.Marks;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Counts by a {@link LabelQuery}, and by a pass over the images that it leaves: those have a fault,
 * which the pass finds words for, or are encoded in a way that the query does not take. The query
 * runs at once.
 */
record QueryEngine(LabelQuery query, ImagePasses passes) implements PixelEngine {
  /** So many ids of images fit the driver and a broadcast; with more, the pass counts all. */
  private static final int MAX_LEFT = 10_000;

  @Override
  public KeptImages count() {
    List<@Nullable String> left =
        new ArrayList<>(ids(query.unpaired().limit(MAX_LEFT + 1).toJavaRDD()));
    if (left.size() > MAX_LEFT) {
      return allByPass();
    }
    int models = query.inputs().sources().size() - 1;
    List<SliceRule> sliceRules = query.inputs().sliceRules();
    JavaRDD<Row> counted = query.counted().toJavaRDD().persist(StorageLevel.DISK_ONLY());
    JavaRDD<Row> refused = counted.filter(image -> !isCounted(image, models));
    if (left.size() + refused.count() > MAX_LEFT) {
      counted.unpersist();
      return allByPass();
    }
    left.addAll(ids(refused));
    JavaRDD<ImageResult> results =
        counted
            .filter(image -> isCounted(image, models))
            .map(image -> result(image, models, sliceRules));
    if (left.isEmpty()) {
      return new KeptImages(
          results, List.of(counted), null, List.of("A query counted the pixels."));
    }
    JavaRDD<ImageResult> rest =
        passes.results(MaskTable.ofImages(passes.masks(), left)).persist(StorageLevel.DISK_ONLY());
    return new KeptImages(
        results.union(rest),
        List.of(counted, rest),
        null,
        List.of(
            "A query counted the pixels; it left %,d %s to the pass."
                .formatted(left.size(), left.size() == 1 ? "image" : "images")));
  }

  private KeptImages allByPass() {
    return KeptImages.of(
        passes.results(),
        List.of(
            "A query would leave more than %,d images to the pass, so the pass counted all."
                .formatted(MAX_LEFT)));
  }

  private static List<@Nullable String> ids(JavaRDD<Row> images) {
    return images.map(image -> image.<@Nullable String>getAs(MaskTable.IMAGE_ID)).collect();
  }

  private static boolean isCounted(Row image, int models) {
    for (int m = 0; m < models; m++) {
      if (image.getAs(LabelQuery.state(m)) == null) {
        return false;
      }
    }
    return true;
  }

  private static ImageResult result(Row image, int models, List<SliceRule> sliceRules) {
    List<ConfusionMatrix> confusions = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      confusions.add(ConfusionMatrix.TYPE.decode(image.<byte[]>getAs(LabelQuery.state(m))));
    }
    String imageId = image.getAs(MaskTable.IMAGE_ID);
    int column = image.fieldIndex(MaskTable.SLICES);
    Map<String, String> ofTable = image.isNullAt(column) ? Map.of() : image.getJavaMap(column);
    return ImageResult.ofLabels(
        imageId, SliceRule.slices(sliceRules, imageId, ofTable), confusions, Marks.NONE, List.of());
  }
}
