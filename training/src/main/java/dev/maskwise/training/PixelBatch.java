package dev.maskwise.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A minibatch as ND4J gives it, seen as rows: one row for each pixel of each example, one column
 * for each channel, in double. An activation over classes works along such rows whatever the shape
 * of the minibatch was.
 */
final class PixelBatch {
  private final INDArray preOutput;
  private final int examples;
  private final int channels;
  private final int pixels;
  private final double[] labels;
  private final boolean[] valid;
  private final double[] logits;

  PixelBatch(INDArray labels, INDArray preOutput, @Nullable INDArray mask) {
    if (preOutput.rank() != 2 && preOutput.rank() != 4) {
      throw new IllegalArgumentException(
          "The pre-output has shape %s: give [minibatch, channels, height, width], or [minibatch, pixels] for one class."
              .formatted(shape(preOutput)));
    }
    if (preOutput.rank() == 2 && preOutput.size(1) == 1) {
      throw new IllegalArgumentException(
          "The pre-output has shape %s, one pixel an example: a layer such as CnnLossLayer has torn the images apart; use one that keeps each image in a row."
              .formatted(shape(preOutput)));
    }
    if (!Arrays.equals(labels.shape(), preOutput.shape())) {
      throw new IllegalArgumentException(
          "The labels have shape %s and the pre-output %s: give labels of 0 and 1 in the shape of the pre-output."
              .formatted(shape(labels), shape(preOutput)));
    }
    this.preOutput = preOutput;
    examples = Math.toIntExact(preOutput.size(0));
    channels = preOutput.rank() == 4 ? Math.toIntExact(preOutput.size(1)) : 1;
    pixels = Math.toIntExact(preOutput.length() / Math.max(1, (long) examples * channels));
    this.labels = values(rows(labels));
    valid = valid(mask);
    logits = values(rows(preOutput));
    judgeLogits();
  }

  int examples() {
    return examples;
  }

  int channels() {
    return channels;
  }

  /** The pre-output in the order of the rows, 0 where the mask leaves it out. */
  double[] logits() {
    return logits;
  }

  /** The same as an array of rows, a copy. */
  INDArray rows() {
    return asRows(logits);
  }

  /**
   * The valid pixels of an example.
   *
   * @param scores what the loss takes of every row
   */
  LabelledPixels image(int example, double[] scores) {
    int[] places = places(example);
    double[][] image = new double[channels][places.length];
    boolean[][] truth = new boolean[channels][places.length];
    for (int i = 0; i < places.length; i++) {
      for (int channel = 0; channel < channels; channel++) {
        int at = places[i] * channels + channel;
        if (labels[at] != 0 && labels[at] != 1) {
          throw new IllegalArgumentException(
              "Example %d has the label %s in channel %d: a label is 0 or 1; leave pixels without one out with a mask."
                  .formatted(example, labels[at], channel));
        }
        image[channel][i] = scores[at];
        truth[channel][i] = labels[at] == 1;
      }
    }
    return new LabelledPixels(image, truth, pixels);
  }

  /** Puts the gradient of an example, in the order of {@link #image}, where its rows are. */
  void scatter(int example, double[][] gradient, double[] rowsGradient) {
    int[] places = places(example);
    for (int i = 0; i < places.length; i++) {
      for (int channel = 0; channel < channels; channel++) {
        rowsGradient[places[i] * channels + channel] = gradient[channel][i];
      }
    }
  }

  /** Rows in the shape and type of the pre-output. */
  INDArray likePreOutput(INDArray rowsGradient) {
    INDArray shaped =
        preOutput.rank() == 2
            ? rowsGradient.reshape('c', preOutput.shape())
            : rowsGradient
                .reshape('c', examples, preOutput.size(2), preOutput.size(3), channels)
                .permute(0, 3, 1, 2);
    return shaped.dup('c').castTo(preOutput.dataType());
  }

  /** Numbers in the order of the rows as an array of rows. */
  INDArray asRows(double[] values) {
    return Nd4j.createFromArray(values).reshape('c', (long) examples * pixels, channels);
  }

  private INDArray rows(INDArray array) {
    INDArray last = array.rank() == 4 ? array.permute(0, 2, 3, 1) : array;
    return last.castTo(DataType.DOUBLE).dup('c').reshape('c', (long) examples * pixels, channels);
  }

  /** The rows of an example that are valid. */
  private int[] places(int example) {
    int first = example * pixels;
    int[] places = new int[pixels];
    int count = 0;
    for (int row = first; row < first + pixels; row++) {
      if (valid[row]) {
        places[count++] = row;
      }
    }
    return Arrays.copyOf(places, count);
  }

  private boolean[] valid(@Nullable INDArray mask) {
    boolean[] result = new boolean[examples * pixels];
    if (mask == null) {
      Arrays.fill(result, true);
      return result;
    }
    boolean sameShape = Arrays.equals(mask.shape(), preOutput.shape());
    double[] values = sameShape ? values(rows(mask)) : values(mask.castTo(DataType.DOUBLE));
    int perExample = sameShape ? pixels * channels : maskedPerExample(mask);
    for (int row = 0; row < result.length; row++) {
      int first = (int) ((long) row * perExample / pixels);
      result[row] = included(values[first]);
      for (int channel = 1; sameShape && channel < channels; channel++) {
        if (included(values[first + channel]) != result[row]) {
          throw new IllegalArgumentException(
              "The mask differs between the channels of a pixel: a pixel is valid in all channels or in none; give a mask of shape [minibatch, 1, height, width].");
        }
      }
    }
    return result;
  }

  /** One value for each example, or one for each pixel of it. */
  private int maskedPerExample(INDArray mask) {
    boolean each = mask.size(0) == examples && mask.length() == examples;
    boolean all = mask.size(0) == examples && mask.length() == (long) examples * pixels;
    if (!each && !all) {
      throw new IllegalArgumentException(
          "The mask has shape %s and the pre-output %s: give one value for each example or one for each pixel."
              .formatted(shape(mask), shape(preOutput)));
    }
    return all ? pixels : 1;
  }

  private static boolean included(double value) {
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException(
          "The mask holds %s: a mask is 1 where a pixel counts and 0 where it does not."
              .formatted(value));
    }
    return value == 1;
  }

  /** Refuses logits that are not finite; an activation may hide them. Ignored ones become 0. */
  private void judgeLogits() {
    for (int at = 0; at < logits.length; at++) {
      int row = at / channels;
      if (!valid[row]) {
        logits[at] = 0;
      } else if (!Double.isFinite(logits[at])) {
        throw new IllegalArgumentException(
            "Example %d has the score %s in channel %d: training has diverged, or the input holds such numbers; mask them or lower the learning rate."
                .formatted(row / pixels, logits[at], at % channels));
      }
    }
  }

  /** The numbers of an array of doubles in their order, copied at once. */
  static double[] values(INDArray array) {
    double[] values = new double[Math.toIntExact(array.length())];
    array.dup('c').data().asNioDouble().get(values);
    return values;
  }

  private static String shape(INDArray array) {
    return Arrays.toString(array.shape());
  }
}
