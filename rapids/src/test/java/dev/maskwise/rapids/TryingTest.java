package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Columns;
import ai.rapids.cudf.Device;
import dev.maskwise.rapids.column.ImageFunction;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Trying;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trying forms: null where the SQL function refuses an image, its value where it takes it. */
class TryingTest {
  private static final int BATCHES = 40;

  static List<FunctionCase> cases() {
    return FunctionCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusedImagesAreNullAndTheOthersKeepTheirValues(FunctionCase tested) {
    SplittableRandom random = new SplittableRandom(46);
    Trying trying = new Trying(tested.function());
    int refused = 0;
    int taken = 0;
    long open = Device.open();
    for (int i = 0; i < BATCHES; i++) {
      Batch batch = Batch.random(random, tested.images()).damaged(random);
      @Nullable Object[] values = batch.onDevice(trying);
      for (int row = 0; row < batch.rows(); row++) {
        String where = "row %d of batch %d".formatted(row, i);
        @Nullable Object expected = null;
        try {
          expected = batch.onHost(tested.function(), row);
          taken += expected == null ? 0 : 1;
        } catch (IllegalArgumentException e) {
          refused++;
        }
        GpuFunctionsTest.assertSame(values[row], expected, 1e-6, where);
        if (i < 8) { // it differs in a catch alone
          assertThat(batch.onHost(trying, row)).as(where).isEqualTo(expected);
        }
      }
    }
    assertThat(Device.open()).isEqualTo(open);
    assertThat(taken).isGreaterThan(5);
    if (tested.name().equals("mask_of_class")) {
      assertThat(refused).isZero(); // it takes any bytes
    } else {
      assertThat(refused).isGreaterThan(5);
    }
  }

  /** Each image has its fault in a plane of its own; one round finds them all. */
  @Test
  void faultsOfOneKindTakeOneRound() {
    int classes = 5;
    byte[][] scores = new byte[classes + 1][];
    byte[][] truth = new byte[classes + 1][];
    for (int i = 0; i <= classes; i++) {
      ByteBuffer floats =
          ByteBuffer.allocate(2 * Float.BYTES * classes).order(ByteOrder.LITTLE_ENDIAN);
      if (i < classes) {
        floats.putFloat(2 * Float.BYTES * i, Float.NaN);
      }
      scores[i] = floats.array();
      truth[i] = new byte[] {0, 1};
    }
    Counting counting =
        new Counting(
            (ImageFunction)
                FunctionCase.of(
                    "lovasz_softmax",
                    List.of(classes, -1, ImageFunction.LOGIT, UTF8String.fromString("present"))));
    @Nullable Object[] values = new Batch(scores, truth).onDevice(new Trying(counting));
    assertThat((Double) values[classes]).isCloseTo(0.8, within(1e-6));
    assertThat(Arrays.copyOf(values, classes)).containsOnlyNulls();
    assertThat(counting.rounds).isEqualTo(2);
  }

  /** A function that counts how often it computes. */
  private static final class Counting extends ImageFunction {
    private static final long serialVersionUID = 1;
    private final ImageFunction function;
    private int rounds;

    Counting(ImageFunction function) {
      this.function = function;
    }

    @Override
    public @Nullable Object ofImage(Object first, byte[] second) {
      return function.ofImage(first, second);
    }

    @Override
    public ColumnVector ofImages(ImageRows images) {
      rounds++;
      return function.ofImages(images);
    }

    @Override
    public ColumnVector nulls(int count) {
      return function.nulls(count);
    }
  }

  @Test
  void nullsInArraysAreFaults() {
    long open = Device.open();
    try (ColumnVector scores =
            Columns.ofFloats(
                new Float[] {1f}, new Float[] {1f, null}, new Float[] {0.5f}, new Float[] {-1f});
        ColumnVector truth =
            Columns.ofBytes(new byte[] {1}, new byte[] {1, 1}, new byte[] {1}, new byte[] {1, 1});
        ColumnVector result =
            new Trying(FunctionCase.of("lovasz_hinge", List.of(-1)))
                .evaluateColumnar(4, scores, truth)) {
      assertThat(Columns.row(result, 0)).isEqualTo(0.0);
      assertThat(Columns.row(result, 1)).isNull();
      assertThat(Columns.row(result, 2)).isEqualTo(0.5);
      assertThat(Columns.row(result, 3)).isNull();
    }
    assertThat(Device.open()).isEqualTo(open);
  }

  /** Only what the SQL function says of its arguments becomes null. */
  @Test
  void otherErrorsPass() {
    Trying trying = new Trying(FunctionCase.of("mask_of_class", List.of(1, -1)));
    assertThatThrownBy(() -> trying.apply("no bytes")).isInstanceOf(ClassCastException.class);
  }
}
