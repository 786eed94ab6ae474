package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelRangeTest {

  @Test
  void saysWhatIsAllowed() {
    assertThat(new LabelRange(5, -1).allowedInTruth())
        .isEqualTo("the classes are 0 to 4, and no label is ignored");
    assertThat(new LabelRange(5, 0).allowedInTruth())
        .isEqualTo("the classes are 0 to 4 and the ignore label is 0");
    assertThat(new LabelRange(5, 255).allowedInPrediction(9)).isEqualTo("the classes are 0 to 4");
    assertThat(new LabelRange(5, 255).allowedInPrediction(255))
        .isEqualTo("the classes are 0 to 4, and only the truth may hold the ignore label");
  }
}
