package dev.maskwise.reader;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Masks without their bytes, which is enough to tell whether they changed. */
public final class MaskFingerprints {
  private MaskFingerprints() {}

  /**
   * Rows of {@link MaskTable#SCHEMA} whose masks have no content: instead, {@link
   * MaskTable#LISTING} is the digest of the bytes of tables. Files are not opened.
   */
  public static Dataset<Row> of(Dataset<Row> masks) {
    return masks
        .sparkSession()
        .createDataFrame(masks.toJavaRDD().map(MaskFingerprints::row), MaskTable.SCHEMA);
  }

  private static Row row(Row row) {
    Object[] cells = new Object[MaskTable.SCHEMA.length()];
    for (String name :
        List.of(
            MaskTable.IMAGE_ID,
            MaskTable.PATH,
            MaskTable.SLICES,
            MaskTable.FAULT,
            MaskTable.SOURCE,
            MaskTable.RANGE)) {
      cells[MaskTable.SCHEMA.fieldIndex(name)] = row.getAs(name);
    }
    cells[MaskTable.SCHEMA.fieldIndex(MaskTable.LISTING)] = new Mask(row).fingerprint();
    return RowFactory.create(cells);
  }
}
