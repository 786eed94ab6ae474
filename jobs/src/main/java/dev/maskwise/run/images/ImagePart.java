package dev.maskwise.run.images;

import dev.maskwise.run.Terms;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Some images of a run, which are read where they are needed, together with the listings of their
 * files.
 *
 * @param file a part of {@code per_image.parquet}
 */
public record ImagePart(String file, Terms terms, List<String> models) implements Serializable {

  /**
   * The images. A run of a version that wrote no listings has none.
   *
   * @throws IOException when they cannot be read
   */
  public List<StoredImage> read(Configuration hadoop) throws IOException {
    return new ParquetPart(new Path(file), PerImageFile.columns(terms, true), PerImageFile.LISTINGS)
        .read(hadoop, PerImageFile.rows(terms, models));
  }
}
