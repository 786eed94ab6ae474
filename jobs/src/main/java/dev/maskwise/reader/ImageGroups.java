package dev.maskwise.reader;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Groups the rows of a partition, sorted by {@link MaskTable#byImage}, into images; holds one image
 * at a time. Rows without an image id are groups of their own.
 */
public final class ImageGroups implements Iterator<ImageMasks> {
  private final Iterator<Row> rows;
  private final SourceNumbers numbers;
  private @Nullable Row next;

  public ImageGroups(Iterator<Row> rows, SourceNumbers numbers) {
    this.rows = rows;
    this.numbers = numbers;
    this.next = advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public ImageMasks next() {
    Row row = next;
    if (row == null) {
      throw new NoSuchElementException("There are no more images.");
    }
    String imageId = row.getAs(MaskTable.IMAGE_ID);
    ImageMasks image = new ImageMasks(imageId, numbers);
    image.add(row);
    next = advance();
    while (next != null
        && imageId != null
        && Objects.equals(imageId, next.getAs(MaskTable.IMAGE_ID))) {
      image.add(next);
      next = advance();
    }
    return image;
  }

  private @Nullable Row advance() {
    return rows.hasNext() ? rows.next() : null;
  }
}
