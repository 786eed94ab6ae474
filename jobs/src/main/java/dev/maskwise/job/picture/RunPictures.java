package dev.maskwise.job.picture;

import dev.maskwise.job.picture.InputClasses.Shown;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.run.page.Pictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Pictures of the images of a run, from the directories and tables that it was evaluated on. */
public final class RunPictures implements Pictures {
  private static final long MOST_BYTES = 1L << 30;
  private static final int AT_ONCE = 20;

  private final StorageAccess storages;
  private final RunImages run;
  private final MaskLabels labels;
  private final PictureEncoder encoder;
  private final @Nullable ImageFiles photographs;

  /**
   * Pictures for the page of a run.
   *
   * @param photographs the directory of {@code <image id>.png} or {@code .jpg}; null for none
   * @throws InputRefusedException when the directory of photographs is none
   */
  public RunPictures(StorageAccess storages, RunImages run, @Nullable String photographs) {
    this.storages = storages;
    this.run = run;
    this.labels = new MaskLabels(run.run(), run.terms());
    this.encoder = new PictureEncoder(run.terms().classes().size());
    this.photographs = photographs == null ? null : photographs(storages.hadoop(), photographs);
  }

  private static ImageFiles photographs(Configuration hadoop, String location) {
    try {
      ImageFiles files =
          new ImageFiles(
              hadoop, location, List.of(".png", ".jpg", ".jpeg", ".PNG", ".JPG", ".JPEG"));
      InputRefusedException.require(
          files.isDirectoryOfFiles(),
          "--images %s is not a directory: name the one that holds the photographs."
              .formatted(location));
      return files;
    } catch (IOException e) {
      throw new InputRefusedException(
          "--images %s cannot be read: %s.".formatted(location, e.getMessage()), e);
    }
  }

  /** Few at a time, since the classes of all models are held until their pictures are made. */
  @Override
  public List<Picture> of(List<StoredImage> images, List<Column> columns) {
    List<Picture> pictures = new ArrayList<>();
    for (int start = 0; start < images.size(); start += AT_ONCE) {
      pictures.addAll(
          some(images.subList(start, Math.min(start + AT_ONCE, images.size())), columns));
    }
    return pictures;
  }

  private List<Picture> some(List<StoredImage> images, List<Column> columns) {
    Set<String> ids = images.stream().map(StoredImage::imageId).collect(Collectors.toSet());
    Map<String, Shown> truths = new InputClasses(storages.hadoop(), run, null).of(ids);
    List<Map<String, Shown>> predictions =
        columns.stream()
            .map(
                column -> new InputClasses(storages.hadoop(), column.run(), column.model()).of(ids))
            .toList();
    return images.stream()
        .map(
            image ->
                picture(
                    image.imageId(),
                    truths.getOrDefault(image.imageId(), Shown.NOTHING),
                    predictions.stream()
                        .map(of -> of.getOrDefault(image.imageId(), Shown.NOTHING))
                        .toList()))
        .toList();
  }

  private Picture picture(String imageId, Shown truth, List<Shown> predictions) {
    ClassMap classes = truth.map();
    if (classes == null) {
      return Picture.none(truth.reason());
    }
    try {
      List<String> predicted = new ArrayList<>();
      List<String> errors = new ArrayList<>();
      String note = "";
      for (Shown prediction : predictions) {
        ClassMap map = prediction.map();
        if (map == null || !map.hasShapeOf(classes)) {
          note = map == null ? prediction.reason() : InputClasses.GONE;
          predicted.add("");
          errors.add("");
        } else {
          predicted.add(encoder.classes(map));
          errors.add(
              run.terms().task() == Task.BINARY
                  ? encoder.errors(classes, map, 1)
                  : encoder.errors(classes, map));
        }
      }
      return new Picture(
          classes.width(),
          classes.height(),
          classes.step(),
          photograph(imageId, classes),
          encoder.classes(classes),
          predicted,
          errors,
          note);
    } catch (IOException e) {
      return Picture.none(InputClasses.GONE);
    }
  }

  private String photograph(String imageId, ClassMap truth) throws IOException {
    byte[] file = photographs == null ? null : photographs.read(imageId, MOST_BYTES);
    return file == null
        ? ""
        : PictureEncoder.photograph(file, truth.width(), truth.height(), labels.maxPixels());
  }
}
