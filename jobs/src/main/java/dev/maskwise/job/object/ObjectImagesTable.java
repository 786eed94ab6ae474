package dev.maskwise.job.object;

import dev.maskwise.job.output.TableFormat;
import dev.maskwise.run.table.TableFile;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * An image → the rows of {@code per_image.parquet}: one for each model and each class of which it
 * has a true or a detected object; none for a rejected image. The states, merged, are the statistic
 * that every number follows from. Counts are those of objects of any area at the first threshold.
 *
 * @param classes id of a category → its place among the classes
 */
record ObjectImagesTable(List<String> models, List<String> names, Map<Integer, Integer> classes)
    implements TableFormat.Table<JudgedImage> {

  static final StructType SCHEMA =
      new StructType()
          .add("image_id", DataTypes.StringType)
          .add("model", DataTypes.StringType)
          .add("class", DataTypes.StringType)
          .add("class_id", DataTypes.IntegerType)
          .add("slices", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add("truths", DataTypes.LongType)
          .add("detections", DataTypes.LongType)
          .add("true_positives", DataTypes.LongType)
          .add("false_positives", DataTypes.LongType)
          .add("state", DataTypes.BinaryType);

  @Override
  public void add(JudgedImage image, TableFile file) throws IOException {
    for (int m = 0; m < image.models().size(); m++) {
      DetectionRecords records = image.models().get(m).records();
      for (int group = 0; group < records.groups(); group++) {
        Integer place = classes.get(records.category(group));
        file.next().put(Objects.requireNonNull(image.imageId()));
        file.next().put(models.get(m));
        if (place == null) { // All categories are one.
          file.next().nothing();
          file.next().nothing();
        } else {
          file.next().put(names.get(place));
          file.next().put(place);
        }
        file.next().put(new TreeMap<>(image.slices()));
        putCounts(records, group, file);
        file.endRow();
      }
    }
  }

  private static void putCounts(DetectionRecords records, int group, TableFile file)
      throws IOException {
    int first = records.first(group);
    int count = records.first(group + 1) - first;
    int words = records.grid().words();
    double[] scores = new double[count];
    long[] truePositive = new long[count * words];
    long[] ignored = new long[count * words];
    long found = 0;
    long falsely = 0;
    for (int r = 0; r < count; r++) {
      scores[r] = records.score(first + r);
      for (int w = 0; w < words; w++) {
        truePositive[r * words + w] = records.truePositive(first + r, w);
        ignored[r * words + w] = records.ignored(first + r, w);
      }
      found += truePositive[r * words] & 1;
      falsely += ~(truePositive[r * words] | ignored[r * words]) & 1;
    }
    int[] truths = new int[records.grid().bands().size()];
    for (int band = 0; band < truths.length; band++) {
      truths[band] = records.truths(group, band);
    }
    DetectionRecords state = new DetectionRecords(records.grid());
    state.add(
        records.image(group),
        records.category(group),
        truths,
        count,
        scores,
        truePositive,
        ignored);
    file.next().put(truths[0]);
    file.next().put(count);
    file.next().put(found);
    file.next().put(falsely);
    file.next().put(DetectionRecords.TYPE.encode(state));
  }
}
