package dev.maskwise.bench;

import com.sun.management.ThreadMXBean;
import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelMapCounter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a pixel of a truth and its prediction costs from the bytes of their PNG files to the
 * confusion matrix: nanoseconds of processor time, for all images of a data set of {@code maskwise
 * demo} in memory. Each truth is read once for all models, as a job does.
 *
 * <pre>
 * java … dev.maskwise.bench.PairCost DATA ROUNDS CLASSES MODEL…
 * </pre>
 */
public final class PairCost {
  private static final int IGNORE = 255;

  private PairCost() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    long[] times = new long[Integer.parseInt(args[1])];
    LabelMapCounter counter = new LabelMapCounter(Integer.parseInt(args[2]), IGNORE);
    List<Path> folders = new ArrayList<>(List.of(data.resolve("truth")));
    Arrays.stream(args).skip(3).map(data::resolve).forEach(folders::add);
    List<List<byte[]>> images = images(folders);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long pixels = 0;
    for (int round = 0; round < times.length; round++) {
      long start = threads.getCurrentThreadCpuTime();
      pixels = 0;
      for (List<byte[]> image : images) {
        pixels += count(counter, image);
      }
      times[round] = threads.getCurrentThreadCpuTime() - start;
    }
    double first = (double) times[0] / pixels;
    long[] warm = Arrays.stream(times).skip(times.length / 3).sorted().toArray();
    System.out.printf(
        "%s: %d images; ns a pixel of a pair: first round %.3f, median %.3f, least %.3f%n",
        data,
        images.size(),
        first,
        (double) warm[warm.length / 2] / pixels,
        (double) warm[0] / pixels);
  }

  /** The files of each image: its truth, then its predictions. */
  private static List<List<byte[]>> images(List<Path> folders) throws IOException {
    List<List<byte[]>> images = new ArrayList<>();
    List<Path> truths;
    try (Stream<Path> files = Files.walk(folders.get(0))) {
      truths = files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
    for (Path truth : truths) {
      List<byte[]> image = new ArrayList<>();
      for (Path folder : folders) {
        image.add(Files.readAllBytes(folder.resolve(folders.get(0).relativize(truth))));
      }
      images.add(image);
    }
    return images;
  }

  /** Returns how many pixels all pairs of the image have. */
  private static long count(LabelMapCounter counter, List<byte[]> image)
      throws MalformedException, FaultException {
    List<LabelMapRows> maps = new ArrayList<>();
    for (byte[] file : image) {
      maps.add(PngRows.open(file, Long.MAX_VALUE));
    }
    LabelMapRows truth = maps.get(0);
    int pairs = counter.count(truth, maps.subList(1, maps.size())).size();
    return (long) truth.width() * truth.height() * pairs;
  }
}
