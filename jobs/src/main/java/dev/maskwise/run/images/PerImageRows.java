package dev.maskwise.run.images;

import dev.maskwise.run.Terms;
import dev.maskwise.run.table.ColumnCursor;
import dev.maskwise.run.table.PartRows;
import dev.maskwise.statistic.PixelCountsBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a part of {@code per_image.parquet} together to images. The rows of an image and
 * model follow one another, class by class; for scores one without a class comes after them, which
 * is passed over. The texts of an image are read in its first row alone.
 */
final class PerImageRows implements PartRows<List<StoredImage>> {
  private final int classes;
  private final boolean overlapping;
  private final List<String> models;
  private final @Nullable ScoreLayout layout;
  private final Map<String, StoredImage> images = new LinkedHashMap<>();

  /** Of the current image and model. */
  private final List<byte[]> states = new ArrayList<>();

  private String imageId = "";
  private @Nullable String predictionDigest;
  private @Nullable String predictionListing;
  private double[] scores = {};
  private int nextClass;

  /**
   * @param terms of the run
   * @param models of the run, in the order of the rows
   * @param layout null for label maps
   */
  PerImageRows(Terms terms, List<String> models, @Nullable ScoreLayout layout) {
    this.classes = terms.classes().size();
    this.overlapping = terms.task().overlaps();
    this.models = models;
    this.layout = layout;
  }

  @Override
  public void read(Map<String, ColumnCursor> columns, long rows) {
    ColumnCursor classId = column(columns, "class_id");
    for (long row = 0; row < rows; row++) {
      int c = classId.number(classes);
      if (c < classes) {
        if (c != nextClass) {
          throw damaged(
              "a row of the class %d stands where one of %d belongs".formatted(c, nextClass));
        }
        if (c == 0) {
          begin(columns);
        }
        if (c == 0 || overlapping) {
          states.add(Objects.requireNonNull(column(columns, "state").bytes()));
        }
        if (layout != null) {
          readScores(columns, layout, c);
        }
        nextClass = c + 1;
        if (nextClass == classes) {
          end();
        }
      }
      columns.values().forEach(ColumnCursor::nextRow);
    }
  }

  private void begin(Map<String, ColumnCursor> columns) {
    imageId = Objects.requireNonNull(column(columns, "image_id").text());
    predictionDigest = column(columns, "prediction_digest").text();
    predictionListing = textOrNull(columns.get("prediction_listing"));
    scores = layout == null ? scores : layout.empty();
    states.clear();
    StoredImage known = images.get(imageId);
    int model = models.indexOf(column(columns, "model").text());
    if (model != (known == null ? 0 : known.predictions().size())) {
      throw damaged("the image %s has no rows of all models in their order".formatted(imageId));
    }
    if (known == null) {
      Map<String, @Nullable String> slices = new TreeMap<>();
      forEach(columns, "slices", (name, value) -> slices.put(name, value.text()));
      images.put(
          imageId,
          new StoredImage(
              imageId,
              slices,
              column(columns, "cluster").text(),
              column(columns, "truth_digest").text(),
              textOrNull(columns.get("truth_listing")),
              new ArrayList<>(models.size())));
    }
  }

  private void readScores(Map<String, ColumnCursor> columns, ScoreLayout order, int c) {
    order.setAllPixels(scores, column(columns, "all_pixels").count(0));
    for (int sum = 0; sum < ScoreLayout.SOFT_SUMS.size(); sum++) {
      double value = column(columns, ScoreLayout.SOFT_SUMS.get(sum)).real();
      order.setSoftSum(scores, c, sum, value);
    }
    forEach(
        columns, "pixel_losses", (key, loss) -> order.setPixelLoss(scores, c, key, loss.real()));
    forEach(columns, "lovasz", (key, loss) -> order.setLovasz(scores, c, key, loss.real()));
  }

  private void end() {
    byte[] counts =
        overlapping
            ? PixelCountsBytes.ofOverlaps(states)
            : PixelCountsBytes.ofConfusion(states.get(0));
    if (PixelCountsBytes.decode(counts).classes() != classes) {
      throw damaged("the image %s has counts of other classes".formatted(imageId));
    }
    Objects.requireNonNull(images.get(imageId))
        .predictions()
        .add(
            new StoredImage.Prediction(
                predictionDigest, predictionListing, counts, layout == null ? null : scores));
    nextClass = 0;
  }

  /** Goes through the map of a row. */
  private static void forEach(
      Map<String, ColumnCursor> columns, String map, BiConsumer<String, ColumnCursor> entry) {
    ColumnCursor keys = column(columns, map + ".key");
    ColumnCursor values = column(columns, map + ".value");
    String key = keys.text();
    while (key != null) {
      entry.accept(key, values);
      values.nextElement();
      key = keys.nextElement() ? keys.text() : null;
    }
  }

  /** The text of a column that not everybody reads. */
  private static @Nullable String textOrNull(@Nullable ColumnCursor column) {
    return column == null ? null : column.text();
  }

  private static ColumnCursor column(Map<String, ColumnCursor> columns, String name) {
    return Objects.requireNonNull(columns.get(name));
  }

  private static ParquetDecodingException damaged(String problem) {
    return new ParquetDecodingException(problem);
  }

  @Override
  public List<StoredImage> result() {
    if (nextClass != 0) {
      throw damaged("the image %s has no rows of all classes".formatted(imageId));
    }
    for (StoredImage image : images.values()) {
      if (image.predictions().size() != models.size()) {
        throw damaged("the image %s has no rows of all models".formatted(image.imageId()));
      }
    }
    return List.copyOf(images.values());
  }
}
