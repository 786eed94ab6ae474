package dev.maskwise.reader;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MaskFormatException;
import dev.maskwise.function.RejectKind;
import dev.maskwise.function.RejectedMaskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** All masks that the inputs hold of one image. */
public final class ImageMasks {
  private final @Nullable String imageId;
  private final @Nullable Mask[] masks;
  private final List<Rejection> rejections = new ArrayList<>();
  private Map<String, String> slices = Map.of();

  /**
   * @param imageId the image, or null for a row of a table that names none
   * @param sources how many inputs there are: the truth and the models
   */
  ImageMasks(@Nullable String imageId, int sources) {
    this.imageId = imageId;
    this.masks = new Mask[sources];
  }

  /** Adds a mask; a second one of the same source makes the image rejected and is not kept. */
  void add(Row row) {
    int source = row.getAs(MaskTable.SOURCE);
    Mask mask = new Mask(row);
    if (imageId == null) {
      reject(mask.path(), RejectKind.NO_IMAGE_ID, "holds a row without an image id");
    } else if (masks[source] == null) {
      masks[source] = mask;
    } else {
      reject(mask.path(), RejectKind.DUPLICATE, "holds the image a second time");
    }
    int column = row.fieldIndex(MaskTable.SLICES);
    if (!row.isNullAt(column)) {
      slices = new TreeMap<>(row.getJavaMap(column));
    }
  }

  public @Nullable String imageId() {
    return imageId;
  }

  /** Slice name → value from the columns of the truth table; a value may be null. */
  public Map<String, String> slices() {
    return slices;
  }

  /** Why the image is not evaluated; empty while nothing speaks against it. */
  public List<Rejection> rejections() {
    return rejections;
  }

  /**
   * Opens the truth and the models' masks, in order. Whatever cannot be opened, and whatever is
   * missing, is added to the {@link #rejections}.
   *
   * @param locations where the truth and each model's predictions are, for messages
   * @return as many maps as there are inputs when there are no rejections; the caller closes them
   */
  public List<LabelMapRows> open(Configuration hadoop, long maxPixels, List<String> locations) {
    List<LabelMapRows> maps = new ArrayList<>();
    for (int source = 0; source < masks.length; source++) {
      Mask mask = masks[source];
      if (mask == null) {
        rejectMissing(source, locations.get(source));
      } else {
        open(mask, hadoop, maxPixels, maps);
      }
    }
    return maps;
  }

  /** Rejects the image for what was found out about one of its masks. */
  public void reject(RejectedMaskException fault) {
    Mask mask = masks[fault.prediction() + 1];
    reject(mask == null ? "" : mask.path(), fault.kind(), fault.reason());
  }

  private void open(Mask mask, Configuration hadoop, long maxPixels, List<LabelMapRows> maps) {
    try {
      maps.add(mask.open(hadoop, maxPixels));
    } catch (MaskFormatException e) {
      reject(mask.path(), RejectKind.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private void rejectMissing(int source, String location) {
    if (imageId == null) {
      return;
    }
    if (source == 0) {
      reject(location, RejectKind.MISSING_TRUTH, "holds no truth for the image");
    } else {
      reject(location, RejectKind.MISSING_PREDICTION, "holds no prediction for the image");
    }
  }

  private void reject(String path, RejectKind kind, String reason) {
    rejections.add(new Rejection(imageId, path, kind, reason));
  }
}
