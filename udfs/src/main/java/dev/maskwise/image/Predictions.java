package dev.maskwise.image;

import dev.maskwise.kernel.count.Labels;
import dev.maskwise.kernel.count.Threshold;
import dev.maskwise.kernel.score.ScoreKernels;
import java.nio.FloatBuffer;

/** What the scores of an image predict, with or without a truth. */
public final class Predictions {
  private Predictions() {}

  /**
   * The mask that scores of one class predict: 1 where a score is at least the threshold, else 0.
   *
   * @param threshold the nearest float32 counts
   * @throws FaultException if a score is not finite
   */
  public static byte[] mask(FloatBuffer scores, double threshold) throws FaultException {
    return Threshold.mask(planes(scores, 1)[0], (float) threshold);
  }

  /**
   * The label map that scores of many classes predict: the class of the largest score, the lowest
   * class among equals.
   *
   * @param scores one class after another, equally many of each
   * @return one byte a pixel; above 256 classes two, in little-endian order
   * @throws FaultException if a score is not finite
   */
  public static byte[] labels(FloatBuffer scores, int classes) throws FaultException {
    float[][] planes = planes(scores, classes);
    int pixels = planes[0].length;
    char[] predicted = new char[pixels];
    ScoreKernels.best().argmax(planes, pixels, predicted);
    int bytesPerPixel = new LabelRange(classes, -1).bytesPerPixel();
    byte[] labels = new byte[pixels * bytesPerPixel];
    Labels.write(predicted, pixels, bytesPerPixel, labels);
    return labels;
  }

  private static float[][] planes(FloatBuffer scores, int classes) throws FaultException {
    int pixels = scores.capacity() / classes;
    float[][] planes = new float[classes][pixels];
    for (int c = 0; c < classes; c++) {
      scores.get(c * pixels, planes[c]);
    }
    Scores.requireFinite(planes, pixels, 0, at -> new Fault.Pixel(at, pixels));
    return planes;
  }
}
