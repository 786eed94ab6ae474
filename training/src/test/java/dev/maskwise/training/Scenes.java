package dev.maskwise.training;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small random minibatches, in double. */
final class Scenes {
  static final IActivation SIGMOID = new ActivationSigmoid();
  static final IActivation SOFTMAX = new ActivationSoftmax();
  static final IActivation IDENTITY = new ActivationIdentity();

  private Scenes() {}

  /** A minibatch. */
  record Scene(INDArray labels, INDArray logits, @Nullable INDArray mask) {
    double score(PerImageLoss loss, IActivation activation) {
      return loss.computeScore(labels, logits, activation, mask, false);
    }
  }

  /** Examples of rows of pixels of one class, each label 1 with a probability of 2 in 5. */
  static Scene rows(SplittableRandom random, int examples, int pixels, boolean masked) {
    INDArray labels = Nd4j.createFromArray(bits(random, examples * pixels, 0.4));
    INDArray mask = masked ? Nd4j.createFromArray(bits(random, examples * pixels, 0.7)) : null;
    return new Scene(
        labels.reshape('c', examples, pixels),
        logits(random, examples * pixels).reshape('c', examples, pixels),
        mask == null ? null : mask.reshape('c', examples, pixels));
  }

  /** Images whose pixels have one class each. */
  static Scene images(
      SplittableRandom random, int examples, int channels, int height, int width, boolean masked) {
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, examples, channels, height, width);
    for (int example = 0; example < examples; example++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          labels.putScalar(new int[] {example, random.nextInt(channels), y, x}, 1);
        }
      }
    }
    int pixels = examples * height * width;
    return new Scene(
        labels,
        logits(random, pixels * channels).reshape('c', examples, channels, height, width),
        masked
            ? Nd4j.createFromArray(bits(random, pixels, 0.7))
                .reshape('c', examples, 1, height, width)
            : null);
  }

  private static INDArray logits(SplittableRandom random, int count) {
    return Nd4j.createFromArray(random.doubles(count, -3, 3).toArray());
  }

  private static double[] bits(SplittableRandom random, int count, double share) {
    return random.doubles(count).map(number -> number < share ? 1 : 0).toArray();
  }
}
