package dev.maskwise.job.demo;

import dev.maskwise.codec.npy.NpyWriter;
import dev.maskwise.codec.png.PngWriter;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.metric.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Street scenes with the predictions of two models, as files. */
public final class DemoDataSet {
  /** Names of the classes by id. The last never occurs, in the truth or in a prediction. */
  public static final List<String> CLASSES = Label.NAMES;

  /** The label of pixels that do not count. */
  public static final int IGNORE = Label.IGNORE;

  /** The class whose logits the binary task is about. */
  public static final int FOREGROUND = Label.CAR;

  static final List<DemoModel> BOTH = List.of(DemoModel.SHARP, DemoModel.COARSE);

  /** Names of the models, the better one first. */
  public static final List<String> MODELS = BOTH.stream().map(DemoModel::name).toList();

  private static final String CLASS_NAMES = "classes.txt";
  private static final String TRUTH = "truth";
  private static final String INSTANCES = "instances";
  private static final String PNG = ".png";
  private static final String NPY = ".npy";

  private DemoDataSet() {}

  /** Where the truth, each model's part in the task and the class names are; how many images. */
  public record Written(Path truth, Map<String, Path> predictions, Path classes, int images) {}

  /** Writes label maps alone, see {@link #write(Path, Task, int, int, int)}. */
  public static Written write(Path directory, int scenes, int width, int height)
      throws IOException {
    return write(directory, Task.LABELS, scenes, width, height);
  }

  /**
   * Writes {@code classes.txt}, a name a line; label maps as {@code truth/<day, dusk or
   * rain>/scene-<index>.png} and likewise below each model's name; with scores {@code
   * <model>-<task>/…/scene-<index>.npy}, logits of the {@link #FOREGROUND} or of all classes in
   * float16; and below {@code instances} the truth's instance ids in 16 bits: the class of stuff
   * (road to sky), class × 1000 + k for a thing, k being its own in the scene, or {@link #IGNORE}.
   * Takes about 30 bytes a pixel and core.
   *
   * <p>Files that a demo wrote are replaced, by the list of them in {@code maskwise-demo.txt};
   * other files are left alone.
   *
   * @param scenes at least 1; 11 are needed for the wholly ignored scene and the foggy one
   * @throws java.nio.file.FileAlreadyExistsException when a file is there that no demo wrote; then
   *     nothing is written
   * @throws IOException when a file cannot be written; some files are then there and others not
   * @throws IllegalArgumentException when a number is out of range
   */
  public static Written write(Path directory, Task task, int scenes, int width, int height)
      throws IOException {
    if (scenes < 1 || width < 64 || height < 32 || (long) width * height > 1 << 29) {
      String rule = "%d scenes of %dx%d cannot be drawn: at least 1 of 64x32, at most 2^29 pixels.";
      throw new IllegalArgumentException(rule.formatted(scenes, width, height));
    }
    Map<String, Path> predictions = new LinkedHashMap<>();
    for (String model : MODELS) {
      predictions.put(model, directory.resolve(folder(model, task)));
    }
    Path classes = Files.createDirectories(directory).resolve(CLASS_NAMES);
    DemoFiles.claim(directory, names(task, scenes));
    Files.write(classes, CLASSES);
    try {
      IntStream.range(0, scenes)
          .parallel()
          .forEach(index -> write(new Scene(index, width, height), task, directory));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Written(directory.resolve(TRUTH), predictions, classes, scenes);
  }

  /** The files of a data set, below its directory. */
  private static List<String> names(Task task, int scenes) {
    List<String> names = new ArrayList<>(List.of(CLASS_NAMES));
    for (int index = 0; index < scenes; index++) {
      String id = "/" + Scene.imageId(index);
      names.add(TRUTH + id + PNG);
      names.add(INSTANCES + id + PNG);
      for (String model : MODELS) {
        names.add(model + id + PNG);
        if (task != Task.LABELS) {
          names.add(folder(model, task) + id + NPY);
        }
      }
    }
    return names;
  }

  private static String folder(String model, Task task) {
    return task == Task.LABELS ? model : model + "-" + task.label();
  }

  private static void write(Scene scene, Task task, Path directory) {
    int[] ids = scene.truth();
    byte[] truth = Scene.labels(ids);
    byte[] instances = new byte[2 * ids.length];
    for (int i = 0; i < ids.length; i++) {
      instances[2 * i] = (byte) ids[i];
      instances[2 * i + 1] = (byte) (ids[i] >> 8);
    }
    write(directory.resolve(TRUTH), scene, PNG, png(scene, truth, 1));
    write(directory.resolve(INSTANCES), scene, PNG, png(scene, instances, 2));
    for (DemoModel model : BOTH) {
      byte[] labels = Scene.labels(model.predict(scene));
      write(directory.resolve(model.name()), scene, PNG, png(scene, labels, 1));
      if (task != Task.LABELS) {
        float[][] logits = model.logits(scene, task, truth, labels);
        byte[] npy = NpyWriter.encode(logits, scene.height(), scene.width(), ScoreType.FLOAT16);
        write(directory.resolve(folder(model.name(), task)), scene, NPY, npy);
      }
    }
  }

  private static byte[] png(Scene scene, byte[] labels, int bytesPerPixel) {
    return PngWriter.encode(labels, scene.width(), scene.height(), bytesPerPixel);
  }

  private static void write(Path directory, Scene scene, String suffix, byte[] bytes) {
    Path file = directory.resolve(scene.imageId() + suffix);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
