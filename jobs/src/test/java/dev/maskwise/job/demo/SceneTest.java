package dev.maskwise.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SceneTest {
  private static final int WIDTH = 512;
  private static final int HEIGHT = 256;

  /** Of the first twelve scenes together. */
  private static long checksum(Function<Scene, byte[]> picture) {
    CRC32 crc = new CRC32();
    for (int index = 0; index < 12; index++) {
      crc.update(picture.apply(Scene.of(index, WIDTH, HEIGHT)));
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
    assertThat(checksum(Scene::truth)).isEqualTo(4268433887L);
    assertThat(checksum(scene -> scene.prediction(DemoModel.SHARP))).isEqualTo(3151635510L);
    assertThat(checksum(scene -> scene.prediction(DemoModel.COARSE))).isEqualTo(4187651036L);
  }

  @Test
  void theFolderIsTheCondition() {
    assertThat(Scene.of(1, WIDTH, HEIGHT).imageId()).isEqualTo("day/scene-0001");
    assertThat(Scene.of(2, WIDTH, HEIGHT).imageId()).isEqualTo("dusk/scene-0002");
    assertThat(Scene.of(10003, WIDTH, HEIGHT).imageId()).isEqualTo("rain/scene-10003");
  }

  @Test
  void anOrdinarySceneHasIgnoreRegionsAndSeveralClasses() {
    for (int index = 0; index < 5; index++) {
      byte[] truth = Scene.of(index, WIDTH, HEIGHT).truth();
      assertThat(share(truth, DemoDataSet.IGNORE)).isBetween(0.02, 0.15);
      assertThat(share(truth, StreetClass.ROAD)).isBetween(0.15, 0.5);
      int classes = 0;
      for (int label = 0; label < DemoDataSet.CLASSES.size(); label++) {
        classes += share(truth, label) > 0 ? 1 : 0;
      }
      assertThat(classes).as("classes in scene %d", index).isBetween(6, 10);
    }
  }

  @Test
  void sceneFiveIsWhollyIgnoredAndTheModelsDoNotKnow() {
    Scene scene = Scene.of(5, WIDTH, HEIGHT);
    assertThat(share(scene.truth(), DemoDataSet.IGNORE)).isEqualTo(1);
    assertThat(share(scene.prediction(DemoModel.SHARP), StreetClass.ROAD)).isGreaterThan(0.1);
  }

  @Test
  void fogIsSkyAloneAndTheCoarseModelSeesThingsInIt() {
    double invented = 0;
    for (int index : new int[] {10, 34, 58, 82}) {
      Scene scene = Scene.of(index, WIDTH, HEIGHT);
      assertThat(share(scene.truth(), StreetClass.SKY)).isEqualTo(1);
      assertThat(share(scene.prediction(DemoModel.SHARP), StreetClass.SKY)).isEqualTo(1);
      invented += 1 - share(scene.prediction(DemoModel.COARSE), StreetClass.SKY);
    }
    assertThat(invented).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void predictionsAreClassesThatOccur(DemoModel model) {
    for (int index = 0; index < 12; index++) {
      for (byte label : Scene.of(index, 256, 128).prediction(model)) {
        assertThat(label).isBetween((byte) 0, (byte) (StreetClass.TRAIN - 1));
      }
    }
  }

  @Test
  void theCoarseModelSeesCellsOfEightPixels() {
    byte[] labels = Scene.of(0, 100, 60).prediction(DemoModel.COARSE);
    for (int row = 0; row < 60; row++) {
      for (int column = 0; column < 100; column++) {
        assertThat(labels[row * 100 + column])
            .isEqualTo(labels[row / 8 * 8 * 100 + column / 8 * 8]);
      }
    }
  }

  @Test
  void theSameStreetAtEverySize() {
    byte[] small = Scene.of(8, WIDTH, HEIGHT).truth();
    byte[] large = Scene.of(8, 3 * WIDTH, 3 * HEIGHT).truth();
    byte[] middle = new byte[small.length];
    for (int i = 0; i < small.length; i++) {
      middle[i] = large[(i / WIDTH * 3 + 1) * 3 * WIDTH + i % WIDTH * 3 + 1];
    }
    assertThat(Arrays.mismatch(small, middle)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"-1,512,256", "0,63,256", "0,512,31", "0,65536,65536"})
  void refusesWhatCannotBeDrawn(int index, int width, int height) {
    assertThatThrownBy(() -> Scene.of(index, width, height))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(index < 0 ? index : width));
  }
}
