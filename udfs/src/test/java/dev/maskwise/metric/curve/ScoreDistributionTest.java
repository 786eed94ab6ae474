package dev.maskwise.metric.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreDistributionTest {
  private static final int BITS = 6;
  private static final int BINS = 5;

  private static ScoreDistribution foreground() {
    return ScoreDistribution.ofForeground(ScoreKind.PROBABILITY, BITS, new CalibrationBins(BINS));
  }

  private static ScoreDistribution classes(int classes) {
    return ScoreDistribution.ofClasses(classes, BITS, new CalibrationBins(BINS));
  }

  /** Adds an image of random probabilities. */
  private static void addImage(ScoreDistribution distribution, SplittableRandom random) {
    int pixels = random.nextInt(30);
    for (int c = 0; c <= distribution.classes(); c++) {
      float[] p = new float[pixels];
      byte[] truth = new byte[pixels];
      for (int i = 0; i < pixels; i++) {
        p[i] = random.nextInt(100) / 99f;
        truth[i] = (byte) random.nextInt(2);
      }
      if (c < distribution.classes()) {
        distribution.histogram(c).add(p, truth, pixels);
        distribution.calibration(c).add(p, truth, pixels);
      } else if (distribution.topLabel() != null) {
        distribution.addTopLabel(p, truth, pixels);
      }
    }
  }

  private static ScoreDistribution ofSeeds(ScoreDistribution empty, long... seeds) {
    for (long seed : seeds) {
      addImage(empty, new SplittableRandom(seed));
    }
    return empty;
  }

  @Test
  void partsMergeToTheWholeInAnyOrder() {
    for (ScoreDistribution shape : List.of(foreground(), classes(1), classes(3))) {
      ScoreDistribution whole = ofSeeds(shape.empty(), 1, 2, 3, 4, 5);
      ScoreDistribution one = ofSeeds(shape.empty(), 5, 1);
      ScoreDistribution two = ofSeeds(shape.empty(), 4, 3, 2);
      ScoreDistribution untouched = ofSeeds(shape.empty(), 4, 3, 2);
      ScoreDistribution merged = shape.empty();
      merged.add(two);
      merged.add(shape);
      merged.add(one);
      assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
      assertThat(two).isEqualTo(untouched).isNotEqualTo(whole);
      assertThat(shape).isEqualTo(whole.empty());
    }
  }

  @Test
  void emptyHasTheShapeAndSharesNothing() {
    ScoreDistribution whole = ofSeeds(classes(3), 1, 2);
    ScoreDistribution empty = whole.empty();
    assertThat(empty.classes()).isEqualTo(3);
    assertThat(empty.kind()).isEqualTo(ScoreKind.PROBABILITY);
    assertThat(empty.topLabel()).isEqualTo(new CalibrationBins(BINS));
    for (int c = 0; c < 3; c++) {
      assertThat(empty.histogram(c)).isEqualTo(new ScoreHistogram(BITS));
      assertThat(empty.calibration(c)).isEqualTo(new CalibrationBins(BINS));
    }
    addImage(empty, new SplittableRandom(3));
    assertThat(whole).isEqualTo(ofSeeds(classes(3), 1, 2));
    assertThat(
            ScoreDistribution.ofForeground(ScoreKind.LOGIT, BITS, new CalibrationBins(BINS))
                .empty())
        .isEqualTo(ScoreDistribution.ofForeground(ScoreKind.LOGIT, BITS, new CalibrationBins(BINS)))
        .isNotEqualTo(foreground());
  }

  @Test
  void travelsInJavaSerialization() throws Exception {
    for (ScoreDistribution shape : List.of(foreground(), classes(3))) {
      ScoreDistribution sent = ofSeeds(shape, 1, 2, 3);
      ScoreDistribution received = (ScoreDistribution) read(write(sent));
      assertThat(received).isEqualTo(sent).hasSameHashCodeAs(sent).hasToString(sent.toString());
      received.add(sent);
      assertThat(received).isEqualTo(ofSeeds(shape.empty(), 1, 1, 2, 2, 3, 3));
    }
  }

  private static byte[] write(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return stream.readObject();
    }
  }

  /**
   * Every two of these differ, so none can be added to another, and nothing is when it is tried.
   */
  @Test
  void onlyEqualShapesMerge() {
    List<ScoreDistribution> shapes =
        new ArrayList<>(
            List.of(
                foreground(),
                ScoreDistribution.ofForeground(ScoreKind.LOGIT, BITS, new CalibrationBins(BINS)),
                classes(1),
                classes(2),
                classes(3),
                ScoreDistribution.ofClasses(3, BITS + 1, new CalibrationBins(BINS)),
                ScoreDistribution.ofClasses(3, BITS, new CalibrationBins(BINS + 1))));
    for (ScoreDistribution a : shapes) {
      for (ScoreDistribution b : shapes) {
        if (!a.equals(b)) {
          ScoreDistribution some = ofSeeds(b.empty(), 7);
          assertThatThrownBy(() -> a.add(some)).isInstanceOf(IllegalArgumentException.class);
          assertThat(a).isEqualTo(a.empty()).isNotEqualTo(b);
        }
      }
    }
    assertThatThrownBy(() -> shapes.get(0).add(shapes.get(4)))
        .hasMessage(
            "Distributions of the foreground (probability, 6 bits, 5 bins) and of 3 classes"
                + " (probability, 6 bits, 5 bins) cannot be merged.");
  }

  @Test
  void scoresOfOneClassHaveNoTopLabel() {
    ScoreDistribution distribution = foreground();
    assertThat(distribution.topLabel()).isNull();
    assertThatThrownBy(() -> distribution.addTopLabel(new float[1], new byte[1], 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Scores of one class have no predicted class.");
  }
}
