package dev.maskwise.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss that is computed image by image: an example of the minibatch is an image.
 *
 * <p>Labels and pre-output have the shape [minibatch, channels, height, width], or [minibatch,
 * pixels] for one class; labels are 0 and 1, one-hot under softmax. A mask is 1 where a pixel
 * counts and 0 where it does not, with one value for each pixel ([minibatch, 1, height, width],
 * [minibatch, pixels]), for each example ([minibatch, 1]), or in the shape of the pre-output. What
 * it leaves out enters nothing and has the gradient 0.
 *
 * <p>All arithmetic is in double; arrays that are returned have the type of the pre-output. An
 * image without a valid pixel has no loss: NaN in {@link #computeScoreArray}, left out of {@link
 * #computeScore}, gradient 0. The gradient is that of the sum of the losses over the minibatch, as
 * ND4J wants it: who trains divides by the size of the minibatch.
 */
public interface PerImageLoss extends ILossFunction {

  /**
   * The loss of one image.
   *
   * @param activation what follows the pre-output; {@link #check} has accepted it
   * @param gradient gets the derivative by each score, planes of the shape of the scores, zeros
   *     before
   * @return the loss, NaN if the image has none
   */
  double score(LabelledPixels image, IActivation activation, double[][] gradient);

  /** Whether the scores of {@link #score} are the pre-output itself, not its activation. */
  default boolean takesLogits() {
    return false;
  }

  /**
   * Accepts an activation.
   *
   * @param channels planes of an image
   * @throws IllegalArgumentException if the loss has no meaning with it
   */
  default void check(IActivation activation, int channels) {
    if (activation instanceof ActivationSoftmax && channels == 1) {
      throw new IllegalArgumentException(
          "Softmax over one channel is 1 everywhere: give a channel for each class in the shape [minibatch, channels, height, width], or use sigmoid.");
    }
  }

  @Override
  default double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activationFn,
      @Nullable INDArray mask,
      boolean average) {
    return total(
        scores(new PixelBatch(labels, preOutput, mask), activationFn, new double[0]), average);
  }

  /** The loss of each example, a column. */
  @Override
  default INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
    double[] scores = scores(new PixelBatch(labels, preOutput, mask), activationFn, new double[0]);
    return Nd4j.createFromArray(scores).reshape('c', scores.length, 1).castTo(preOutput.dataType());
  }

  @Override
  default INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activationFn, @Nullable INDArray mask) {
    return computeGradientAndScore(labels, preOutput, activationFn, mask, false).getSecond();
  }

  @Override
  default Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activationFn,
      @Nullable INDArray mask,
      boolean average) {
    PixelBatch batch = new PixelBatch(labels, preOutput, mask);
    double[] byScore = new double[Math.toIntExact(preOutput.length())];
    double[] scores = scores(batch, activationFn, byScore);
    INDArray byRow = batch.asRows(byScore);
    INDArray byPreOutput =
        takesLogits() ? byRow : activationFn.backprop(batch.rows(), byRow).getFirst();
    return Pair.of(total(scores, average), batch.likePreOutput(byPreOutput));
  }

  @Override
  default String name() {
    return toString();
  }

  /** The loss of each image; their derivatives by the scores, if there is room for them. */
  private double[] scores(PixelBatch batch, IActivation activation, double[] byScore) {
    check(activation, batch.channels());
    double[] seen =
        takesLogits()
            ? batch.logits()
            : PixelBatch.values(
                activation.getActivation(batch.rows(), true).castTo(DataType.DOUBLE));
    double[] scores = new double[batch.examples()];
    for (int example = 0; example < scores.length; example++) {
      LabelledPixels image = batch.image(example, seen);
      double[][] gradient = new double[image.channels()][image.pixels()];
      scores[example] = image.pixels() == 0 ? Double.NaN : score(image, activation, gradient);
      if (byScore.length > 0) {
        batch.scatter(example, gradient, byScore);
      }
    }
    return scores;
  }

  private static double total(double[] scores, boolean average) {
    double[] defined = Arrays.stream(scores).filter(score -> !Double.isNaN(score)).toArray();
    if (defined.length == 0) {
      return Double.NaN;
    }
    double sum = Arrays.stream(defined).sum();
    return average ? sum / defined.length : sum;
  }
}
