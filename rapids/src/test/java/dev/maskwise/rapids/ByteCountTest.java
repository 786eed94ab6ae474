package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;

import ai.rapids.cudf.Device;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of binary values: columns and rows against the arrays themselves. */
class ByteCountTest {

  @Test
  void theLengthOfEachValue() {
    SplittableRandom random = new SplittableRandom(48);
    ByteCount count = new ByteCount();
    long open = Device.open();
    for (int i = 0; i < 50; i++) {
      Batch batch = Batch.random(random, Batch::labelMap);
      @Nullable Object[] values = batch.onDevice(count);
      for (int row = 0; row < batch.rows(); row++) {
        byte[] bytes = batch.first(row);
        assertThat(batch.onHost(count, row)).isEqualTo(bytes == null ? null : bytes.length);
        assertThat(values[row]).isEqualTo(bytes == null ? null : (Object) (long) bytes.length);
      }
    }
    assertThat(Device.open()).isEqualTo(open);
  }
}
