package dev.maskwise.reader;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The truth of a data set, or one model's predictions. */
public interface MaskSource {

  /**
   * One row a mask, in {@link MaskTable#SCHEMA} less {@code source}; lazily read.
   *
   * @param slices which columns to keep as slices of the image
   */
  Dataset<Row> masks(SparkSession spark, List<String> slices);

  /**
   * Looks at what is there, where that takes no Spark; asked once all inputs are open.
   *
   * @throws dev.maskwise.reader.InputRefusedException when it holds no mask
   */
  default void look() {}

  /** Whether it is a table of raw label maps. */
  default boolean holdsRawLabels(SparkSession spark) {
    return false;
  }

  /**
   * Whether it is a table of scores in arrays of numbers. Each of them would become an object
   * unless the session reads Parquet with the vectorised reader.
   */
  default boolean holdsArrays(SparkSession spark) {
    return false;
  }

  /**
   * The files that cannot be read and whose images nobody knows, each with the reason: a clause
   * without its end.
   *
   * @param context finds them where many machines are faster than one
   */
  default List<String> unread(JavaSparkContext context) {
    return List.of();
  }

  /**
   * Masks that are known to be unreadable before they are opened.
   *
   * @param context finds them where many machines are faster than one
   */
  default List<Rejection> faults(JavaSparkContext context) {
    return List.of();
  }

  /** What the image ids are where it does not know another type of them. */
  String TEXT = "text";

  /** What type the image ids have. */
  default String idType(SparkSession spark) {
    return TEXT;
  }

  /** The size of the input as far as it is known, which sets the number of partitions. */
  long bytes();

  /**
   * A digest of the names, sizes and times of its files: while it is the same nobody wrote anything
   * there.
   */
  String listing();

  /** Where it is, for messages. */
  String location();

  /** The location as an option names it: with the column of a table, where that was named. */
  default String name() {
    return location();
  }

  /** What the user should know about the input, such as files that were left aside. */
  default List<String> remarks() {
    return List.of();
  }
}
