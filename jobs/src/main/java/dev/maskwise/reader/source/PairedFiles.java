package dev.maskwise.reader.source;

import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.SourceNumbers;
import dev.maskwise.reader.file.MaskFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Some images whose names the driver knows in order: it pairs them by merging, so that no query is
 * planned and nothing is shuffled.
 *
 * @param numbers how the sources are numbered
 * @param folders those of the truth and each model's predictions
 * @param files of each folder the files of these images, in their order
 * @param broken of each folder what cannot be read, whose images nobody knows
 */
public record PairedFiles(
    SourceNumbers numbers,
    List<MaskFile.Folder> folders,
    List<? extends List<MaskFile>> files,
    List<? extends List<MaskFile>> broken)
    implements Serializable {

  /**
   * All images.
   *
   * @param numbers how the sources are numbered
   * @param sources {@link FileSource}s all
   * @param sliceColumns the columns of the truth that are slices, of which files have none
   */
  public static PairedFiles of(
      SourceNumbers numbers,
      List<MaskSource> sources,
      List<String> sliceColumns,
      JavaSparkContext context) {
    List<MaskFile.Folder> folders = new ArrayList<>();
    List<List<MaskFile>> files = new ArrayList<>();
    List<List<MaskFile>> broken = new ArrayList<>();
    for (MaskSource source : sources) {
      FileSource named = (FileSource) source;
      if (folders.isEmpty()) {
        named.requireNoColumns(sliceColumns);
      }
      folders.add(named.folder());
      files.add(named.files(context));
      broken.add(named.broken(context));
    }
    return new PairedFiles(numbers, folders, files, broken);
  }

  /**
   * The same images in parts of about the same size, no image in two.
   *
   * @param least how many parts there are, unless one would be too large for a task
   */
  public List<PairedFiles> parts(int least) {
    List<MaskFile> longest = Collections.max(files, Comparator.comparingInt(List::size));
    int names = files.stream().mapToInt(List::size).sum();
    int parts = Math.max(least, names / FileSource.NAMES_PER_PARTITION);
    List<PairedFiles> result = new ArrayList<>();
    int[] starts = new int[files.size()];
    for (int part = 1; part <= parts; part++) {
      int next = (int) ((long) longest.size() * part / parts);
      String end = part == parts ? null : longest.get(next).imageId();
      List<List<MaskFile>> ofPart = new ArrayList<>();
      for (int source = 0; source < starts.length; source++) {
        List<MaskFile> all = files.get(source);
        int stop = end == null ? all.size() : firstOf(end, all, starts[source]);
        ofPart.add(new ArrayList<>(all.subList(starts[source], stop)));
        starts[source] = stop;
      }
      result.add(
          new PairedFiles(
              numbers,
              folders,
              ofPart,
              part == 1 ? broken : Collections.nCopies(files.size(), List.of())));
    }
    return result;
  }

  /** The place of the first file whose image is not before another. */
  private static int firstOf(String imageId, List<MaskFile> files, int start) {
    int low = start;
    int high = files.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (files.get(middle).imageId().compareTo(imageId) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** For each file that cannot be read an image without an id, which is rejected. */
  private Iterator<ImageMasks> unread() {
    List<ImageMasks> unread = new ArrayList<>();
    for (int source = 0; source < files.size(); source++) {
      for (MaskFile file : broken.get(source)) {
        ImageMasks image = new ImageMasks(null, numbers);
        image.add(source, file, folders.get(source));
        unread.add(image);
      }
    }
    return unread.iterator();
  }

  /** The images, one at a time; before them what cannot be read. */
  public Iterator<ImageMasks> images() {
    Iterator<ImageMasks> unread = unread();
    int[] places = new int[files.size()];
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return unread.hasNext() || nextId() != null;
      }

      @Override
      public ImageMasks next() {
        if (unread.hasNext()) {
          return unread.next();
        }
        String imageId = nextId();
        if (imageId == null) {
          throw new NoSuchElementException("There are no more images.");
        }
        ImageMasks image = new ImageMasks(imageId, numbers);
        for (int source = 0; source < places.length; source++) {
          MaskFile file = file(source);
          while (file != null && file.imageId().equals(imageId)) {
            image.add(source, file, folders.get(source));
            places[source]++;
            file = file(source);
          }
        }
        return image;
      }

      private @Nullable String nextId() {
        String first = null;
        for (int source = 0; source < places.length; source++) {
          MaskFile file = file(source);
          if (file != null && (first == null || file.imageId().compareTo(first) < 0)) {
            first = file.imageId();
          }
        }
        return first;
      }

      private @Nullable MaskFile file(int source) {
        List<MaskFile> ofSource = files.get(source);
        return places[source] < ofSource.size() ? ofSource.get(places[source]) : null;
      }
    };
  }
}
