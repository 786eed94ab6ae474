package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Averaging;
import dev.maskwise.run.NumberKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MlflowNamesTest {
  private static String name(String metric, @Nullable String className, @Nullable String slice) {
    return MlflowNames.of(new NumberKey(metric, Averaging.DATASET, className, slice));
  }

  @Test
  void names() {
    assertThat(name("mean_iou", null, null)).isEqualTo("mean_iou/dataset");
    assertThat(name("iou", "traffic sign", "site=north"))
        .isEqualTo("iou/dataset/class/traffic sign/slice/site/north");
    assertThat(name("tversky_loss(alpha=0.3)", "a/b", "time=10:30"))
        .isEqualTo("tversky_loss.28alpha.3d0.2e3.29/dataset/class/a.2fb/slice/time/10.3a30");
    assertThat(name("iou", "Straße", null)).isEqualTo("iou/dataset/class/Stra.c3.9fe");
  }

  /** Also those that a path would make one of. */
  @Test
  void differentNumbersHaveDifferentNames() {
    List<@Nullable String> odd =
        Arrays.asList(
            null, "a", "a/b", "a.2fb", ".", "..", "", "low", "slice", "a ", "é", "É", "=", "a=");
    Set<String> names = new HashSet<>();
    int count = 0;
    for (String className : odd) {
      for (String slice : odd) {
        String name = name("iou", className, slice == null ? null : "s=" + slice);
        assertThat(name)
            .matches("[A-Za-z0-9_. /-]+")
            .doesNotContain("//", "/./", "/../")
            .doesNotEndWith("/")
            .doesNotEndWith("/..");
        names.add(name);
        count++;
      }
    }
    assertThat(names).hasSize(count);
  }

  @Test
  void aLongNameEndsInADigest() {
    String one = name("iou", "x".repeat(300) + "1", null);
    String other = name("iou", "x".repeat(300) + "2", null);
    assertThat(one).hasSizeLessThanOrEqualTo(250).startsWith("iou/dataset/class/xxx");
    assertThat(other).isNotEqualTo(one);
  }
}
