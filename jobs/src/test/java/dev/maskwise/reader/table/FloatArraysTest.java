package dev.maskwise.reader.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of a table keep their bits, wherever Spark holds them. */
class FloatArraysTest {
  private static final int ROWS = 20;
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "id int, `raw.scores ``a``` array<float>, doubles array<double>,"
              + " raw struct<scores array<float>>");
  private static final String FLOATS = "raw.scores `a`";

  @TempDir Path directory;
  private SparkSession spark = session();

  @BeforeEach
  void ownSettings() {
    spark = session().newSession();
    compiled(false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void roundTripThroughParquet(boolean vectorised) {
    compiled(vectorised);
    spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorised);
    String path = directory.resolve("scores").toString();
    spark.createDataFrame(rows(), SCHEMA).repartition(4).write().parquet(path);
    check(spark.read().parquet(path));
  }

  @Test
  void rowsThatWereNeverWritten() {
    check(spark.createDataFrame(rows(), SCHEMA));
    check(spark.createDataFrame(rows(), SCHEMA).repartition(3));
  }

  @Test
  void valuesBeyondFloat32BecomeInfiniteAndNullIsNaN() {
    List<Row> rows =
        List.of(RowFactory.create(0, null, Arrays.asList(1e300, null, -1e300, 0.1, -0.0), null));
    Dataset<Row> table = FloatArrays.toBinary(spark.createDataFrame(rows, SCHEMA), "doubles");
    assertThat(floats(table.first().getAs("doubles")))
        .containsExactly(Float.POSITIVE_INFINITY, Float.NaN, Float.NEGATIVE_INFINITY, 0.1f, -0.0f);
  }

  @Test
  void otherColumnsAreRefused() {
    Dataset<Row> table = spark.createDataFrame(rows(), SCHEMA);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatArrays.toBinary(table, "id"))
        .withMessage("The column id is int, but scores are array<float> or array<double>.");
    assertThat(FloatArrays.accepts(DataTypes.createArrayType(DataTypes.IntegerType))).isFalse();
    assertThat(FloatArrays.accepts(DataTypes.BinaryType)).isFalse();
    assertThat(FloatArrays.accepts(DataTypes.createArrayType(DataTypes.FloatType))).isTrue();
  }

  private static void check(Dataset<Row> table) {
    Dataset<Row> converted = FloatArrays.toBinary(FloatArrays.toBinary(table, FLOATS), "doubles");
    assertThat(converted.schema().fieldNames()).containsExactly(SCHEMA.fieldNames());
    assertThat(converted.schema().apply(FLOATS).dataType()).isEqualTo(DataTypes.BinaryType);
    List<Row> rows = converted.orderBy("id").collectAsList();
    List<Row> expected = rows();
    assertThat(rows).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      Row row = rows.get(i);
      assertThat(row.getInt(0)).isEqualTo(i);
      assertThat(floats(row.getAs(1))).isEqualTo(naive(expected.get(i).getAs(1)));
      assertThat(floats(row.getAs(2))).isEqualTo(naive(expected.get(i).getAs(2)));
      assertThat(row.getStruct(3).getList(0)).isEqualTo(expected.get(i).getStruct(3).getAs(0));
    }
  }

  /** Arrays of many lengths, none among them, with and without nulls; and null arrays. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      List<@Nullable Float> floats = new ArrayList<>();
      List<@Nullable Double> doubles = new ArrayList<>();
      for (int k = i * i * (i % 3); k > 0; k--) {
        boolean isNull = i % 2 == 0 && random.nextInt(5) == 0;
        floats.add(isNull ? null : Float.intBitsToFloat(random.nextInt() & 0xbfffffff));
        doubles.add(isNull ? null : random.nextDouble() * (k % 7 - 3));
      }
      rows.add(
          RowFactory.create(
              i, i == 4 ? null : floats, i == 8 ? null : doubles, RowFactory.create(floats)));
    }
    return rows;
  }

  private static float @Nullable [] naive(@Nullable List<? extends @Nullable Number> numbers) {
    if (numbers == null) {
      return null;
    }
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      Number number = numbers.get(i);
      floats[i] = number == null ? Float.NaN : number.floatValue();
    }
    return floats;
  }

  private static float @Nullable [] floats(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    float[] floats = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  /** Whether Spark compiles its plans or interprets them, as the jobs have it. */
  private void compiled(boolean compiled) {
    spark.conf().set("spark.sql.codegen.wholeStage", compiled);
    spark.conf().set("spark.sql.codegen.factoryMode", compiled ? "FALLBACK" : "NO_CODEGEN");
    spark.conf().set("spark.sql.adaptive.enabled", false);
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .appName("test")
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate();
  }
}
