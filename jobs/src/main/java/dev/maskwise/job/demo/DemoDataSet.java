package dev.maskwise.job.demo;

import dev.maskwise.codec.npy.NpyWriter;
import dev.maskwise.codec.png.PngWriter;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.metric.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * what is in a scene. For tasks with scores there are the models' logits too, see {@link
 * DemoScores}: .npy files of float16.
 */
public final class DemoDataSet {
  /** Names of the classes by id. The last never occurs, in the truth or in a prediction. */
  public static final List<String> CLASSES = StreetClass.NAMES;

  /** The label of pixels that do not count. */
  public static final int IGNORE = 255;

  /** Names of the models, the better one first. */
  public static final List<String> MODELS =
      Arrays.stream(DemoModel.values()).map(DemoModel::folder).toList();

  private static final String CLASS_NAMES = "classes.txt";
  private static final String TRUTH = "truth";
  private static final String PNG = ".png";
  private static final String NPY = ".npy";

  private DemoDataSet() {}

  /**
   * What {@link #write} wrote.
   *
   * @param truth directory of the true label maps
   * @param predictions directory of what each model gives for the task, label maps or logits, by
   *     name, in the order of {@link #MODELS}
   * @param classes the list of class names, one a line, the id being the line's number from 0
   * @param images number of files in each directory
   */
  public record Written(Path truth, Map<String, Path> predictions, Path classes, int images) {}

  /** Bytes of a scene's logits of both models; 0 for label maps. */
  public static long scoreBytes(Task task, int width, int height) {
    int channels =
        switch (task) {
          case LABELS -> 0;
          case BINARY -> 1;
          case MULTICLASS -> CLASSES.size();
        };
    return (long) MODELS.size() * channels * ScoreType.FLOAT16.bytes() * width * height;
  }

  /** Writes label maps alone, see {@link #write(Path, Task, int, int, int)}. */
  public static Written write(Path directory, int scenes, int width, int height)
      throws IOException {
    return write(directory, Task.LABELS, scenes, width, height);
  }

  /**
   * Writes {@code truth/<condition>/scene-<index>.png}, the same below each model's name, {@code
   * classes.txt}, and for a task with scores {@code <model>-<task>/<condition>/scene-<index>.npy}:
   * the logits of {@link DemoScores#FOREGROUND}, or those of every class.
   *
   * <p>Directories are made as needed. Files that a demo wrote are replaced, by the list of them in
   * {@code maskwise-demo.txt}; other files are left alone. Scenes are painted in parallel on the
   * common pool; each takes about five bytes a pixel of memory while it is worked on, and with
   * scores four more for each class.
   *
   * @param directory where to write
   * @param task what the models give besides their label maps
   * @param scenes how many, at least 1; 11 are needed for the wholly ignored scene and the foggy
   *     one to be among them
   * @param width pixels, see {@link Scene#of}
   * @param height pixels, see {@link Scene#of}
   * @throws java.nio.file.FileAlreadyExistsException when a file is there that no demo wrote; then
   *     nothing is written
   * @throws IOException when a file cannot be written; some files are then there and others not
   * @throws IllegalArgumentException when a number is out of range
   */
  public static Written write(Path directory, Task task, int scenes, int width, int height)
      throws IOException {
    if (scenes < 1) {
      throw new IllegalArgumentException("A data set of " + scenes + " scenes cannot be made.");
    }
    Path truth = directory.resolve(TRUTH);
    Map<String, Path> predictions = new LinkedHashMap<>();
    for (DemoModel model : DemoModel.values()) {
      predictions.put(model.folder(), directory.resolve(folder(model, task)));
    }
    Path classes = directory.resolve(CLASS_NAMES);
    Scene.of(0, width, height); // refuses a size before anything is written
    Files.createDirectories(directory);
    DemoFiles.claim(directory, names(task, scenes));
    Files.write(classes, CLASSES, StandardCharsets.UTF_8);
    try {
      IntStream.range(0, scenes)
          .parallel()
          .mapToObj(index -> Scene.of(index, width, height))
          .forEach(scene -> write(scene, task, directory));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Written(truth, Collections.unmodifiableMap(predictions), classes, scenes);
  }

  /** The files of a data set, below its directory. */
  private static List<String> names(Task task, int scenes) {
    List<String> names = new ArrayList<>(List.of(CLASS_NAMES));
    for (int index = 0; index < scenes; index++) {
      String id = "/" + Scene.imageId(index);
      names.add(TRUTH + id + PNG);
      for (DemoModel model : DemoModel.values()) {
        names.add(model.folder() + id + PNG);
        if (task != Task.LABELS) {
          names.add(folder(model, task) + id + NPY);
        }
      }
    }
    return names;
  }

  private static String folder(DemoModel model, Task task) {
    return task == Task.LABELS ? model.folder() : model.folder() + "-" + task.label();
  }

  private static void write(Scene scene, Task task, Path directory) {
    write(scene, directory.resolve(TRUTH), scene.truth());
    for (DemoModel model : DemoModel.values()) {
      write(scene, directory.resolve(model.folder()), scene.prediction(model));
      Path scores = directory.resolve(folder(model, task));
      switch (task) {
        case LABELS -> {}
        case BINARY -> write(scene, scores, new float[][] {DemoScores.ofForeground(scene, model)});
        case MULTICLASS -> write(scene, scores, DemoScores.ofClasses(scene, model));
      }
    }
  }

  private static void write(Scene scene, Path directory, byte[] labels) {
    byte[] png = PngWriter.encode(labels, scene.width(), scene.height(), 1);
    write(scene, directory, PNG, png);
  }

  private static void write(Scene scene, Path directory, float[][] logits) {
    byte[] npy = NpyWriter.encode(logits, scene.height(), scene.width(), ScoreType.FLOAT16);
    write(scene, directory, NPY, npy);
  }

  private static void write(Scene scene, Path directory, String suffix, byte[] bytes) {
    try {
      Files.createDirectories(directory.resolve(scene.condition().folder()));
      Files.write(directory.resolve(scene.imageId() + suffix), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
