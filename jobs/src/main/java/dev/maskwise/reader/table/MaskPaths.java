package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.maskwise.reader.file.Location;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Columns of paths, which are relative to a directory, or whole. */
public final class MaskPaths {
  private MaskPaths() {}

  /**
   * The whole paths; null where a path is none, or has no directory to be relative to.
   *
   * @param directory where relative paths begin; null for nowhere
   */
  public static Column whole(Column paths, @Nullable String directory) {
    UDF2<String, String, String> whole = MaskPaths::whole;
    return udf(whole, DataTypes.StringType).apply(paths, lit(directory).cast(DataTypes.StringType));
  }

  private static @Nullable String whole(@Nullable String path, @Nullable String directory) {
    if (path == null || path.isEmpty()) {
      return null;
    }
    try {
      Path named = Location.path(path);
      if (directory == null) {
        return named.isAbsolute() ? named.toString() : null;
      }
      return new Path(new Path(directory), named).toString();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
