package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.to_timestamp;

import dev.maskwise.reader.InputRefusedException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tables of Delta Lake and of Iceberg, in one version: the one that was asked for, else the newest.
 * Their jars are not Maskwise's.
 */
public final class LakeTable {
  /** What a version may be that stands after the last {@code @} of a location: a time. */
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d)?)?");

  private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String ICEBERG = "org.apache.iceberg.spark.source.IcebergSource";

  /** The catalog by which tables without a name are found; that of Hive if nobody says another. */
  private static final String BY_PATH = "spark.sql.catalog.default_iceberg";

  private static final String PAGE = "see \"Tables\" in docs/inputs.md";

  private LakeTable() {}

  /**
   * A version of a Delta table.
   *
   * @param path the directory, on its file system
   * @param version {@code v5} or a time; empty for the newest
   * @throws InputRefusedException when it cannot be read, or has no such version
   */
  public static StoredTable delta(Supplier<SparkSession> session, String path, String version) {
    String location = "delta:" + path;
    requireJar(location, DELTA, "Delta Lake", "delta-spark and delta-storage");
    SparkSession spark = session.get();
    InputRefusedException.require(
        spark.conf().get("spark.sql.extensions", "").contains(DELTA),
        "%s cannot be read by a session without the extension of Delta Lake, which leaves deleted rows out: give --conf spark.sql.extensions=%s and --conf spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog, %s."
            .formatted(location, DELTA, PAGE));
    String sentence = SparkTable.cannotBeRead(location);
    String name = "delta.`%s`".formatted(path.replace("`", "``"));
    String id =
        SparkTable.read(
            sentence, () -> spark.sql("DESCRIBE DETAIL " + name).select("id").head().getString(0));
    InputRefusedException.require(
        version.isEmpty() || version.matches("v\\d{1,18}") || isTime(version),
        "%s has no version %s: write @v and its number, or @ and a time such as 2026-01-31 or 2026-01-31T06:00."
            .formatted(location, version));
    String number =
        version.startsWith("v")
            ? version.substring(1)
            : newest(
                location,
                version,
                SparkTable.read(
                    sentence,
                    () ->
                        spark.sql(
                            "DESCRIBE HISTORY " + name + (version.isEmpty() ? " LIMIT 1" : ""))),
                max(col("version")),
                "timestamp");
    return SparkTable.of(
        spark,
        "%s@v%s".formatted(location, number),
        "%s@v%s".formatted(id, number),
        path,
        running -> running.read().format("delta").option("versionAsOf", number).load(path));
  }

  /**
   * A snapshot of an Iceberg table.
   *
   * @param table its path, or its name in a catalog
   * @param version the number of a snapshot, a time, or the name of a branch or tag; empty for the
   *     newest
   * @throws InputRefusedException when it cannot be read, or has no such snapshot
   */
  public static StoredTable iceberg(Supplier<SparkSession> session, String table, String version) {
    String location = "iceberg:" + table;
    requireJar(location, ICEBERG, "Iceberg", "iceberg-spark-runtime");
    SparkSession spark = session.get();
    boolean isPath = table.contains("/");
    if (isPath && !spark.conf().contains(BY_PATH)) {
      spark.conf().set(BY_PATH, "org.apache.iceberg.spark.SparkCatalog");
      spark.conf().set(BY_PATH + ".type", "hadoop");
      spark.conf().set(BY_PATH + ".warehouse", table);
      spark.conf().set(BY_PATH + ".cache-enabled", "false");
    }
    String snapshot =
        version.matches("\\d{1,19}")
            ? version
            : !isTime(version)
                ? ofReference(location, version, about(spark, location, table, "refs"))
                : newest(
                    location,
                    version,
                    about(spark, location, table, "history").where("is_current_ancestor"),
                    max_by(col("snapshot_id"), col("made_current_at")),
                    "made_current_at");
    return SparkTable.of(
        spark,
        "%s@%s".formatted(location, snapshot),
        snapshot,
        isPath ? table : null,
        running ->
            running
                .read()
                .format("iceberg")
                // Masks are large values: thousands of them would be held at once.
                .options(Map.of("snapshot-id", snapshot, "vectorization-enabled", "false"))
                .load(table));
  }

  /** What an Iceberg table tells of itself. */
  private static Dataset<Row> about(
      SparkSession spark, String location, String table, String what) {
    return SparkTable.read(
        SparkTable.cannotBeRead(location),
        () ->
            spark.read().format("iceberg").load(table + (table.contains("/") ? "#" : ".") + what));
  }

  private static String ofReference(String location, String reference, Dataset<Row> references) {
    String name = reference.isEmpty() ? "main" : reference;
    Row found =
        references.where(col("name").equalTo(name)).select("snapshot_id").collectAsList().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new InputRefusedException(
                        reference.isEmpty()
                            ? "%s holds no snapshot: write to it first.".formatted(location)
                            : "%s has no branch or tag %s: write its name, the number of a snapshot, or a time after @."
                                .formatted(location, name)));
    return String.valueOf(found.getLong(0));
  }

  private static boolean isTime(String version) {
    return TIME.matcher(version).matches();
  }

  /** The last version that was there at a time, or at all. */
  private static String newest(
      String location, String time, Dataset<Row> history, Column last, String written) {
    Dataset<Row> versions =
        time.isEmpty() ? history : history.where(col(written).leq(to_timestamp(lit(time))));
    Row newest = versions.agg(last).head();
    InputRefusedException.require(
        !newest.isNullAt(0),
        "%s has no version of %s or before: name a later time.".formatted(location, time));
    return String.valueOf(newest.getLong(0));
  }

  private static void requireJar(String location, String type, String format, String jars) {
    try {
      Class.forName(type, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new InputRefusedException(
          "%s cannot be read, because the jars of %s are missing (%s): give %s with --conf spark.jars=… on the command line, %s."
              .formatted(location, format, type, jars, PAGE),
          e);
    }
  }
}
