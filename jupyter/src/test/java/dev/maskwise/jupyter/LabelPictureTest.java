package dev.maskwise.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each pixel of a picture has the colour that the legend gives to what is there. */
class LabelPictureTest {
  private static final ClassColours COLOURS =
      ClassColours.of(List.of("road", "car"))
          .with("road", new Color(100, 0, 200))
          .with("car", new Color(0, 55, 255));

  @Test
  void aLabelMapRowByRow() {
    BufferedImage picture = LabelPicture.of(new byte[] {0, 1, 1, (byte) 255, 0, 7}, 3, COLOURS);
    assertThat(picture.getWidth()).isEqualTo(3);
    assertThat(picture.getHeight()).isEqualTo(2);
    assertThat(rgb(picture))
        .containsExactly(0x6400C8, 0x0037FF, 0x0037FF, 0xFFFFFF, 0x6400C8, 0xFFFFFF);
  }

  @Test
  void rightIsPaleWrongIsRedAndIgnoredIsWhite() {
    byte[] truth = {0, 0, 1, (byte) 255};
    byte[] prediction = {0, 1, 1, 1};
    // 255 − 0.3·(255 − channel)
    assertThat(rgb(LabelPicture.errors(truth, prediction, 2, 255, COLOURS)))
        .containsExactly(0xD1B3EF, rgb(LabelPicture.WRONG), 0xB3C3FF, 0xFFFFFF);
    assertThat(rgb(LabelPicture.errors(truth, prediction, 2, -1, COLOURS))[3])
        .isEqualTo(rgb(LabelPicture.WRONG));
  }

  @Test
  void oneClassIsFoundMissedOrFalselyFound() {
    byte[] truth = {1, 1, 0, 0, (byte) 255};
    byte[] prediction = {1, 0, 1, 0, 1};
    int[] pixels = rgb(LabelPicture.overlap(truth, prediction, 5, 1, 255));
    assertThat(pixels[0]).isEqualTo(rgb(LabelPicture.FOUND));
    assertThat(pixels[1]).isEqualTo(rgb(LabelPicture.MISSED));
    assertThat(pixels[2]).isEqualTo(rgb(LabelPicture.FALSE));
    assertThat(pixels[4]).isEqualTo(rgb(LabelPicture.IGNORED));
    assertThat(pixels).doesNotHaveDuplicates();
  }

  @Test
  void manyClassesHaveDifferentColoursAndNoneIsThatOfErrors() {
    List<String> names = IntStream.range(0, 150).mapToObj(c -> "class " + c).toList();
    ClassColours colours = ClassColours.of(names);
    Set<Color> first = new HashSet<>();
    for (int c = 0; c < names.size(); c++) {
      assertThat(colours.of(c)).as("class %d", c).isNotEqualTo(LabelPicture.WRONG);
      if (c < 20) {
        first.add(colours.of(c));
      }
    }
    assertThat(first).hasSize(20);
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertThatThrownBy(() -> LabelPicture.of(new byte[5], 3, COLOURS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 pixels are not whole rows of 3.");
    assertThatThrownBy(() -> LabelPicture.errors(new byte[4], new byte[6], 2, 255, COLOURS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The truth has 4 pixels and the prediction 6.");
    assertThatThrownBy(() -> COLOURS.with("tram", Color.BLUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no class tram; there are road, car.");
  }

  private static int rgb(Color colour) {
    return colour.getRGB() & 0xFFFFFF;
  }

  private static int[] rgb(BufferedImage picture) {
    int width = picture.getWidth();
    return IntStream.range(0, width * picture.getHeight())
        .map(i -> picture.getRGB(i % width, i / width) & 0xFFFFFF)
        .toArray();
  }
}
