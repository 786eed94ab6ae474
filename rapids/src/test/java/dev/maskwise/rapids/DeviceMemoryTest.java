package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;

import ai.rapids.cudf.Device;
import com.nvidia.spark.RapidsUDF;
import dev.maskwise.rapids.column.Trying;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whichever call of cuDF fails, all that was made is closed, and the function can be called again
 * with the same arguments and result: what the plugin does when memory is short.
 */
class DeviceMemoryTest {

  static List<FunctionCase> cases() {
    return FunctionCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFailureLeavesNothingOpen(FunctionCase tested) {
    SplittableRandom random = new SplittableRandom(44);
    for (int i = 0; i < 3; i++) {
      check(Batch.random(random, tested.images()), tested.function());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noRoundOfTheTryingFormDoes(FunctionCase tested) {
    SplittableRandom random = new SplittableRandom(47);
    for (int i = 0; i < 3; i++) {
      Batch batch = Batch.random(random, tested.images()).damaged(random);
      check(batch, new Trying(tested.function()));
    }
  }

  private static void check(Batch batch, RapidsUDF function) {
    long before = Device.open();
    @Nullable Object[] expected = batch.onDevice(function);
    assertThat(Device.open()).isEqualTo(before);
    int call = 0;
    while (fails(batch, function, call)) {
      assertThat(Device.open()).as("open after a failure of call %d", call).isEqualTo(before);
      call += 1 + call / 100; // of functions with hundreds of calls not every one
    }
    assertThat(call).isGreaterThan(0);
    assertThat(batch.onDevice(function)).isEqualTo(expected);
  }

  private static boolean fails(Batch batch, RapidsUDF function, int call) {
    try {
      Device.failingAt(call, () -> batch.onDevice(function));
      return false;
    } catch (Device.OutOfMemory e) {
      return true;
    }
  }
}
