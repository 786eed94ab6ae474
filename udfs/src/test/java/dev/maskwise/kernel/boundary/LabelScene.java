package dev.maskwise.kernel.boundary;

import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import java.util.List;
import java.util.SplittableRandom;

/** A label map, some of whose pixels are ignored, and a width. */
final class LabelScene {
  private static final List<Regime> REGIMES = List.of(Regime.values());

  /** Of the pixels, row by row; {@link Boundary#IGNORED} where they are ignored. */
  final int[] labels;

  final int height;
  final int width;
  final int classes;

  /** Of boundaries or contours, in pixels. */
  final int distance;

  LabelScene(int[] labels, int height, int width, int classes, int distance) {
    this.labels = labels;
    this.height = height;
    this.width = width;
    this.classes = classes;
    this.distance = distance;
  }

  /** Any shape of maps; nothing is ignored, or single pixels are, or a rectangle. */
  static LabelScene random(SplittableRandom random) {
    int height = random.nextInt(1, 26);
    int width = random.nextInt(1, 26);
    int classes = random.nextInt(1, 5);
    Regime regime = REGIMES.get(random.nextInt(REGIMES.size()));
    int[] labels = Masks.labels(regime, width, height, classes, random);
    int share = random.nextInt(4);
    int top = random.nextInt(height);
    int left = random.nextInt(width);
    for (int i = 0; i < labels.length; i++) {
      boolean ignored =
          switch (share) {
            case 0 -> false;
            case 1 -> random.nextInt(20) == 0;
            case 2 -> random.nextInt(4) != 0;
            default -> i / width >= top && i % width >= left && i % width < left + 9;
          };
      labels[i] = ignored ? Boundary.IGNORED : labels[i];
    }
    return new LabelScene(labels, height, width, classes, random.nextInt(1, 7));
  }
}
