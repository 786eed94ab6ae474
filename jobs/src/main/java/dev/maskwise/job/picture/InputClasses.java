package dev.maskwise.job.picture;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.source.MaskSources;
import dev.maskwise.reader.source.MaskSources.Table;
import dev.maskwise.reader.source.ShardSource;
import dev.maskwise.reader.source.TableLocation;
import dev.maskwise.reader.source.TableSource.Columns;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What one input of a run, the truth or a model, says of some images, where it is still what was
 * evaluated.
 */
final class InputClasses {
  static final String GONE =
      "Masks that are no longer where the run found them, or cannot be read, are not shown.";
  private static final String CHANGED = "Masks that have changed since the run are not shown.";

  private static final String ARRAYS =
      "Scores that a table holds as arrays of numbers, and masks of which it holds the paths, are not shown.";

  private static final String OTHERS =
      "Masks of tables and manifests are shown where these are Parquet files that hold the masks.";

  private static final long CONTAINER_BYTES = 1 << 20;
  private static final long MOST_BYTES = 1L << 30;

  private final Configuration hadoop;
  private final RunImages run;
  private final @Nullable Integer model;
  private final MaskLabels labels;
  private final boolean scores;

  /**
   * The classes of an image, or why they are not shown.
   *
   * @param map null where they are not
   */
  record Shown(@Nullable ClassMap map, String reason) {
    static final Shown NOTHING = new Shown(null, GONE);
  }

  /**
   * @param model its position in the run; null for the truth
   */
  InputClasses(Configuration hadoop, RunImages run, @Nullable Integer model) {
    this.hadoop = hadoop;
    this.run = run;
    this.model = model;
    this.labels = new MaskLabels(run.run(), run.terms());
    this.scores = model != null && run.terms().task() != Task.LABELS;
  }

  /** The classes of some images by their ids; those that are not found are left out. */
  Map<String, Shown> of(Set<String> imageIds) {
    Map<String, Shown> shown = new HashMap<>();
    try {
      Map<String, StoredImage> images = known(imageIds);
      String location = location();
      if (location == null) {
        return shown;
      }
      if (TableLocation.of(location).isPresent()) {
        images.keySet().forEach(id -> shown.put(id, new Shown(null, OTHERS)));
        return shown;
      }
      Optional<ShardSource> shards = MaskSources.shardsAt(hadoop, location, suffix(), content());
      if (shards.isPresent()) {
        shards
            .get()
            .read(
                images.keySet(),
                mostBytes(),
                (id, bytes) -> shown.put(id, shown(images.get(id), EncodedMask.ofFile(bytes))));
        return shown;
      }
      Optional<Table> table =
          MaskSources.tableAt(hadoop, location, text(scores ? "score_column" : "mask_column"));
      if (table.isPresent()) {
        boolean bytes =
            new TableMasks(hadoop, table.get().path(), columns(table.get().column()))
                .read(images.keySet(), (id, mask) -> shown.put(id, shown(images.get(id), mask)));
        if (!bytes) {
          images.keySet().forEach(id -> shown.put(id, new Shown(null, ARRAYS)));
        }
      } else {
        fromFiles(location, images, shown);
      }
    } catch (IOException | InputRefusedException e) {
      return shown;
    }
    return shown;
  }

  private Map<String, StoredImage> known(Set<String> imageIds) {
    Map<String, StoredImage> images = new HashMap<>();
    for (StoredImage image : run.images()) {
      if (imageIds.contains(image.imageId())) {
        images.put(image.imageId(), image);
      }
    }
    return images;
  }

  private @Nullable String location() {
    String name = model == null ? null : run.run().manifest().models().get(model);
    return run.run().manifest().inputs().stream()
        .filter(input -> Objects.equals(input.model(), name))
        .map(Manifest.Input::location)
        .findFirst()
        .orElse(null);
  }

  private String text(String choice) {
    return String.valueOf(run.run().manifest().definition().get(choice));
  }

  private Columns columns(String mask) {
    return new Columns(text("id_column"), mask, Columns.DEFAULT.height(), Columns.DEFAULT.width());
  }

  private @Nullable String suffix() {
    String option = model == null ? "truth_suffix" : "prediction_suffix";
    return run.run().manifest().definition().get(option) instanceof String suffix ? suffix : null;
  }

  private Content content() {
    return scores ? Content.SCORES : Content.LABELS;
  }

  private long mostBytes() {
    return scores ? MOST_BYTES : 8 * labels.maxPixels() + CONTAINER_BYTES;
  }

  private void fromFiles(String location, Map<String, StoredImage> images, Map<String, Shown> shown)
      throws IOException {
    String suffix = suffix();
    ImageFiles files =
        ImageFiles.ofEndings(
            hadoop, location, suffix == null ? content().endings() : List.of(suffix));
    if (!files.isDirectoryOfFiles()) {
      return;
    }
    long most = mostBytes();
    for (StoredImage image : images.values()) {
      byte[] bytes;
      try {
        bytes = files.read(image.imageId(), most);
      } catch (IOException e) {
        continue;
      }
      if (bytes != null) {
        shown.put(image.imageId(), shown(image, EncodedMask.ofFile(bytes)));
      }
    }
  }

  private Shown shown(@Nullable StoredImage image, EncodedMask mask) {
    String digest =
        image == null
            ? null
            : model == null ? image.truthDigest() : image.predictions().get(model).digest();
    if (digest != null && !digest.equals(mask.digest())) {
      return new Shown(null, CHANGED);
    }
    try {
      return new Shown(model == null ? labels.truth(mask) : labels.prediction(mask), "");
    } catch (MalformedException e) {
      return Shown.NOTHING;
    }
  }
}
