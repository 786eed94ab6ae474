package dev.maskwise.run.images;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.table.ParquetTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Reads {@code per_image.parquet}: only the columns that statistics are made of. Some 17 µs an
 * image and model of 19 classes, on all cores.
 */
public final class PerImageFile {
  private static final String NAME = "per_image.parquet";

  private PerImageFile() {}

  /**
   * All images of a run, by image id, without the listings of their files.
   *
   * @throws InputRefusedException when the table cannot be read or does not hold what the manifest
   *     says
   */
  public static List<StoredImage> read(StoredRun run, Terms terms) {
    List<StoredImage> images = new ArrayList<>();
    new ParquetTable(run.storage(), new Path(run.directory(), NAME), ImagePart.columns(terms))
        .parts(() -> ImagePart.rows(terms, run.manifest().models()))
        .forEach(images::addAll);
    requireAll(run, images.size());
    images.sort(Comparator.comparing(StoredImage::imageId));
    return images;
  }

  /**
   * The images of a run in parts that can be read anywhere.
   *
   * @throws InputRefusedException when the table cannot be read or does not hold what the manifest
   *     says
   */
  public static List<ImagePart> parts(StoredRun run, Terms terms) {
    List<String> models = run.manifest().models();
    List<Map.Entry<String, Long>> sizes =
        new ParquetTable(run.storage(), new Path(run.directory(), NAME), List.of()).sizes();
    long rows = sizes.stream().mapToLong(Map.Entry::getValue).sum();
    requireAll(run, rows / Math.max(1, models.size() * ImagePart.rowsOfModel(terms)));
    return sizes.stream()
        .filter(part -> part.getValue() > 0)
        .map(part -> new ImagePart(part.getKey(), terms, models))
        .toList();
  }

  private static void requireAll(StoredRun run, long images) {
    long expected = run.manifest().images().evaluated();
    InputRefusedException.require(
        images == expected,
        "%s of the run %s holds %,d images, and the manifest says %,d: the run is damaged, name another one."
            .formatted(NAME, run.directory(), images, expected));
  }
}
