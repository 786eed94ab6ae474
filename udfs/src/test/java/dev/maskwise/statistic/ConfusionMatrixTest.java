package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionMatrixTest {

  private final long[] counts = {5, 1, 0, 2, 7, 0, 3, 0, 4};
  private final ConfusionMatrix matrix = ConfusionMatrix.of(3, counts);

  @Test
  void rowsAreTruthAndColumnsPrediction() {
    assertThat(matrix.classes()).isEqualTo(3);
    assertThat(matrix.count(1, 0)).isEqualTo(2);
    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.row(2)).containsExactly(3, 0, 4);
    assertThat(matrix.counts()).containsExactly(counts);
    assertThat(matrix.total()).isEqualTo(22);
    assertThat(matrix.truthCardinality(0)).isEqualTo(6);
    assertThat(matrix.predictionCardinality(0)).isEqualTo(10);
    assertThat(matrix.intersection(0)).isEqualTo(5);
    assertThat(matrix.overlap(1)).isEqualTo(new OverlapCounts(7, 9, 8, 22));
    assertThat(matrix.overlap(2)).isEqualTo(new OverlapCounts(4, 7, 4, 22));
  }

  @Test
  void sharesNoArray() {
    counts[0] = 99;
    matrix.row(0)[0] = 99;
    matrix.counts()[0] = 99;
    assertThat(matrix.count(0, 0)).isEqualTo(5);
  }

  @Test
  void mergeAddsCells() {
    ConfusionMatrix other = ConfusionMatrix.of(3, new long[] {1, 0, 0, 0, 0, 2, 0, 0, 0});
    assertThat(ConfusionMatrix.TYPE.merge(matrix, other))
        .isEqualTo(ConfusionMatrix.of(3, new long[] {6, 1, 0, 2, 7, 2, 3, 0, 4}));
    assertThat(ConfusionMatrix.TYPE.empty().classes()).isZero();
  }

  /** Of many classes only the pairs that occur are kept, as long as they are few. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 1224, 1225, 1226, 3000, 4900})
  void aMatrixOfManyClassesIsTheSameHoweverItIsKept(int used) {
    int classes = 70;
    Random random = new Random(used);
    long[] some = cells(classes, used, random);
    long[] others = cells(classes, 700, random);
    ConfusionMatrix one = ConfusionMatrix.of(classes, some);
    ConfusionMatrix other = ConfusionMatrix.of(classes, others);
    assertThat(one.counts()).containsExactly(some);
    assertThat(ConfusionMatrix.TYPE.decode(ConfusionMatrix.TYPE.encode(one))).isEqualTo(one);
    long[] listed = new long[classes * classes];
    one.forEach((truth, prediction, count) -> listed[truth * classes + prediction] = count);
    assertThat(listed).containsExactly(some);
    for (int c = 0; c < classes; c++) {
      long[] row = Arrays.copyOfRange(some, c * classes, (c + 1) * classes);
      int column = c;
      assertThat(one.row(c)).containsExactly(row);
      assertThat(one.count(c, 3)).isEqualTo(row[3]);
      assertThat(one.truthCardinality(c)).isEqualTo(Arrays.stream(row).sum());
      assertThat(one.predictionCardinality(c))
          .isEqualTo(IntStream.range(0, classes).mapToLong(t -> some[t * classes + column]).sum());
    }
    long[] sums = new long[some.length];
    Arrays.setAll(sums, cell -> some[cell] + others[cell]);
    assertThat(ConfusionMatrix.TYPE.merge(one, other))
        .isEqualTo(ConfusionMatrix.of(classes, sums))
        .isEqualTo(ConfusionMatrix.TYPE.merge(other, one));
  }

  private static long[] cells(int classes, int used, Random random) {
    List<Integer> places = new ArrayList<>(IntStream.range(0, classes * classes).boxed().toList());
    Collections.shuffle(places, random);
    long[] cells = new long[classes * classes];
    places.subList(0, used).forEach(place -> cells[place] = 1L + random.nextInt(1000));
    return cells;
  }

  @Test
  void differentShapesDoNotMerge() {
    ConfusionMatrix other = ConfusionMatrix.of(2, new long[4]);
    assertThatThrownBy(() -> ConfusionMatrix.TYPE.merge(matrix, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Confusion matrices of 3 and of 2 classes cannot be merged.");
  }

  @Test
  void countsMustBeCounts() {
    assertThatThrownBy(() -> ConfusionMatrix.of(2, new long[] {0, 0, -3, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The count of truth 1 and prediction 0 is negative: -3.");
    assertThatThrownBy(() -> ConfusionMatrix.of(2, new long[] {Long.MAX_VALUE, 1, 0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The counts add up to more than 9223372036854775807.");
    assertThatThrownBy(() -> ConfusionMatrix.of(2, new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 classes have 4 pairs, not 3.");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4097, 65536, Integer.MAX_VALUE})
  void classesAreLimited(int classes) {
    assertThatThrownBy(() -> ConfusionMatrix.of(classes, new long[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A confusion matrix has 0 to 4096 classes, not " + classes + ".");
  }

  @Test
  void countsThatLeaveInt64DoNotMerge() {
    ConfusionMatrix full = ConfusionMatrix.of(1, new long[] {Long.MAX_VALUE});
    ConfusionMatrix one = ConfusionMatrix.of(1, new long[] {1});
    assertThatThrownBy(() -> ConfusionMatrix.TYPE.merge(full, one))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void otherIndicesAreOutOfBounds(int c) {
    assertThatThrownBy(() -> matrix.count(c, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.count(0, c)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.row(c)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.overlap(c)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.truthCardinality(c))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.predictionCardinality(c))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void differsByShapeAndCells() {
    assertThat(matrix).isNotEqualTo(ConfusionMatrix.of(2, new long[] {22, 0, 0, 0}));
    assertThat(ConfusionMatrix.of(1, new long[1])).isNotEqualTo(ConfusionMatrix.TYPE.empty());
    assertThat(ConfusionMatrix.of(2, new long[] {1, 0, 0, 0}))
        .isNotEqualTo(ConfusionMatrix.of(2, new long[] {0, 1, 0, 0}));
  }

  @Test
  void theLargestSparseMatrixHasFewBytes() {
    int classes = ConfusionMatrix.MAX_CLASSES;
    long[] cells = new long[classes * classes];
    cells[0] = 1;
    cells[classes + 1] = 2_000_000;
    cells[cells.length - 1] = 5;
    ConfusionMatrix large = ConfusionMatrix.of(classes, cells);
    byte[] bytes = ConfusionMatrix.TYPE.encode(large);
    assertThat(bytes).hasSize(16);
    assertThat(ConfusionMatrix.TYPE.decode(bytes)).isEqualTo(large);
  }

  @Test
  void bytesThatClaimTooMuchAreRefused() {
    refused("a number is too large", 4097, 0);
    refused("a number is too large", 2, 5);
    refused("more cells must follow", 4096, 4096 * 4096, 0, 1);
    refused("more cells must follow", 2, 3, 0, 1, 0, 1);
    refused("a listed cell is zero", 2, 1, 3, 0);
    refused("a number is too large", 2, 1, 4, 1);
    refused("a number is too large", 2, 2, 3, 1, 0, 1);
    refused("nothing may follow", 0, 0, 0);
    refused("The counts add up to more", 2, 2, 0, Long.MAX_VALUE, 0, 1);
  }

  private static void refused(String problem, long... fields) {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    for (long field : fields) {
      writer.varint(field);
    }
    assertThatThrownBy(() -> ConfusionMatrix.TYPE.decode(writer.toBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void showsRowsWhenSmall() {
    assertThat(ConfusionMatrix.of(2, new long[] {1, 2, 3, 4}))
        .hasToString("ConfusionMatrix[classes=2, total=10, counts=[[1, 2], [3, 4]]]");
    assertThat(ConfusionMatrix.of(33, new long[33 * 33]))
        .hasToString("ConfusionMatrix[classes=33, total=0, counts=...]");
  }
}
