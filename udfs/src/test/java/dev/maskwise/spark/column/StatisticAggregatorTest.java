package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.image.BinaryScores;
import dev.maskwise.image.RawLabels;
import dev.maskwise.law.Property;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.spark.catalog.SqlSession;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.RandomStatistics;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.StatisticType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import scala.Tuple2;

/** Typed columns and udafs merge what the statistic merges. */
class StatisticAggregatorTest {
  private static final SparkSession SPARK = SqlSession.CODEGEN.spark();
  private static final HexFormat HEX = HexFormat.of();

  /** The SQL functions that merge states. */
  private static final Map<StatisticType<?>, String> MERGES =
      Map.of(
          ConfusionMatrix.TYPE, "confusion_merge",
          ScoreHistogram.TYPE, "score_histogram_merge");

  @Tag("slow")
  @ParameterizedTest
  @FieldSource("dev.maskwise.statistic.StatisticTypes#ALL")
  <S> void statesOfEveryTypeAsTypedColumnAndAsUdaf(StatisticType<S> type) {
    Property.forAll(
        20261124,
        3,
        RandomStatistics.of(type),
        values -> {
          S whole = type.empty();
          List<byte[]> states = new ArrayList<>();
          states.add(null);
          for (S value : values) {
            whole = type.merge(whole, value);
            states.add(type.encode(value));
          }
          Dataset<byte[]> rows = SPARK.createDataset(states, Encoders.BINARY()).repartition(3);
          StatisticAggregator<byte[], S, byte[]> merge = StatisticAggregator.ofStates(type);
          assertThat(rows.select(merge.toColumn()).head()).isEqualTo(type.encode(whole));
          Row sql =
              rows.toDF("state").agg(udaf(merge, Encoders.BINARY()).apply(col("state"))).head();
          assertThat((byte[]) sql.get(0)).isEqualTo(type.encode(whole));
          assertThat(type.decode((byte[]) sql.get(0))).isEqualTo(whole);
        });
  }

  /** What a release stored is read by the aggregator and, where there is one, the SQL function. */
  @Tag("slow")
  @ParameterizedTest
  @FieldSource("dev.maskwise.statistic.StatisticTypes#ALL")
  <S> void statesThatWereStoredOnce(StatisticType<S> type) throws IOException {
    List<byte[]> golden = golden(type);
    assertThat(golden).isNotEmpty();
    for (byte[] state : golden) {
      Dataset<byte[]> row = SPARK.createDataset(List.of(state), Encoders.BINARY());
      assertThat(row.select(StatisticAggregator.ofStates(type).toColumn()).head()).isEqualTo(state);
      if (MERGES.containsKey(type)) {
        String merge = MERGES.get(type) + "(state)";
        assertThat(row.toDF("state").selectExpr(merge).head().get(0)).isEqualTo(state);
      }
    }
  }

  private static List<byte[]> golden(StatisticType<?> type) throws IOException {
    String path = "/bytes/v1/" + type.name() + ".hex";
    try (InputStream file = StatisticAggregatorTest.class.getResourceAsStream(path)) {
      assertThat(file).as(path).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(HEX::parseHex)
          .toList();
    }
  }

  private static Dataset<Tuple2<byte[], byte[]>> masks() {
    return SPARK.createDataset(
        List.of(
            new Tuple2<>(HEX.parseHex("00010100"), HEX.parseHex("00010000")),
            new Tuple2<>(HEX.parseHex("01ff"), HEX.parseHex("0101"))),
        Encoders.tuple(Encoders.BINARY(), Encoders.BINARY()));
  }

  @Test
  void statisticsOfPixels() {
    assertThat(
            masks()
                .select(
                    StatisticAggregator.of(
                            OverlapCounts.TYPE,
                            (Tuple2<byte[], byte[]> image) ->
                                RawLabels.overlap(image._1(), image._2(), 255))
                        .toColumn())
                .head())
        .isEqualTo(new OverlapCounts(2, 3, 2, 5));
    StatisticAggregator<Tuple2<byte[], byte[]>, ConfusionMatrix, Long> pixels =
        StatisticAggregator.of(
                ConfusionMatrix.TYPE,
                (Tuple2<byte[], byte[]> image) ->
                    RawLabels.confusion(image._1(), image._2(), 2, 255))
            .giving(ConfusionMatrix::total, Encoders.LONG());
    assertThat(masks().select(pixels.toColumn()).head()).isEqualTo(5);
    assertThat(
            masks()
                .groupByKey(
                    (MapFunction<Tuple2<byte[], byte[]>, Integer>) image -> image._1().length,
                    Encoders.INT())
                .agg(pixels.toColumn().name("pixels"))
                .collectAsList())
        .containsExactlyInAnyOrder(new Tuple2<>(4, 4L), new Tuple2<>(2, 1L));
  }

  @Test
  void scoresOfPixels() throws Exception {
    ScoreHistogram expected = new ScoreHistogram(ScoreHistogram.DEFAULT_BITS);
    expected.add(new float[] {2, -1, 0.5f}, new byte[] {1, 0, 1}, 3);
    ScoreHistogram memory = ScoreHistogram.TYPE.empty();
    memory =
        BinaryScores.of(new float[] {2, 7, -1}, new byte[] {3, (byte) 255, 0}, 255, ScoreKind.LOGIT)
            .addTo(memory, 0);
    memory =
        BinaryScores.of(new float[] {0.5f}, new byte[] {1}, -1, ScoreKind.LOGIT).addTo(memory, 0);
    assertThat(memory).isEqualTo(expected);
    assertThatThrownBy(() -> BinaryScores.of(new float[1], new byte[2], -1, ScoreKind.LOGIT))
        .hasMessage("There are 1 scores, but the truth has 2 pixels.");
  }

  @Test
  void statisticsAreRowsToo() {
    List<OverlapCounts> images =
        Arrays.asList(new OverlapCounts(1, 2, 1, 4), new OverlapCounts(1, 1, 1, 1));
    Dataset<OverlapCounts> rows =
        SPARK.createDataset(images, Encoders.javaSerialization(OverlapCounts.class));
    assertThat(rows.select(StatisticAggregator.of(OverlapCounts.TYPE).toColumn()).head())
        .isEqualTo(new OverlapCounts(2, 3, 2, 5));
  }

  @Test
  void whatIsNoStateEndsTheQuery() {
    Dataset<byte[]> rows = SPARK.createDataset(List.of(new byte[] {7}), Encoders.BINARY());
    assertThatThrownBy(
            () -> rows.select(StatisticAggregator.ofStates(OverlapCounts.TYPE).toColumn()).head())
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overlap");
  }
}
