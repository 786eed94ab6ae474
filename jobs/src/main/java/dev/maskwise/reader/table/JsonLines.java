package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.maskwise.reader.InputRefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.Tuple2;

/**
 * The lines of a table of JSON lines that are no JSON objects. Where each stands is looked up once,
 * and only if there is any; of a line that is cut off the values before the cut are known.
 */
final class JsonLines {
  /** Of so many the numbers are known; a file with more is no table of JSON lines. */
  private static final int MOST = 10_000;

  /** So much of a line is shown. */
  private static final int SHOWN = 80;

  private final Dataset<String> text;
  private final String malformed;

  /**
   * @param text the lines of the file
   * @param malformed the column in which Spark puts those that are no objects
   */
  JsonLines(Dataset<String> text, String malformed) {
    this.text = text;
    this.malformed = malformed;
  }

  /**
   * What is wrong with a line, a clause after the path; null for those that are objects.
   *
   * @param rows of the file, with the column of the malformed lines among others
   * @throws InputRefusedException when no line is an object
   */
  Column fault(Dataset<Row> rows, String file) {
    InputRefusedException.require(
        rows.columns().length > 1,
        "%s holds no JSON object: write one in each line, such as {\"image_id\": \"a\", \"truth\": \"a.png\"}."
            .formatted(file));
    Map<String, Long> numbers = numbers(rows);
    UDF1<String, String> clause =
        line ->
            "holds the line%s '%s', which is no JSON object"
                .formatted(
                    numbers.containsKey(line) ? " " + numbers.get(line) : "",
                    line.substring(0, Math.min(SHOWN, line.length())));
    Column line = col(malformed);
    return when(line.isNotNull(), udf(clause, DataTypes.StringType).apply(line));
  }

  /** Line → its number from 1; of equal lines that of the first. */
  private Map<String, Long> numbers(Dataset<Row> rows) {
    // A query for this column alone is one that Spark refuses.
    int position = List.of(rows.columns()).indexOf(malformed);
    JavaRDD<String> broken =
        rows.toJavaRDD().filter(row -> !row.isNullAt(position)).map(row -> row.getString(position));
    Set<String> lines = Set.copyOf(broken.take(MOST).stream().distinct().toList());
    Map<String, Long> numbers = new HashMap<>();
    for (Tuple2<String, Long> line :
        text.toJavaRDD().zipWithIndex().filter(each -> lines.contains(each._1)).take(MOST)) {
      numbers.putIfAbsent(line._1, line._2 + 1);
    }
    return numbers;
  }

  /** The rows with the texts and numbers that stand in a line before it is cut off. */
  Dataset<Row> completed(Dataset<Row> rows) {
    Dataset<Row> completed = rows;
    for (StructField field : rows.schema().fields()) {
      if (field.dataType().equals(DataTypes.StringType) && !field.name().equals(malformed)) {
        String quoted = "`" + field.name().replace("`", "``") + "`";
        completed =
            completed.withColumn(
                field.name(),
                when(col(malformed).isNull(), col(quoted)).otherwise(value(field.name())));
      }
    }
    return completed;
  }

  private Column value(String name) {
    String value =
        Pattern.quote("\"" + name + "\"")
            + "\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?[0-9][-+.0-9eE]*)\\s*[,}])";
    Column line = col(malformed);
    Column unescaped =
        get_json_object(
            concat(
                lit("{\"v\": \""),
                regexp_extract(line, value, 1),
                regexp_extract(line, value, 2),
                lit("\"}")),
            "$.v");
    return nullif(unescaped, lit(""));
  }
}
