package dev.maskwise.job.demo;

import dev.maskwise.codec.PngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Street scenes with the predictions of two models, as files.
 *
 * <p>The images are 8-bit grey PNG label maps, paired by relative path. The first folder is the
 * condition, so {@code (?<condition>day|dusk|rain)/} slices the data set. See {@link Scene} for
 * what is in a scene.
 */
public final class DemoDataSet {
  /** Names of the classes by id. The last never occurs, in the truth or in a prediction. */
  public static final List<String> CLASSES = StreetClass.NAMES;

  /** The label of pixels that do not count. */
  public static final int IGNORE = 255;

  /** Names of the models, the better one first. */
  public static final List<String> MODELS =
      Arrays.stream(DemoModel.values()).map(DemoModel::folder).toList();

  private DemoDataSet() {}

  /**
   * What {@link #write} wrote.
   *
   * @param truth directory of the true label maps
   * @param predictions directory of each model, by name, in the order of {@link #MODELS}
   * @param classes the list of class names, one a line, the id being the line's number from 0
   * @param images number of label maps in each directory
   */
  public record Written(Path truth, Map<String, Path> predictions, Path classes, int images) {}

  /**
   * Writes {@code truth/<condition>/scene-<index>.png}, the same below each model's name, and
   * {@code classes.txt}.
   *
   * <p>Directories are made as needed, files of the same name are replaced, other files are left
   * alone. Scenes are painted in parallel on the common pool; each takes about five bytes a pixel
   * of memory while it is worked on.
   *
   * @param directory where to write
   * @param scenes how many, at least 1; 11 are needed for the wholly ignored scene and the foggy
   *     one to be among them
   * @param width pixels, see {@link Scene#of}
   * @param height pixels, see {@link Scene#of}
   * @throws IOException when a file cannot be written; some files are then there and others not
   * @throws IllegalArgumentException when a number is out of range
   */
  public static Written write(Path directory, int scenes, int width, int height)
      throws IOException {
    if (scenes < 1) {
      throw new IllegalArgumentException("A data set of " + scenes + " scenes cannot be made.");
    }
    Path truth = directory.resolve("truth");
    Map<String, Path> predictions = new LinkedHashMap<>();
    MODELS.forEach(model -> predictions.put(model, directory.resolve(model)));
    Path classes = directory.resolve("classes.txt");
    Files.createDirectories(directory);
    Files.write(classes, CLASSES, StandardCharsets.UTF_8);
    try {
      IntStream.range(0, scenes)
          .parallel()
          .mapToObj(index -> Scene.of(index, width, height))
          .forEach(scene -> write(scene, directory));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Written(truth, Collections.unmodifiableMap(predictions), classes, scenes);
  }

  private static void write(Scene scene, Path directory) {
    write(scene, directory.resolve("truth"), scene.truth());
    for (DemoModel model : DemoModel.values()) {
      write(scene, directory.resolve(model.folder()), scene.prediction(model));
    }
  }

  private static void write(Scene scene, Path directory, byte[] labels) {
    Path file = directory.resolve(scene.imageId() + ".png");
    try {
      Files.createDirectories(directory.resolve(scene.condition().folder()));
      Files.write(file, PngWriter.encode(labels, scene.width(), scene.height(), 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
