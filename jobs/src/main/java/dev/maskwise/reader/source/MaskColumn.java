package dev.maskwise.reader.source;

import static org.apache.spark.sql.functions.lit;

import dev.maskwise.reader.table.RunStructs;
import dev.maskwise.reader.table.TableColumn;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;

/**
 * The column of a table that holds masks or scores, or where they are.
 *
 * @param named what an option names
 * @param value the masks themselves; null where the table holds their paths alone
 * @param path the paths of masks that are files; null where there are none
 */
record MaskColumn(TableColumn named, @Nullable TableColumn value, @Nullable TableColumn path) {

  /** Of Spark's schema of images the field of pixels, and what tells a label map. */
  private static final String DATA = "data";

  private static final String CHANNELS = "nChannels";

  /** Of the structs that hold an encoded image and where it came from. */
  private static final String BYTES = "bytes";

  private static final String PATH = "path";

  /** Of a struct that is an image the field of its bytes; a text is a path. */
  static MaskColumn of(TableColumn named) {
    if (named.type() instanceof StringType) {
      return new MaskColumn(named, null, named);
    }
    Optional<TableColumn> bytes = named.field(BYTES);
    return new MaskColumn(
        named,
        bytes.or(() -> named.field(DATA)).orElse(named),
        bytes
            .flatMap(present -> named.field(PATH))
            .filter(path -> path.type() instanceof StringType)
            .orElse(null));
  }

  /** The one that messages name. */
  TableColumn shown() {
    return value == null ? named : value;
  }

  /** The masks; null in every row of a table that holds their paths alone. */
  Column content() {
    if (value == null) {
      return lit(null).cast(DataTypes.BinaryType);
    }
    return holdsRuns() ? RunStructs.json(value.column(), value.type()) : value.column();
  }

  /** Whether the masks are run lengths, which have their size themselves. */
  boolean holdsRuns() {
    return value != null && RunStructs.accepts(value.type());
  }

  /** The struct that the masks are a field of; null for none. */
  @Nullable TableColumn holder() {
    return value == null ? null : value.holder();
  }

  /** How many channels an image of Spark's schema has; null for masks of another. */
  @Nullable TableColumn channels() {
    TableColumn holder = holder();
    return holder == null ? null : holder.field(CHANNELS).orElse(null);
  }
}
