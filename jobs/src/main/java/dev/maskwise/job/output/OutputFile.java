package dev.maskwise.job.output;

import dev.maskwise.report.Summary;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an evaluation writes into its directory. Nothing else is ever written there, and nothing
 * else is ever deleted from there.
 */
public enum OutputFile {
  SUMMARY("summary.json"),
  PER_IMAGE("per_image.parquet"),
  SLICES(Summary.TABLE_OF_SLICES),
  REJECTED("rejected.parquet"),
  CURVES("curves.parquet"),
  DISTRIBUTIONS("distributions.parquet"),
  DETECTIONS("detections.parquet"),
  REPORT("report.html"),
  MANIFEST("manifest.json");

  private final String fileName;

  OutputFile(String fileName) {
    this.fileName = fileName;
  }

  /** Its name in the directory. */
  public String fileName() {
    return fileName;
  }

  /** Whether it is a directory of Parquet files, which Spark writes. */
  boolean isTable() {
    return fileName.endsWith(".parquet");
  }

  static Optional<OutputFile> named(String fileName) {
    return Arrays.stream(values()).filter(file -> file.fileName.equals(fileName)).findFirst();
  }
}
