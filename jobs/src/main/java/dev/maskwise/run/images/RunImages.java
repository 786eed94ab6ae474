package dev.maskwise.run.images;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.statistic.PixelCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All images of a run in memory: about 300 bytes an image and model for 19 classes.
 *
 * @param images by image id
 */
public record RunImages(StoredRun run, Terms terms, List<StoredImage> images) {

  /**
   * Reads the images of a run.
   *
   * @throws InputRefusedException when they cannot be read
   */
  public static RunImages of(StoredRun run) {
    Terms terms = Terms.of(run);
    return new RunImages(run, terms, PerImageFile.read(run, terms));
  }

  /**
   * The position of a model.
   *
   * @throws InputRefusedException when the run has no such model
   */
  public int model(String name) {
    List<String> models = run.manifest().models();
    int index = models.indexOf(name);
    InputRefusedException.require(
        index >= 0,
        "The run %s has no model '%s', only %s: name one of these."
            .formatted(run.manifest().run(), name, String.join(", ", models)));
    return index;
  }

  /** Adds what a model is for an image to some totals. */
  public void addTo(ImageTotals totals, StoredImage.Prediction prediction) {
    double @Nullable [] cells = prediction.scores();
    PixelCounts counts = prediction.pixelCounts();
    totals.add(counts, cells == null ? null : new ScoreLayout(terms).statistics(cells, counts));
  }
}
