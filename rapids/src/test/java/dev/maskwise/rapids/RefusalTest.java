package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Columns;
import ai.rapids.cudf.Device;
import dev.maskwise.rapids.column.ColumnFunction;
import dev.maskwise.rapids.column.ImageFunction;
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
  private static final UTF8String PROBABILITY = FunctionCase.PROBABILITY;
  private static final List<Object> PROBABILITIES = List.of(-1, PROBABILITY);
  private static final List<Object> CLASSES = List.of(2, -1, ImageFunction.LOGIT);
  private static final List<Object> OF_ONE =
      List.of(2, -1, PROBABILITY, UTF8String.fromString("present"));

  static Stream<Arguments> faults() {
    byte[] one = {1};
    byte[] two = {1, 0};
    return Stream.of(
        Arguments.of("overlap", List.of(-1), two, new byte[] {1}),
        Arguments.of("confusion", List.of(2, -1), two, new byte[] {1}),
        Arguments.of("confusion", List.of(2, -1), new byte[] {0, 2}, two),
        Arguments.of("confusion", List.of(2, 255), new byte[] {(byte) 255, 0}, new byte[] {9, 3}),
        Arguments.of("confusion", List.of(300, -1), new byte[] {1}, new byte[] {1}),
        Arguments.of("confusion", List.of(300, 999), new byte[] {44, 1}, new byte[] {0, 0}),
        Arguments.of("soft_overlap", List.of(-1, ImageFunction.LOGIT), floats(1, Float.NaN), two),
        Arguments.of(
            "cross_entropy",
            List.of(-1, ImageFunction.LOGIT),
            floats(1, Float.NEGATIVE_INFINITY),
            two),
        Arguments.of("focal_loss", List.of(2.0, 0.25, -1, ImageFunction.LOGIT), floats(1), two),
        Arguments.of("lovasz_hinge", List.of(1), floats(Float.NaN, Float.POSITIVE_INFINITY), two),
        Arguments.of("lovasz_hinge", List.of(-1), new byte[7], two),
        Arguments.of("soft_overlap", PROBABILITIES, floats(1, 1.0000001f), two),
        Arguments.of("soft_overlap", PROBABILITIES, floats(-Float.MIN_VALUE, 1), two),
        Arguments.of("cross_entropy", PROBABILITIES, floats(0, Float.NaN), two),
        Arguments.of("focal_loss", List.of(2.0, 0.25, 0, PROBABILITY), floats(2, 3), two),
        Arguments.of(
            "multiclass_cross_entropy", CLASSES, floats(1, 2, 3, Float.NEGATIVE_INFINITY), two),
        Arguments.of("multiclass_cross_entropy", CLASSES, floats(1, 2, 3, 4), new byte[] {0, 7}),
        Arguments.of("multiclass_focal_loss", List.of(2, 2.0, -1, PROBABILITY), floats(2, -1), one),
        Arguments.of("multiclass_soft_overlap", CLASSES, floats(1, 2, 3), two),
        Arguments.of(
            "multiclass_soft_overlap", List.of(2, 0, PROBABILITY), floats(0, 1, 0, 0.5f), two),
        Arguments.of("lovasz_softmax", SOFTMAX, floats(1, 2, 3), two),
        Arguments.of("lovasz_softmax", SOFTMAX, floats(1, 2, 3, Float.NaN), two),
        Arguments.of("lovasz_softmax", SOFTMAX, floats(1, 2, 3, 4), new byte[] {1, 2}),
        Arguments.of("lovasz_softmax", OF_ONE, floats(0.5f, -0.5f, 0.5f, 1.5f), two),
        Arguments.of("lovasz_softmax", OF_ONE, floats(0.5f, 1, 0.5f, 0.0079f), two),
        Arguments.of("lovasz_softmax", OF_ONE, floats(0.5f, 0.9921f, 0.5f, 0), two));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theSentenceOfTheCpu(String name, List<Object> constants, byte[] first, byte[] second) {
    ColumnFunction function = FunctionCase.of(name, constants);
    Throwable cpu = catchThrowable(() -> function.ofRow(first, second));
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
    ColumnFunction hinge = FunctionCase.of("lovasz_hinge", List.of(255));
    Batch batch =
        new Batch(
            new byte[][] {floats(Float.NaN, 0.5f)}, new byte[][] {new byte[] {(byte) 255, 1}});
    assertThat(batch.onDevice(hinge)[0]).isEqualTo(0.5);
  }

  /** Sums that storing in eight bits can give are no fault on either side. */
  @Test
  void sumsWithinTheToleranceAreTaken() {
    ColumnFunction function = FunctionCase.of("lovasz_softmax", OF_ONE);
    byte[] scores = floats(0.5f, 1, 0.5f, 0.0078f);
    byte[] truth = {1, 0};
    Batch batch = new Batch(new byte[][] {scores}, new byte[][] {truth});
    assertThat((Double) batch.onDevice(function)[0])
        .isCloseTo((Double) function.ofRow(scores, truth), within(1e-6));
  }

  @Test
  void nullsInArraysAreNamed() {
    ColumnFunction hinge = FunctionCase.of("lovasz_hinge", List.of(-1));
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
