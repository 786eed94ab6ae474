package dev.maskwise.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.npy.NpyScores;
import dev.maskwise.codec.npy.NpyWriter;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.metric.Task;
import dev.maskwise.oracle.Probability;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Tag("slow")
class DemoLogitsTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 80;

  /** Among them the wholly ignored scene and the foggy one. */
  private static final int SCENES = 12;

  /** Scenes of the standard size, half of them by day: a blur of some pixels is small in them. */
  private static final int TYPICAL_SCENES = 4;

  private static Scene typical(int index) {
    return new Scene(index, 512, 256);
  }

  private static Scene scene(int index) {
    return new Scene(index, WIDTH, HEIGHT);
  }

  private static byte[] labels(Scene scene, DemoModel model) {
    return Scene.labels(model.predict(scene));
  }

  private static float[][] logits(Scene scene, DemoModel model, Task task) {
    return model.logits(scene, task, Scene.labels(scene.truth()), labels(scene, model));
  }

  /** What a reader of the file gets. */
  private static float[][] stored(float[][] planes) throws MalformedException {
    byte[] file = NpyWriter.encode(planes, HEIGHT, WIDTH, ScoreType.FLOAT16);
    float[][] read = new float[planes.length][WIDTH * HEIGHT];
    try (ScoreMap map =
        NpyScores.open(new ByteArrayInputStream(file), null, WIDTH * HEIGHT, file.length)) {
      map.read(read);
    }
    return read;
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.job.demo.DemoDataSet#BOTH")
  void theLargestLogitIsThatOfTheLabelMapAlsoInTheFile(DemoModel model) throws MalformedException {
    for (int index = 0; index < SCENES; index++) {
      byte[] labels = labels(scene(index), model);
      float[][] planes = stored(logits(scene(index), model, Task.MULTICLASS));
      float[] foreground = stored(logits(scene(index), model, Task.BINARY))[0];
      for (int i = 0; i < labels.length; i++) {
        for (int c = 0; c < planes.length; c++) {
          if (c != labels[i]) {
            assertThat(planes[labels[i]][i])
                .as("pixel %d of %d", i, index)
                .isGreaterThan(planes[c][i]);
          }
        }
        assertThat(foreground[i] >= 0).isEqualTo(labels[i] == DemoDataSet.FOREGROUND);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.job.demo.DemoDataSet#BOTH")
  void theSameSceneHasTheSameLogits(DemoModel model) {
    assertThat(logits(scene(3), model, Task.MULTICLASS))
        .isDeepEqualTo(logits(scene(3), model, Task.MULTICLASS));
    assertThat(logits(scene(3), model, Task.BINARY)[0])
        .isNotEqualTo(logits(scene(7), model, Task.BINARY)[0]);
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.job.demo.DemoDataSet#BOTH")
  void bordersAreSoftAndMistakesUnsure(DemoModel model) {
    Mean inside = new Mean();
    Mean border = new Mean();
    Mean right = new Mean();
    Mean wrong = new Mean();
    for (int index = 0; index < TYPICAL_SCENES; index++) {
      byte[] labels = labels(typical(index), model);
      byte[] truth = Scene.labels(typical(index).truth());
      float[] logits = logits(typical(index), model, Task.BINARY)[0];
      for (int i = 1; i < labels.length; i++) {
        if (labels[i] == DemoDataSet.FOREGROUND && i % 512 > 0) {
          boolean edge = labels[i - 1] != labels[i];
          (edge ? border : inside).add(logits[i]);
          (truth[i] == labels[i] ? right : wrong).add(logits[i]);
        }
      }
    }
    assertThat(border.value()).isPositive().isLessThan(inside.value() / 2);
    assertThat(wrong.value()).isPositive().isLessThan(right.value() * 0.8);
  }

  @Test
  void theSharpModelLosesLessAndTheCoarseOneIsSurerThanItIsRight() {
    double[] loss = new double[2];
    double[] overconfidence = new double[2];
    for (DemoModel model : DemoDataSet.BOTH) {
      Mean entropy = new Mean();
      Mean surplus = new Mean();
      for (int index = 0; index < TYPICAL_SCENES; index++) {
        byte[] truth = Scene.labels(typical(index).truth());
        byte[] labels = labels(typical(index), model);
        float[][] planes = logits(typical(index), model, Task.MULTICLASS);
        for (int i = 0; i < truth.length; i++) {
          if ((truth[i] & 0xFF) != DemoDataSet.IGNORE) {
            entropy.add(Probability.softmax(planes, i, truth[i]).crossEntropy());
            surplus.add(
                Probability.softmax(planes, i, labels[i]).value()
                    - (labels[i] == truth[i] ? 1 : 0));
          }
        }
      }
      loss[model.equals(DemoModel.SHARP) ? 0 : 1] = entropy.value();
      overconfidence[model.equals(DemoModel.SHARP) ? 0 : 1] = surplus.value();
    }
    assertThat(loss[0]).isLessThan(loss[1] / 2);
    assertThat(overconfidence[1]).isGreaterThan(0.02);
    assertThat(Math.abs(overconfidence[0])).isLessThan(overconfidence[1] / 2);
  }

  private static final class Mean {
    private double sum;
    private long n;

    void add(double value) {
      sum += value;
      n++;
    }

    double value() {
      return sum / n;
    }
  }
}
