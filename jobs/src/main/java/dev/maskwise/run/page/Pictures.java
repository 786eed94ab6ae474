package dev.maskwise.run.page;

import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import java.util.List;

/** Makes the pictures of images. */
public interface Pictures {

  /**
   * A model whose predictions are shown.
   *
   * @param label what stands above them
   * @param run has the model's predictions
   * @param model its position in the run
   */
  record Column(String label, RunImages run, int model) {}

  /**
   * The pictures of an image, all of one size. Each is a data URI, or empty where there is none.
   *
   * @param width of each, in pixels
   * @param step every so manieth pixel of the masks is shown, across and down
   * @param photograph from the directory of photographs
   * @param truth the classes in their colours, transparent where pixels are ignored
   * @param predictions for each column the predicted classes
   * @param errors for each column where the prediction is wrong
   * @param note what is wrong with the pictures; empty where nothing is
   */
  record Picture(
      int width,
      int height,
      int step,
      String photograph,
      String truth,
      List<String> predictions,
      List<String> errors,
      String note) {

    /** No pictures, and why. */
    public static Picture none(String note) {
      return new Picture(0, 0, 1, "", "", List.of(), List.of(), note);
    }

    boolean isThere() {
      return width > 0;
    }
  }

  /** The pictures of some images of the run, in their order. */
  List<Picture> of(List<StoredImage> images, List<Column> columns);

  /** No pictures of any image, for a reason. */
  static Pictures none(String reason) {
    return (images, columns) -> images.stream().map(image -> Picture.none(reason)).toList();
  }
}
