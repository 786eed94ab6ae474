package dev.maskwise.job.output;

import dev.maskwise.metric.Interval;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code slices.parquet}: a row for each slice, model and number of it, as {@code summary.json} has
 * them; {@code class} is null over classes. The rows of a slice stand together, in a part the
 * slices in the order of their names.
 *
 * @param classes the names of the classes
 */
record SlicesTable(List<String> classes) implements FlatMapFunction<ModelEvaluation, Row> {
  static final StructType SCHEMA =
      new StructType()
          .add("slice", DataTypes.StringType)
          .add("model", DataTypes.StringType)
          .add("images", DataTypes.LongType)
          .add("pixels", DataTypes.LongType)
          .add("name", DataTypes.StringType)
          .add("averaging", DataTypes.StringType)
          .add("class", DataTypes.StringType)
          .add("value", DataTypes.DoubleType)
          .add("n", DataTypes.LongType)
          .add("undefined", DataTypes.LongType)
          .add("over", DataTypes.StringType)
          .add("bound", DataTypes.DoubleType)
          .add("standard_error", DataTypes.DoubleType)
          .add("low", DataTypes.DoubleType)
          .add("high", DataTypes.DoubleType)
          .add("groups", DataTypes.LongType);

  @Override
  public Iterator<Row> call(ModelEvaluation of) {
    return of.values().stream().map(value -> row(of, value)).iterator();
  }

  private Row row(ModelEvaluation of, MetricValue value) {
    Interval interval = value.interval();
    Integer classId = value.classId();
    return RowFactory.create(
        of.slice(),
        of.model(),
        of.images(),
        of.pixels(),
        value.metric(),
        value.averaging().label(),
        classId == null ? null : classes.get(classId),
        TableRows.cell(value.value()),
        value.n(),
        value.undefined(),
        value.over().name().toLowerCase(Locale.ROOT),
        TableRows.cell(value.bound()),
        interval == null ? null : interval.standardError(),
        interval == null ? null : interval.low(),
        interval == null ? null : interval.high(),
        interval == null ? null : interval.groups());
  }
}
