package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteLayoutTest {

  private static ByteLayout.Reader reader(String hex) {
    return new ByteLayout.Reader("test", HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0100",
    "127, 017f",
    "128, 018001",
    "300, 01ac02",
    "16383, 01ff7f",
    "16384, 01808001",
    "9223372036854775807, 01ffffffffffffffff7f"
  })
  void varintsHaveOneForm(long value, String hex) {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(value);
    assertThat(HexFormat.of().formatHex(writer.toBytes())).isEqualTo(hex);
    ByteLayout.Reader reader = reader(hex);
    assertThat(reader.varint()).isEqualTo(value);
    reader.end();
  }

  @ParameterizedTest
  @CsvSource({
    "01, 'more must follow (after byte 1 of 1)'",
    "0180, 'more must follow (after byte 2 of 2)'",
    "018000, 'a number is longer than it must be (after byte 3 of 3)'",
    "01ffffffffffffffffff01, 'a number is too large (after byte 10 of 11)'"
  })
  void otherFormsAreRefused(String hex, String problem) {
    ByteLayout.Reader reader = reader(hex);
    assertThatThrownBy(reader::varint)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("These bytes hold no test: " + problem + ".");
  }

  @Test
  void limitsAreInclusive() {
    assertThat(reader("0105").varint(5)).isEqualTo(5);
    ByteLayout.Reader reader = reader("0105");
    assertThatThrownBy(() -> reader.varint(4)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blocksCarryTheirLength() {
    byte[] block = new byte[500];
    block[499] = 7;
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(9);
    writer.block(block);
    writer.block(new byte[0]);
    ByteLayout.Reader reader = new ByteLayout.Reader("test", writer.toBytes());
    assertThat(reader.varint()).isEqualTo(9);
    assertThat(reader.block(500)).isEqualTo(block);
    assertThat(reader.block(0)).isEmpty();
    reader.end();
  }

  @ParameterizedTest
  @CsvSource({"0103aabb, more must follow", "010baabb, a number is too large"})
  void longerBlocksAreRefused(String hex, String problem) {
    ByteLayout.Reader reader = reader(hex);
    assertThatThrownBy(() -> reader.block(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }
}
