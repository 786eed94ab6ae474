package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.image.object.BoundaryJudge;
import dev.maskwise.image.object.BoundaryRules;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.boundary.BoundaryMetrics;
import dev.maskwise.metric.boundary.ClassBoundaries;
import dev.maskwise.statistic.object.BoundaryCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Boundaries of a data set in SQL: the bytes and the numbers of Java, for any partitioning. */
class BoundarySqlTest {
  private static final int CLASSES = 5;
  private static final int IGNORE = 4;

  @ParameterizedTest
  @EnumSource
  void anyPartitioningGivesTheStateOfJava(SqlSession session) throws FaultException {
    SplittableRandom random = new SplittableRandom(17);
    BoundaryJudge judge = new BoundaryJudge();
    BoundaryCounts expected = new BoundaryCounts();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int height = random.nextInt(1, 50);
      int width = random.nextInt(1, 50);
      byte[] truth = Masks.bytes(Masks.labels(Regime.BLOBS, width, height, CLASSES, random));
      byte[] prediction = Masks.bytes(Masks.labels(Regime.BLOBS, width, height, CLASSES, random));
      rows.add(RowFactory.create(i, truth, prediction, height, width));
      expected.add(
          judge.judge(
              truth,
              prediction,
              height,
              width,
              new LabelRange(CLASSES, IGNORE),
              new BoundaryRules(0.05, 2)));
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("truth", DataTypes.BinaryType)
            .add("prediction", DataTypes.BinaryType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.IntegerType);
    ClassBoundaries classes = new ClassBoundaries(expected, CLASSES, Policy.undefined());
    String arguments = "(truth, prediction, height, width, 5, 4, 0.05, 2)";
    for (int partitions : new int[] {1, 7, 64}) {
      Dataset<Row> images = session.spark().createDataFrame(rows, schema).repartition(partitions);
      Row row =
          images
              .selectExpr(
                  "boundary_overlap_agg" + arguments + " AS state",
                  "boundary_overlap_merge(boundary_overlap" + arguments + ") AS merged")
              .selectExpr("state", "merged", "boundary_f(state, 2)", "mean_boundary_iou(merged)")
              .head();
      assertThat((byte[]) row.get(0)).isEqualTo(BoundaryCounts.TYPE.encode(expected));
      assertThat((byte[]) row.get(1)).isEqualTo(BoundaryCounts.TYPE.encode(expected));
      assertThat(row.getDouble(2)).isEqualTo(BoundaryMetrics.BOUNDARY_F.value(expected.of(2)));
      assertThat(row.getDouble(3)).isEqualTo(BoundaryMetrics.MEAN_BOUNDARY_IOU.value(classes));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsUndefinedIsNull(SqlSession session) {
    String state = "boundary_overlap(X'00000000', X'00000000', 2, 2, 3)";
    assertThat(session.value("SELECT boundary_iou(" + state + ", 0)")).isEqualTo(1.0);
    assertThat(session.value("SELECT boundary_iou(" + state + ", 1)")).isNull();
    assertThat(session.value("SELECT boundary_f(" + state + ", 0)")).isNull();
    assertThat(session.value("SELECT mean_boundary_f(" + state + ")")).isNull();
    assertThat(session.value("SELECT mean_boundary_iou(" + state + ")")).isEqualTo(1.0);
  }
}
