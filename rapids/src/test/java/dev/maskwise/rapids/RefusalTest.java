package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Columns;
import ai.rapids.cudf.Device;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the SQL function refuses, the columns refuse with the same sentence. */
class RefusalTest {
  private static final byte[] NONE = {};
  private static final List<Object> SOFTMAX =
      List.of(2, -1, ImageFunction.LOGIT, UTF8String.fromString("present"));

  static Stream<Arguments> faults() {
    byte[] two = {1, 0};
    return Stream.of(
        Arguments.of("mask_overlap", List.of(-1), two, new byte[] {1}),
        Arguments.of("mask_confusion", List.of(2, -1), two, new byte[] {1}),
        Arguments.of("mask_confusion", List.of(2, -1), new byte[] {0, 2}, two),
        Arguments.of(
            "mask_confusion", List.of(2, 255), new byte[] {(byte) 255, 0}, new byte[] {9, 3}),
        Arguments.of("mask_confusion", List.of(300, -1), new byte[] {1}, new byte[] {1}),
        Arguments.of("mask_confusion", List.of(300, 999), new byte[] {44, 1}, new byte[] {0, 0}),
        Arguments.of("soft_overlap", List.of(-1, ImageFunction.LOGIT), floats(1, Float.NaN), two),
        Arguments.of(
            "cross_entropy",
            List.of(-1, ImageFunction.LOGIT),
            floats(1, Float.NEGATIVE_INFINITY),
            two),
        Arguments.of("focal_loss", List.of(2.0, 0.25, -1, ImageFunction.LOGIT), floats(1), two),
        Arguments.of("lovasz_hinge", List.of(1), floats(Float.NaN, Float.POSITIVE_INFINITY), two),
        Arguments.of("lovasz_hinge", List.of(-1), new byte[7], two),
        Arguments.of("lovasz_softmax", SOFTMAX, floats(1, 2, 3), two),
        Arguments.of("lovasz_softmax", SOFTMAX, floats(1, 2, 3, Float.NaN), two),
        Arguments.of("lovasz_softmax", SOFTMAX, floats(1, 2, 3, 4), new byte[] {1, 2}));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theSentenceOfTheCpu(String name, List<Object> constants, byte[] first, byte[] second) {
    ImageFunction function = FunctionCase.of(name, constants);
    Throwable cpu = catchThrowable(() -> function.ofImage(first, second));
    assertThat(cpu).isInstanceOf(IllegalArgumentException.class);
    Batch batch = new Batch(new byte[][] {NONE, null, first}, new byte[][] {NONE, NONE, second});
    long open = Device.open();
    assertThatThrownBy(() -> batch.onDevice(function))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(cpu.getMessage());
    assertThat(Device.open()).isEqualTo(open);
  }

  /** What is not valid may hold anything. */
  @Test
  void ignoredPixelsAreNotJudged() {
    ImageFunction hinge = FunctionCase.of("lovasz_hinge", List.of(255));
    Batch batch =
        new Batch(
            new byte[][] {floats(Float.NaN, 0.5f)}, new byte[][] {new byte[] {(byte) 255, 1}});
    assertThat(batch.onDevice(hinge)[0]).isEqualTo(0.5);
  }

  @Test
  void nullsInArraysAreNamed() {
    ImageFunction hinge = FunctionCase.of("lovasz_hinge", List.of(-1));
    long open = Device.open();
    assertThatThrownBy(
            () -> {
              try (ColumnVector scores =
                      Columns.ofFloats(new Float[] {1f}, new Float[] {1f, null});
                  ColumnVector truth = Columns.ofBytes(new byte[] {1}, new byte[] {1, 1});
                  ColumnVector result = hinge.evaluateColumnar(2, scores, truth)) {
                Objects.requireNonNull(result);
              }
            })
        .hasMessage("lovasz_hinge: the score of pixel 1 is null.");
    assertThat(Device.open()).isEqualTo(open);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
