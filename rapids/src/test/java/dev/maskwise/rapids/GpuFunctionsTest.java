package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.spark.catalog.SqlFunctions;
import dev.maskwise.spark.sql.SqlFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The columns of the GPU functions, computed by the model of cuDF, against the SQL functions. */
class GpuFunctionsTest {
  private static final int BATCHES = 60;

  static List<FunctionCase> cases() {
    return FunctionCase.all();
  }

  @Test
  void everyFunctionHasCases() {
    assertThat(cases().stream().map(FunctionCase::name).collect(Collectors.toSet()))
        .isEqualTo(GpuFunctions.ALL.stream().map(GpuFunction::name).collect(Collectors.toSet()));
  }

  @Test
  void everySqlFunctionOfOneImageHasAVersion() {
    assertThat(GpuFunctions.ALL.stream().map(GpuFunction::name).toList())
        .containsAll(
            SqlFunctions.ALL.stream()
                .filter(function -> function.group() == SqlFunction.Group.IMAGE)
                .map(SqlFunction::name)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void columnsGiveWhatTheSqlFunctionGives(FunctionCase tested) {
    SplittableRandom random = new SplittableRandom(41);
    for (int i = 0; i < BATCHES; i++) {
      Batch batch = Batch.random(random, tested.images());
      @Nullable Object[] values = batch.onDevice(tested.function());
      for (int row = 0; row < batch.rows(); row++) {
        assertSame(
            values[row],
            batch.onHost(tested.function(), row),
            tested.name().equals("lovasz_softmax") ? 1e-6 : 1e-35,
            "row %d of batch %d".formatted(row, i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void arraysOfFloatsAreScoresToo(FunctionCase tested) {
    if (!tested.takesScores()) {
      return; // they take bytes or counts alone
    }
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 10; i++) {
      Batch batch = Batch.random(random, tested.images());
      assertThat(batch.onDeviceFromArrays(tested.function()))
          .isEqualTo(batch.onDevice(tested.function()));
    }
  }

  /**
   * Counts and bytes equal; what the CPU computes in float32 within its accuracy.
   *
   * @param least absolute: the CPU takes |y − p| from a p that is rounded to float32
   */
  static void assertSame(@Nullable Object gpu, @Nullable Object cpu, double least, String where) {
    if (cpu instanceof Row[] rows) {
      assertThat(gpu).as(where).isInstanceOf(List.class);
      List<?> values = (List<?>) gpu;
      assertThat(values).as(where).hasSameSizeAs(rows);
      for (int i = 0; i < rows.length; i++) {
        assertSame(values.get(i), rows[i], least, where + ", class " + i);
      }
    } else if (cpu instanceof Row row) {
      List<@Nullable Object> fields = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        fields.add(row.get(i));
      }
      assertThat(gpu).as(where).isInstanceOf(List.class);
      List<?> values = (List<?>) gpu;
      assertThat(values).as(where).hasSameSizeAs(fields);
      for (int i = 0; i < fields.size(); i++) {
        assertSame(values.get(i), fields.get(i), least, where);
      }
    } else if (cpu instanceof Double number && gpu != null) {
      assertThat((Double) gpu).as(where).isCloseTo(number, within(least + 4e-6 * Math.abs(number)));
    } else {
      assertThat(gpu).as(where).isEqualTo(cpu);
    }
  }
}
