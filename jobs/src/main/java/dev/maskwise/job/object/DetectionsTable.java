package dev.maskwise.job.object;

import dev.maskwise.job.output.TableFormat;
import dev.maskwise.run.table.TableFile;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * An image → the rows of {@code detections.parquet}: one for each detection that was judged, by
 * class and descending score; none for a rejected image.
 *
 * @param classes id of a category → its place among the classes
 */
record DetectionsTable(List<String> models, List<String> names, Map<Integer, Integer> classes)
    implements TableFormat.Table<JudgedImage> {

  static final StructType SCHEMA =
      new StructType()
          .add("image_id", DataTypes.StringType)
          .add("model", DataTypes.StringType)
          .add("class", DataTypes.StringType)
          .add("class_id", DataTypes.IntegerType)
          .add("rank", DataTypes.IntegerType)
          .add("score", DataTypes.DoubleType)
          .add("truth_id", DataTypes.LongType)
          .add("iou", DataTypes.DoubleType)
          .add("true_positive", DataTypes.createArrayType(DataTypes.LongType))
          .add("ignored", DataTypes.createArrayType(DataTypes.LongType));

  @Override
  public void add(JudgedImage image, TableFile file) throws IOException {
    for (int m = 0; m < image.models().size(); m++) {
      JudgedModel model = image.models().get(m);
      DetectionRecords records = model.records();
      int words = records.records() == 0 ? 0 : records.grid().words();
      for (int group = 0; group < records.groups(); group++) {
        int first = records.first(group);
        for (int r = first; r < records.first(group + 1); r++) {
          int place = Objects.requireNonNull(classes.get(model.categories()[r]));
          file.next().put(Objects.requireNonNull(image.imageId()));
          file.next().put(models.get(m));
          file.next().put(names.get(place));
          file.next().put(place);
          file.next().put(r - first);
          file.next().put(records.score(r));
          if (model.found()[r]) {
            file.next().put(model.truths()[r]);
          } else {
            file.next().nothing();
          }
          file.next().put(model.overlaps()[r]);
          long[] truePositive = new long[words];
          long[] ignored = new long[words];
          for (int w = 0; w < words; w++) {
            truePositive[w] = records.truePositive(r, w);
            ignored[w] = records.ignored(r, w);
          }
          file.next().put(truePositive);
          file.next().put(ignored);
          file.endRow();
        }
      }
    }
  }
}
