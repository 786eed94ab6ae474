package dev.maskwise.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.statistic.RandomStatistics;
import dev.maskwise.statistic.StatisticType;
import dev.maskwise.statistic.StatisticTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** What every statistic promises: the laws of {@link StatisticType}. */
@ParameterizedClass
@FieldSource("dev.maskwise.statistic.StatisticTypes#ALL")
class StatisticLawsTest<S> {

  private static final long SEED = 20261123;
  private static final int CASES = 200;

  private final StatisticType<S> type;

  StatisticLawsTest(StatisticType<S> type) {
    this.type = type;
  }

  @Test
  void namesAreWordsAndDiffer() {
    assertThat(type.name()).matches("[a-z]+(_[a-z]+)*");
    assertThat(StatisticTypes.ALL).filteredOn(t -> t.name().equals(type.name())).hasSize(1);
  }

  @Test
  void emptyIsTheIdentity() {
    forAll(
        values -> {
          S value = values.get(0);
          same(type.merge(value, type.empty()), value);
          same(type.merge(type.empty(), value), value);
        });
  }

  @Test
  void mergeIsCommutativeAndAssociative() {
    forAll(
        values -> {
          S a = values.get(0);
          S b = values.get(values.size() / 2);
          S c = values.get(values.size() - 1);
          same(type.merge(a, b), type.merge(b, a));
          same(type.merge(type.merge(a, b), c), type.merge(a, type.merge(b, c)));
        });
  }

  @Test
  void anyPartitioningGivesTheWhole() {
    forAll(
        values -> {
          S whole = type.empty();
          for (S value : values) {
            whole = type.merge(whole, value);
          }
          Random random = new Random(values.hashCode());
          List<S> parts = new ArrayList<>(values);
          while (parts.size() > 1) {
            Collections.shuffle(parts, random);
            S left = parts.remove(parts.size() - 1);
            S right = parts.remove(parts.size() - 1);
            parts.add(
                random.nextBoolean() ? type.merge(left, right) : type.merge(travel(left), right));
          }
          same(parts.get(0), whole);
        });
  }

  /** The value after a journey through bytes. */
  private S travel(S value) {
    return type.decode(type.encode(value));
  }

  @Test
  void mergeLeavesItsArgumentsAlone() {
    forAll(
        values -> {
          S a = values.get(0);
          S b = values.get(values.size() - 1);
          byte[] bytesOfA = type.encode(a);
          byte[] bytesOfB = type.encode(b);
          S merged = type.merge(a, b);
          assertThat(type.merge(merged, type.merge(merged, a))).isNotNull();
          assertThat(type.encode(a)).isEqualTo(bytesOfA);
          assertThat(type.encode(b)).isEqualTo(bytesOfB);
        });
  }

  /** What is added to a memory is there, whatever becomes of what was added. */
  @Test
  void addIsMergeIntoTheMemory() {
    forAll(
        values -> {
          S a = values.get(0);
          S b = travel(values.get(values.size() - 1));
          S both = type.merge(a, b);
          byte[] bytesOfB = type.encode(b);
          S memory = type.add(type.add(type.empty(), a), b);
          same(memory, both);
          type.add(memory, a);
          assertThat(type.encode(b)).isEqualTo(bytesOfB);
          same(type.add(travel(a), b), both);
        });
  }

  @Test
  void decodeUndoesEncode() {
    forAll(
        values -> {
          for (S value : values) {
            same(travel(value), value);
          }
        });
    same(travel(type.empty()), type.empty());
  }

  @Test
  void differentValuesHaveDifferentBytes() {
    forAll(
        values -> {
          for (S value : values) {
            boolean equal = value.equals(values.get(0));
            assertThat(Arrays.equals(type.encode(value), type.encode(values.get(0))))
                .isEqualTo(equal);
          }
        });
  }

  @Test
  void hashesSpread() {
    Set<String> bytes = new HashSet<>();
    Set<Integer> hashes = new HashSet<>();
    forAll(
        values -> {
          for (S value : values) {
            bytes.add(Arrays.toString(type.encode(value)));
            hashes.add(value.hashCode());
          }
        });
    assertThat(hashes).hasSizeGreaterThan(bytes.size() * 9 / 10);
    assertThat(type.empty()).isNotEqualTo("").isNotEqualTo(null);
  }

  @Test
  void truncatedBytesAreRefused() {
    forAll(
        values -> {
          byte[] bytes = type.encode(values.get(0));
          int step = Math.max(1, bytes.length / 50);
          for (int length = 0; length < bytes.length; length += step) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> type.decode(part))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(type.name());
          }
          assertThatThrownBy(() -> type.decode(Arrays.copyOf(bytes, bytes.length + 1)))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @Test
  void otherVersionsAreRefused() {
    byte[] bytes = type.encode(type.empty());
    assertThat(bytes[0]).isEqualTo((byte) 1);
    bytes[0] = 2;
    assertThatThrownBy(() -> type.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version");
  }

  /** Bytes are the one encoding of a value, or they are refused: no third outcome. */
  @Test
  void damagedBytesAreRefusedOrAreAnotherValue() {
    Property.forAll(SEED, 4 * CASES, this::damaged, this::refusedOrCanonical);
    Property.forAll(SEED, 4 * CASES, StatisticLawsTest::garbage, this::refusedOrCanonical);
  }

  private void refusedOrCanonical(byte[] bytes) {
    S value;
    try {
      value = type.decode(bytes);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageEndingWith(".");
      return;
    }
    assertThat(type.encode(value)).isEqualTo(bytes);
  }

  private byte[] damaged(SplittableRandom random) {
    byte[] bytes = type.encode(RandomStatistics.of(type).next(random).get(0));
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] garbage(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(1, 30)];
    // Small numbers make counts and lengths that are nearly right.
    int bound = random.nextBoolean() ? 4 : 256;
    for (int i = 1; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(bound);
    }
    bytes[0] = 1;
    return bytes;
  }

  private void forAll(Property.Check<List<S>> check) {
    Property.forAll(SEED, CASES, RandomStatistics.of(type), check);
  }

  private void same(S actual, S expected) {
    assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(type.encode(actual)).isEqualTo(type.encode(expected));
  }
}
