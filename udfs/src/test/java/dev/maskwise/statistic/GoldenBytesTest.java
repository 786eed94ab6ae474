package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Bytes that were stored once are read for ever. The files under {@code bytes/v1} hold, for each
 * statistic, lines {@code # what it is} and its bytes in hexadecimal; they only ever grow.
 */
class GoldenBytesTest {

  private static final HexFormat HEX = HexFormat.of();

  private static final Map<StatisticType<?>, Map<String, ?>> GOLDEN =
      Map.of(
          ConfusionMatrix.TYPE, confusionMatrices(),
          OverlapCounts.TYPE, overlapCounts(),
          ExactSum.TYPE, exactSums(),
          Mean.TYPE, means());

  private static Map<String, ConfusionMatrix> confusionMatrices() {
    Map<String, ConfusionMatrix> golden = new LinkedHashMap<>();
    golden.put("nothing", ConfusionMatrix.TYPE.empty());
    golden.put("2 classes, no pixels", ConfusionMatrix.of(2, new long[4]));
    golden.put(
        "3 classes, rows 5 1 0, 2 7 0, 300 0 40000",
        ConfusionMatrix.of(3, new long[] {5, 1, 0, 2, 7, 0, 300, 0, 40000}));
    long[] sparse = new long[300 * 300];
    sparse[299 * 300 + 298] = Long.MAX_VALUE;
    golden.put("300 classes, truth 299 prediction 298 2^63-1", ConfusionMatrix.of(300, sparse));
    return golden;
  }

  private static Map<String, OverlapCounts> overlapCounts() {
    Map<String, OverlapCounts> golden = new LinkedHashMap<>();
    golden.put("nothing", OverlapCounts.TYPE.empty());
    golden.put(
        "intersection 2, truth 5, prediction 300, pixels 2097152",
        new OverlapCounts(2, 5, 300, 2097152));
    long max = Long.MAX_VALUE;
    golden.put("four times 2^63-1", new OverlapCounts(max, max, max, max));
    return golden;
  }

  private static Map<String, ExactSum> exactSums() {
    Map<String, ExactSum> golden = new LinkedHashMap<>();
    golden.put("nothing", new ExactSum());
    golden.put("0.1 + 0.2", sum(0.1, 0.2));
    golden.put("-1", sum(-1));
    golden.put("128, whose number is 1", sum(128));
    golden.put("the smallest double", sum(Double.MIN_VALUE));
    golden.put("-1e308 - 1e308", sum(-1e308, -1e308));
    golden.put("1 + 2^-100", sum(1, 0x1p-100));
    return golden;
  }

  private static Map<String, Mean> means() {
    Map<String, Mean> golden = new LinkedHashMap<>();
    golden.put("nothing", new Mean());
    golden.put("undefined twice", mean(Double.NaN, Double.NaN));
    golden.put("0.25, 0.5, -3, undefined once", mean(0.25, 0.5, -3, Double.NaN));
    return golden;
  }

  private static ExactSum sum(double... numbers) {
    ExactSum sum = new ExactSum();
    for (double x : numbers) {
      sum.add(x);
    }
    return sum;
  }

  private static Mean mean(double... numbers) {
    Mean mean = new Mean();
    for (double x : numbers) {
      mean.add(x);
    }
    return mean;
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.statistic.StatisticTypes#ALL")
  <S> void bytesAreWrittenAndReadAsEver(StatisticType<S> type) throws IOException {
    @SuppressWarnings("unchecked") // each type is listed with its own values
    Map<String, S> golden = (Map<String, S>) GOLDEN.getOrDefault(type, Map.of());
    List<String> lines = new ArrayList<>();
    golden.forEach(
        (description, value) -> {
          lines.add("# " + description);
          lines.add(HEX.formatHex(type.encode(value)));
        });
    List<String> stored = stored(type);
    assertThat(lines).isNotEmpty().isEqualTo(stored);
    golden.forEach(
        (description, value) -> {
          String hex = stored.get(stored.indexOf("# " + description) + 1);
          assertThat(type.decode(HEX.parseHex(hex))).as(description).isEqualTo(value);
        });
  }

  private static List<String> stored(StatisticType<?> type) throws IOException {
    String path = "/bytes/v1/" + type.name() + ".hex";
    try (InputStream file = GoldenBytesTest.class.getResourceAsStream(path)) {
      assertThat(file).as(path).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
