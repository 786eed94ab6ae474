package dev.maskwise.metric.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.metric.Better;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoissonBootstrapTest {
  private static final int CLASSES = 3;

  /** For each model the sums of a group; never changed. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Group(String id, double[][] sums) {}

  /** Intersections, then unions; some classes are often absent, and a model may lose some. */
  private static List<Group> groups(int count, double... losses) {
    Random random = new Random(5);
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      double[][] sums = new double[losses.length][2 * CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        int union = random.nextInt(c + 1) == 0 ? random.nextInt(1000) : 0;
        for (int m = 0; m < losses.length; m++) {
          double share = Math.min(1, Math.max(0, 0.7 - losses[m] + 0.2 * random.nextGaussian()));
          sums[m][c] = Math.rint(union * share);
          sums[m][CLASSES + c] = union;
        }
      }
      groups.add(new Group("image-" + g, sums));
    }
    return groups;
  }

  private static double meanIou(double[] sums) {
    double sum = 0;
    int defined = 0;
    for (int c = 0; c < CLASSES; c++) {
      if (sums[CLASSES + c] > 0) {
        sum += sums[c] / sums[CLASSES + c];
        defined++;
      }
    }
    return sum / defined;
  }

  private static PoissonBootstrap of(List<Group> groups) {
    PoissonBootstrap bootstrap =
        new PoissonBootstrap(groups.get(0).sums().length, groups.get(0).sums()[0].length, 1);
    groups.forEach(group -> bootstrap.add(group.id(), group.sums()));
    return bootstrap;
  }

  private static List<Standing> standings(PoissonBootstrap bootstrap) {
    return bootstrap.standings(PoissonBootstrapTest::meanIou, Better.HIGHER);
  }

  @Test
  void agreesWithResamplingOneReplicateAfterTheOther() {
    List<Group> groups = groups(70, 0, 0.01, 0.02);
    double[] best = new double[3];
    double[] ranks = new double[3];
    for (int b = 0; b < PoissonBootstrap.REPLICATES; b++) {
      Double[] numbers = new Double[3];
      for (int m = 0; m < 3; m++) {
        double[] sums = new double[2 * CLASSES];
        for (Group group : groups) {
          int weight = PoissonBootstrap.weight(PoissonBootstrap.hash(1, group.id()), b);
          for (int copy = 0; copy < weight; copy++) {
            for (int i = 0; i < sums.length; i++) {
              sums[i] += group.sums()[m][i];
            }
          }
        }
        numbers[m] = meanIou(sums);
      }
      List<Double> sorted = new ArrayList<>(List.of(numbers));
      sorted.sort(Collections.reverseOrder());
      for (int m = 0; m < 3; m++) {
        int rank = 1 + sorted.indexOf(numbers[m]);
        ranks[m] += rank;
        best[m] += rank == 1 ? 1 : 0;
      }
    }
    List<Standing> standings = standings(of(groups));
    for (int m = 0; m < 3; m++) {
      assertThat(standings.get(m).replicates()).isEqualTo(1000);
      assertThat(standings.get(m).best()).isEqualTo(best[m] / 1000);
      assertThat(standings.get(m).meanRank()).isEqualTo(ranks[m] / 1000);
    }
    assertThat(best).as("no foregone conclusion").doesNotContain(0, 1000);
  }

  @Test
  void orderAndPartitioningChangeNothing() throws Exception {
    List<Group> groups = groups(333, 0, 0.005);
    List<Standing> expected = standings(of(groups));
    Random random = new Random(2);
    for (int parts : new int[] {1, 2, 7, 333}) {
      Collections.shuffle(groups, random);
      PoissonBootstrap merged = new PoissonBootstrap(2, 2 * CLASSES, 1);
      for (int p = 0; p < parts; p++) {
        int from = groups.size() * p / parts;
        merged.add(travel(of(groups.subList(from, groups.size() * (p + 1) / parts))));
      }
      assertThat(standings(merged)).isEqualTo(expected);
    }
  }

  private static PoissonBootstrap travel(PoissonBootstrap bootstrap) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(bootstrap);
    }
    try (ObjectInputStream stream =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PoissonBootstrap) stream.readObject();
    }
  }

  /** Frames of a video that come one by one are drawn together. */
  @Test
  void aGroupMayComeInParts() {
    List<Group> frames = groups(200, 0, 0.005);
    PoissonBootstrap byFrame = new PoissonBootstrap(2, 2 * CLASSES, 1);
    double[][][] videos = new double[20][2][2 * CLASSES];
    for (int f = 0; f < frames.size(); f++) {
      double[][] sums = frames.get(f).sums();
      byFrame.add("video-" + f % 20, sums);
      for (int m = 0; m < 2; m++) {
        for (int i = 0; i < 2 * CLASSES; i++) {
          videos[f % 20][m][i] += sums[m][i];
        }
      }
    }
    PoissonBootstrap byVideo = new PoissonBootstrap(2, 2 * CLASSES, 1);
    for (int v = 0; v < 20; v++) {
      byVideo.add("video-" + v, videos[v]);
    }
    assertThat(standings(byFrame))
        .isEqualTo(standings(byVideo))
        .isNotEqualTo(standings(of(frames)));
  }

  @Test
  void aClearlyBetterModelIsBest() {
    List<Standing> standings = standings(of(groups(400, 0.2, 0)));
    assertThat(standings.get(0)).isEqualTo(new Standing(0, 2, 1000));
    assertThat(standings.get(1)).isEqualTo(new Standing(1, 1, 1000));
    List<Standing> lower =
        of(groups(400, 0.2, 0)).standings(PoissonBootstrapTest::meanIou, Better.LOWER);
    assertThat(lower.get(0)).isEqualTo(new Standing(1, 1, 1000));
  }

  @Test
  void equalModelsShare() {
    PoissonBootstrap bootstrap = new PoissonBootstrap(3, 2, 1);
    for (int i = 0; i < 50; i++) {
      double[] same = {i, 1};
      bootstrap.add("image" + i, new double[][] {same, {i - 1000, 1}, same});
    }
    List<Standing> standings = bootstrap.standings(sums -> sums[0] / sums[1], Better.HIGHER);
    assertThat(standings.get(0))
        .isEqualTo(new Standing(0.5, 1.5, 1000))
        .isEqualTo(standings.get(2));
    assertThat(standings.get(1)).isEqualTo(new Standing(0, 3, 1000));
  }

  /** For a mean the share approaches Student's p: here P(T ≤ 1) or so, 0.84. */
  @Test
  void agreesWithTheJackknifeOnAMean() {
    Random random = new Random(8);
    double[] changes = random.doubles(200, -1, 1).map(PoissonBootstrap::onGrid).toArray();
    double centre = Arrays.stream(changes).average().orElseThrow();
    double error = Math.sqrt(1 / 3.0 / 200); // s/√n of the uniform distribution
    PoissonBootstrap bootstrap = new PoissonBootstrap(2, 2, 3);
    for (int i = 0; i < changes.length; i++) {
      double change = PoissonBootstrap.onGrid(changes[i] - centre + error);
      bootstrap.add("image" + i, new double[][] {{0, 1}, {change, 1}});
    }
    Standing second = bootstrap.standings(s -> s[0] / s[1], Better.HIGHER).get(1);
    assertThat(second.best()).isCloseTo(0.84, within(0.03));
    assertThat(second.meanRank()).isCloseTo(2 - second.best(), within(1e-12));
  }

  /** A number that only some replicates have. */
  @Test
  void replicatesWithoutANumberDoNotCount() {
    PoissonBootstrap bootstrap = new PoissonBootstrap(2, 2, 1);
    bootstrap.add("only", new double[][] {{1, 1}, {0, 1}});
    List<Standing> standings = bootstrap.standings(s -> s[0] / s[1], Better.HIGHER);
    assertThat(standings.get(0).replicates()).isCloseTo(632, within(40)); // 1 − 1/e
    assertThat(standings.get(0).best()).isEqualTo(1);
    List<Standing> none = new PoissonBootstrap(2, 2, 1).standings(s -> s[0] / s[1], Better.HIGHER);
    assertThat(none).containsOnly(new Standing(Double.NaN, Double.NaN, 0));
  }

  @Test
  void weightsAreOfPoissonsDistribution() {
    int[] counts = new int[20];
    double products = 0;
    for (int g = 0; g < 2000; g++) {
      long hash = PoissonBootstrap.hash(7, "leftImg8bit/val/" + g + ".png");
      long next = PoissonBootstrap.hash(7, "leftImg8bit/val/" + (g + 1) + ".png");
      for (int b = 0; b < 1000; b++) {
        int weight = PoissonBootstrap.weight(hash, b);
        counts[weight]++;
        products += (weight - 1) * (PoissonBootstrap.weight(hash, b + 1) - 1);
        products += (weight - 1) * (PoissonBootstrap.weight(next, b) - 1);
      }
    }
    double expected = 2e6 / Math.E;
    for (int k = 0; k < 7; k++) {
      assertThat((double) counts[k]).isCloseTo(expected, within(5 * Math.sqrt(expected)));
      expected /= k + 1;
    }
    assertThat(products / 4e6).as("correlation").isCloseTo(0, within(0.004));
  }

  /** The integers of today and of any other machine. */
  @Test
  void goldenWeights() {
    long hash = PoissonBootstrap.hash(1, "aachen_000000_000019");
    int[] weights = new int[16];
    Arrays.setAll(weights, b -> PoissonBootstrap.weight(hash, b));
    assertThat(weights).containsExactly(1, 1, 0, 1, 2, 0, 2, 2, 0, 3, 1, 1, 3, 1, 0, 0);
  }

  @Test
  void valuesOnTheGridHaveExactSums() {
    Random random = new Random(4);
    double[] values = random.doubles(1000).map(PoissonBootstrap::onGrid).toArray();
    double forwards = 0;
    double backwards = 0;
    for (int i = 0; i < 1000; i++) {
      forwards += values[i];
      backwards += values[999 - i];
    }
    assertThat(forwards).isEqualTo(backwards);
    assertThat(PoissonBootstrap.onGrid(0.1)).isCloseTo(0.1, within(5e-10));
    assertThat(PoissonBootstrap.onGrid(1)).isEqualTo(1);
  }

  @Test
  void refusals() {
    PoissonBootstrap bootstrap = new PoissonBootstrap(2, 1, 1);
    assertThatThrownBy(() -> bootstrap.add("a", new double[1][1])).hasMessageContaining("not of 1");
    assertThatThrownBy(() -> bootstrap.add("a", new double[][] {{1}, {Double.NaN}}))
        .hasMessage("A model has 1 finite sums in group a, not [NaN].");
    assertThatThrownBy(() -> bootstrap.add(new PoissonBootstrap(2, 1, 2)))
        .hasMessageContaining("seeds");
    assertThatThrownBy(() -> bootstrap.standings(s -> s[0], Better.NEITHER))
        .hasMessageContaining("neither direction");
  }
}
