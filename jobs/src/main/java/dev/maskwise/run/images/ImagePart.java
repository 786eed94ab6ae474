package dev.maskwise.run.images;

import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.Terms;
import dev.maskwise.run.table.ParquetPart;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Some images of a run, which are read where they are needed, together with the listings of their
 * files.
 *
 * @param file a part of {@code per_image.parquet}
 */
public record ImagePart(String file, Terms terms, List<String> models) implements Serializable {
  /** The columns by which a file is known again before it is read. */
  private static final List<String> LISTINGS = List.of("truth_listing", "prediction_listing");

  private static final List<String> OF_LABELS =
      List.of(
          "image_id",
          "model",
          "class_id",
          "slices",
          "cluster",
          "truth_digest",
          "prediction_digest",
          "state");
  private static final List<String> OF_SCORES = List.of("all_pixels", "pixel_losses", "lovasz");

  /**
   * The images.
   *
   * @throws IOException when they cannot be read
   */
  public List<StoredImage> read(Configuration hadoop) throws IOException {
    List<String> columns = new ArrayList<>(columns(terms));
    columns.addAll(LISTINGS);
    Path path = new Path(file);
    return new ParquetPart(path, columns)
        .read(StorageAccess.of(hadoop).at(path), rows(terms, models));
  }

  /** What statistics are made of. */
  static List<String> columns(Terms terms) {
    List<String> columns = new ArrayList<>(OF_LABELS);
    if (terms.hasScores()) {
      columns.addAll(ScoreLayout.SOFT_SUMS);
      columns.addAll(OF_SCORES);
    }
    return columns;
  }

  /** Puts the rows of a part together. */
  static PerImageRows rows(Terms terms, List<String> models) {
    return new PerImageRows(terms, models, terms.hasScores() ? new ScoreLayout(terms) : null);
  }

  /** How many rows an image has for each model. */
  static long rowsOfModel(Terms terms) {
    return (long) terms.classes().size() + (terms.hasScores() ? 1 : 0);
  }
}
