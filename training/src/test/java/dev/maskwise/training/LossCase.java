package dev.maskwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An image of one class as the kernels of evaluation take it, float32 logits and a truth of 0 and
 * 1, and what a training loss says of it.
 */
final class LossCase {
  private final String name;
  private final float[] logits;
  private final byte[] truth;

  private LossCase(String name, float[] logits, byte[] truth) {
    this.name = name;
    this.logits = logits;
    this.truth = truth;
  }

  /** The golden images of the hinge, and random ones of every kind of truth up to large logits. */
  static List<LossCase> all() {
    List<LossCase> cases = new ArrayList<>();
    for (String truth : List.of("1100", "0000", "1111")) {
      cases.add(new LossCase(truth, new float[] {2, -1, 0.5f, -3}, bytes(truth)));
    }
    SplittableRandom random = new SplittableRandom(4242);
    for (float scale : new float[] {0.1f, 1, 8, 30000}) {
      for (double foreground : new double[] {0, 0.02, 0.5, 1}) {
        float[] logits = new float[1000];
        byte[] truth = new byte[1000];
        for (int i = 0; i < truth.length; i++) {
          logits[i] = (float) random.nextDouble(-scale, scale);
          truth[i] = (byte) (random.nextDouble() < foreground ? 1 : 0);
        }
        cases.add(new LossCase("to %s, %s".formatted(scale, foreground), logits, truth));
      }
    }
    return cases;
  }

  float[] logits() {
    return logits.clone();
  }

  byte[] truth() {
    return truth.clone();
  }

  /** How many pixels have the truth 1. */
  int foreground() {
    int count = 0;
    for (byte pixel : truth) {
      count += pixel;
    }
    return count;
  }

  double score(PerImageLoss loss, IActivation activation) {
    return loss.computeScore(
        Nd4j.createFromArray(truth).castTo(DataType.FLOAT).reshape(1, truth.length),
        Nd4j.createFromArray(logits).reshape(1, logits.length),
        activation,
        null,
        false);
  }

  @Override
  public String toString() {
    return name;
  }

  private static byte[] bytes(String bits) {
    byte[] result = new byte[bits.length()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (bits.charAt(i) - '0');
    }
    return result;
  }
}
