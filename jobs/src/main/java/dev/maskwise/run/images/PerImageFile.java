package dev.maskwise.run.images;

import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads {@code per_image.parquet}: only the columns that statistics are made of. Some 40 µs an
 * image and model of 19 classes, on all cores.
 */
public final class PerImageFile {
  private static final String NAME = "per_image.parquet";
  private static final List<String> OF_LABELS =
      List.of(
          "image_id",
          "model",
          "class_id",
          "slices",
          "cluster",
          "truth_digest",
          "prediction_digest",
          "confusion");
  private static final List<String> OF_SCORES = List.of("all_pixels", "pixel_losses", "lovasz");

  private PerImageFile() {}

  /**
   * All images of a run, by image id.
   *
   * @throws InputRefusedException when the table cannot be read or does not hold what the manifest
   *     says
   */
  public static List<StoredImage> read(StoredRun run, Terms terms) {
    boolean scores = terms.task() != Task.LABELS;
    List<String> columns = new ArrayList<>(OF_LABELS);
    if (scores) {
      columns.addAll(ScoreLayout.SOFT_SUMS);
      columns.addAll(OF_SCORES);
    }
    List<StoredImage> images = new ArrayList<>();
    new ParquetTable(run, NAME, columns)
        .parts(
            () ->
                new PerImageRows(
                    terms.classes().size(),
                    run.manifest().models(),
                    scores ? new ScoreLayout(terms) : null))
        .forEach(images::addAll);
    long expected = run.manifest().images().evaluated();
    InputRefusedException.require(
        images.size() == expected,
        "%s of the run %s holds %,d images, and the manifest says %,d: the run is damaged, name another one."
            .formatted(NAME, run.directory(), images.size(), expected));
    images.sort(Comparator.comparing(StoredImage::imageId));
    return images;
  }
}
