package dev.maskwise.job;

import dev.maskwise.reader.TableSource.Columns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say what files and columns hold, and how much of it. */
final class InputOptions {

  @Option(
      names = "--truth-suffix",
      paramLabel = "TEXT",
      description =
          "What the names of truth files end in; the rest of the path is the image id. Default:"
              + " ${DEFAULT-VALUE}.")
  String truthSuffix = ".png";

  @Option(
      names = "--prediction-suffix",
      paramLabel = "TEXT",
      description = "The same for predictions. Default: .png, and .npy for scores.")
  @Nullable String predictionSuffix;

  @Option(
      names = "--id-column",
      paramLabel = "NAME",
      description = "The image id in tables. Default: ${DEFAULT-VALUE}.")
  String idColumn = "image_id";

  @Option(
      names = "--mask-column",
      paramLabel = "NAME",
      description =
          "The mask in tables: PNG bytes, or a raw label map where the table has the columns height"
              + " and width. Default: ${DEFAULT-VALUE}.")
  String maskColumn = "mask";

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Larger images are rejected before memory is taken. Default: ${DEFAULT-VALUE}.")
  long maxPixels = 1L << 28;

  /** The columns of a table of which one has masks or scores. */
  Columns columns(String content) {
    return new Columns(idColumn, content, Columns.DEFAULT.height(), Columns.DEFAULT.width());
  }

  /** What the names of the files of a model end in, label maps or scores. */
  String predictionSuffix(boolean scores) {
    String standard = scores ? ".npy" : ".png";
    return predictionSuffix == null ? standard : predictionSuffix;
  }

  /**
   * Adds every choice that changes a number.
   *
   * @param scores whether predictions are scores
   */
  void describe(Definition definition, boolean scores) {
    definition.put("truth_suffix", truthSuffix);
    definition.put("prediction_suffix", predictionSuffix(scores));
    definition.put("id_column", idColumn);
    definition.put("mask_column", maskColumn);
    definition.put("max_pixels", maxPixels);
  }
}
