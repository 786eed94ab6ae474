package dev.maskwise.job.demo;

import static dev.maskwise.job.demo.Label.ROAD;
import static dev.maskwise.job.demo.Label.SKY;
import static dev.maskwise.job.demo.Label.TRAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SceneTest {
  private static final int WIDTH = 512;
  private static final int HEIGHT = 256;

  private static byte[] truth(Scene scene) {
    return Scene.labels(scene.truth());
  }

  private static byte[] prediction(Scene scene, DemoModel model) {
    return Scene.labels(model.predict(scene));
  }

  /** Of the first twelve scenes together. */
  private static long checksum(Function<Scene, byte[]> picture) {
    CRC32 crc = new CRC32();
    for (int index = 0; index < 12; index++) {
      crc.update(picture.apply(new Scene(index, WIDTH, HEIGHT)));
    }
    return crc.getValue();
  }

  private static double share(byte[] labels, int label) {
    int n = 0;
    for (byte value : labels) {
      n += (value & 0xFF) == label ? 1 : 0;
    }
    return (double) n / labels.length;
  }

  @Test
  void theSamePixelsOnEveryPlatform() {
    assertThat(checksum(SceneTest::truth)).isEqualTo(1098777942L);
    assertThat(checksum(scene -> prediction(scene, DemoModel.SHARP))).isEqualTo(2787440592L);
    assertThat(checksum(scene -> prediction(scene, DemoModel.COARSE))).isEqualTo(3896654037L);
  }

  @Test
  void theFolderIsTheCondition() {
    assertThat(new Scene(1, WIDTH, HEIGHT).imageId()).isEqualTo("day/scene-0001");
    assertThat(new Scene(2, WIDTH, HEIGHT).imageId()).isEqualTo("dusk/scene-0002");
    assertThat(new Scene(10003, WIDTH, HEIGHT).imageId()).isEqualTo("rain/scene-10003");
  }

  @Test
  void anOrdinarySceneHasIgnoreRegionsAndSeveralClasses() {
    for (int index = 0; index < 5; index++) {
      byte[] truth = truth(new Scene(index, WIDTH, HEIGHT));
      assertThat(share(truth, DemoDataSet.IGNORE)).isBetween(0.02, 0.15);
      assertThat(share(truth, ROAD)).isBetween(0.15, 0.5);
      int classes = 0;
      for (int label = 0; label < DemoDataSet.CLASSES.size(); label++) {
        classes += share(truth, label) > 0 ? 1 : 0;
      }
      assertThat(classes).as("classes in scene %d", index).isBetween(6, 10);
    }
  }

  @Test
  void sceneFiveIsWhollyIgnoredAndTheModelsDoNotKnow() {
    Scene scene = new Scene(5, WIDTH, HEIGHT);
    assertThat(share(truth(scene), DemoDataSet.IGNORE)).isEqualTo(1);
    assertThat(share(prediction(scene, DemoModel.SHARP), ROAD)).isGreaterThan(0.1);
  }

  @Test
  void fogIsSkyAloneAndTheCoarseModelSeesThingsInIt() {
    double invented = 0;
    for (int index : new int[] {10, 34, 58, 82}) {
      Scene scene = new Scene(index, WIDTH, HEIGHT);
      assertThat(share(truth(scene), SKY)).isEqualTo(1);
      assertThat(share(prediction(scene, DemoModel.SHARP), SKY)).isEqualTo(1);
      invented += 1 - share(prediction(scene, DemoModel.COARSE), SKY);
    }
    assertThat(invented).isPositive();
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.job.demo.DemoDataSet#BOTH")
  void predictionsAreClassesThatOccur(DemoModel model) {
    for (int index = 0; index < 12; index++) {
      for (byte label : prediction(new Scene(index, 256, 128), model)) {
        assertThat(label).isBetween((byte) 0, (byte) (TRAIN - 1));
      }
    }
  }

  @Test
  void theCoarseModelSeesCellsOfEightPixels() {
    byte[] labels = prediction(new Scene(0, 100, 60), DemoModel.COARSE);
    for (int row = 0; row < 60; row++) {
      for (int column = 0; column < 100; column++) {
        assertThat(labels[row * 100 + column])
            .isEqualTo(labels[row / 8 * 8 * 100 + column / 8 * 8]);
      }
    }
  }

  @Test
  void theSameStreetAtEverySize() {
    byte[] small = truth(new Scene(8, WIDTH, HEIGHT));
    byte[] large = truth(new Scene(8, 3 * WIDTH, 3 * HEIGHT));
    int others = 0;
    for (int i = 0; i < small.length; i++) {
      int middle = (i / WIDTH * 3 + 1) * 3 * WIDTH + i % WIDTH * 3 + 1;
      others += small[i] == large[middle] ? 0 : 1;
    }
    assertThat(others)
        .as("centres of pixels as near to a border as a coordinate is exact")
        .isLessThan(small.length / 2000);
  }
}
