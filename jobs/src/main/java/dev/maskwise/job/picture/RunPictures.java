package dev.maskwise.job.picture;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.digest.ContentDigest;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.run.page.Pictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Pictures of the images of a run, from the directories that it was evaluated on. */
public final class RunPictures implements Pictures {
  private static final long CONTAINER_BYTES = 1 << 20;
  private static final long MOST_BYTES = 1L << 30;
  private static final String GONE =
      "Masks that are no longer where the run found them, or cannot be read, are not shown.";
  private static final String CHANGED = "Masks that have changed since the run are not shown.";
  private static final String TABLE =
      "Pictures are made of directories of masks; of the tables of this run there are none.";

  private final Configuration hadoop;
  private final RunImages run;
  private final MaskLabels labels;
  private final PictureEncoder encoder;
  private final @Nullable ImageFiles photographs;
  private final Map<String, @Nullable ImageFiles> inputs = new HashMap<>();

  /** Why a mask is not shown. */
  private static final class NotShown extends Exception {
    private static final long serialVersionUID = 1;

    NotShown(String reason) {
      super(reason);
    }
  }

  /**
   * Pictures for the page of a run.
   *
   * @param photographs the directory of {@code <image id>.png} or {@code .jpg}; null for none
   * @throws InputRefusedException when the directory of photographs is none
   */
  public RunPictures(Configuration hadoop, RunImages run, @Nullable String photographs) {
    this.hadoop = hadoop;
    this.run = run;
    this.labels = new MaskLabels(run.run(), run.terms());
    this.encoder = new PictureEncoder(run.terms().classes().size());
    this.photographs = photographs == null ? null : photographs(hadoop, photographs);
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

  @Override
  public Picture of(StoredImage image, List<Column> columns) {
    try {
      ClassMap truth = labels.truth(read(run, null, image.imageId(), image.truthDigest()));
      List<String> predictions = new ArrayList<>();
      List<String> errors = new ArrayList<>();
      String note = "";
      for (Column column : columns) {
        try {
          ClassMap prediction = prediction(image.imageId(), column);
          requireShown(prediction.hasShapeOf(truth), GONE);
          predictions.add(encoder.classes(prediction));
          errors.add(
              run.terms().task() == Task.BINARY
                  ? encoder.errors(truth, prediction, 1)
                  : encoder.errors(truth, prediction));
        } catch (NotShown e) {
          note = String.valueOf(e.getMessage());
          predictions.add("");
          errors.add("");
        }
      }
      return new Picture(
          truth.width(),
          truth.height(),
          truth.step(),
          photograph(image.imageId(), truth),
          encoder.classes(truth),
          predictions,
          errors,
          note);
    } catch (NotShown e) {
      return Picture.none(String.valueOf(e.getMessage()));
    } catch (IOException | MalformedException e) {
      return Picture.none(GONE);
    }
  }

  private ClassMap prediction(String imageId, Column column) throws NotShown {
    RunImages of = column.run();
    String digest = null;
    for (StoredImage known : of.images()) { // sorted, but there are few pictures
      if (known.imageId().equals(imageId)) {
        digest = known.predictions().get(column.model()).digest();
      }
    }
    String model = of.run().manifest().models().get(column.model());
    try {
      return new MaskLabels(of.run(), of.terms()).prediction(read(of, model, imageId, digest));
    } catch (IOException | MalformedException e) {
      throw new NotShown(GONE);
    }
  }

  private String photograph(String imageId, ClassMap truth) throws IOException {
    byte[] file = photographs == null ? null : photographs.read(imageId, MOST_BYTES);
    return file == null
        ? ""
        : PictureEncoder.photograph(file, truth.width(), truth.height(), labels.maxPixels());
  }

  /**
   * The bytes of a mask.
   *
   * @param model null for the truth
   * @param digest what they have to be; null where that is not known
   */
  private byte[] read(RunImages of, @Nullable String model, String imageId, @Nullable String digest)
      throws IOException, NotShown {
    String location =
        of.run().manifest().inputs().stream()
            .filter(input -> Objects.equals(input.model(), model))
            .map(Manifest.Input::location)
            .findFirst()
            .orElse(null);
    ImageFiles files =
        orElse(
            TABLE,
            files(
                of, orElse(GONE, location), model == null ? "truth_suffix" : "prediction_suffix"));
    boolean scores = model != null && of.terms().task() != Task.LABELS;
    byte[] bytes =
        orElse(
            GONE,
            files.read(imageId, scores ? MOST_BYTES : 2 * labels.maxPixels() + CONTAINER_BYTES));
    requireShown(
        digest == null || digest.equals(HexFormat.of().toHexDigits(ContentDigest.of(bytes))),
        CHANGED);
    return bytes;
  }

  private static <T> T orElse(String reason, @Nullable T value) throws NotShown {
    if (value == null) {
      throw new NotShown(reason);
    }
    return value;
  }

  private static void requireShown(boolean holds, String otherwise) throws NotShown {
    if (!holds) {
      throw new NotShown(otherwise);
    }
  }

  /** The files of an input; null where it is a table or nothing. */
  private @Nullable ImageFiles files(RunImages of, String location, String suffix)
      throws IOException {
    if (!inputs.containsKey(location)) {
      Object ending = of.run().manifest().definition().get(suffix);
      ImageFiles files = ImageFiles.ofSuffix(hadoop, location, String.valueOf(ending));
      inputs.put(location, files.isDirectoryOfFiles() ? files : null);
    }
    return inputs.get(location);
  }
}
