package dev.maskwise.reader;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.codec.label.LabelTable;
import dev.maskwise.codec.npy.ScoreMaps;
import dev.maskwise.codec.score.RawScores;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreShape;
import dev.maskwise.reader.digest.ContentDigest;
import dev.maskwise.reader.file.FileRange;
import dev.maskwise.reader.file.MaskFile;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.reader.tar.OpenFiles;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A mask or the scores of an image, not yet decoded: a file, or a value of a table's column. */
final class Mask {

  /** The most bytes that a pixel has in any format. */
  private static final int PIXEL_BYTES = 8;

  /** No container of a label map is larger than its pixels by more than this. */
  private static final long CONTAINER_BYTES = 1 << 20;

  /** No array is longer. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private static final String GONE = "is no longer there";

  private final String path;
  private final @Nullable String local;
  private final @Nullable FileRange range;
  private final byte @Nullable [] content;
  private final @Nullable Integer width;
  private final @Nullable Integer height;
  private final @Nullable String fault;
  private final @Nullable Long listing;
  private @Nullable Long digest;

  /** The mask of a {@link MaskTable} row. */
  Mask(Row row) {
    this.path = row.getAs(MaskTable.PATH);
    this.local = null;
    this.range = MaskTable.range(row);
    this.content = row.getAs(MaskTable.CONTENT);
    this.width = row.getAs(MaskTable.WIDTH);
    this.height = row.getAs(MaskTable.HEIGHT);
    this.fault = row.getAs(MaskTable.FAULT);
    this.listing = row.getAs(MaskTable.LISTING);
  }

  /** The mask of a file. */
  Mask(MaskFile file, MaskFile.Folder folder) {
    this.path = file.path(folder);
    this.local = file.local(folder);
    this.range = file.range();
    this.content = null;
    this.width = null;
    this.height = null;
    this.fault = file.fault();
    this.listing = file.listing();
  }

  /** The file, or the table that holds the mask. */
  String path() {
    return path;
  }

  /** Why a part of a table is unreadable, whose images nobody knows; null for every mask. */
  @Nullable String faultOfPart() {
    return content == null ? fault : null;
  }

  /** The {@link ContentDigest} of what was read; null until it was, for scores until closed. */
  @Nullable Long digest() {
    return digest;
  }

  /** Of a file, see {@link MaskTable#LISTING}; null for a mask of a table. */
  @Nullable Long listing() {
    return listing;
  }

  /**
   * What is equal while nobody changes the mask: the listing of a file, the digest of a value of a
   * table. Null for what is known to be broken.
   */
  @Nullable Long fingerprint() {
    if (fault != null || content == null) {
      return fault == null ? listing : null;
    }
    return digestOf(content);
  }

  /** The digest of bytes, of which the shape is a part when they are bare pixels. */
  private long digestOf(byte[] bytes) {
    return width == null || height == null
        ? ContentDigest.of(bytes)
        : ContentDigest.of(bytes, height, width);
  }

  /**
   * Opens the label map for reading from top to bottom.
   *
   * @param table what its values mean
   * @throws MalformedException when it cannot be read or is not a label map of at most {@code
   *     maxPixels}
   */
  LabelMapRows open(Configuration hadoop, LabelTable table, long maxPixels)
      throws MalformedException {
    requireNoFault(fault);
    byte[] bytes =
        content == null
            ? readFile(hadoop, PIXEL_BYTES * maxPixels + CONTAINER_BYTES, maxPixels)
            : content;
    if (width != null && height != null) {
      if ((long) width * height > maxPixels) {
        throw new MalformedException(
            "declares %d×%d pixels, more than --max-pixels %d".formatted(width, height, maxPixels));
      }
      digest = digestOf(bytes);
      return table.rows(new LabelsAsValues(RawRows.open(bytes, width, height)));
    }
    digest = digestOf(bytes);
    return table.rows(LabelMaps.values(bytes, maxPixels));
  }

  /**
   * Opens the masks of all classes: the planes of an array, or of one class a label map.
   *
   * @param table what their values mean
   * @throws MalformedException when they cannot be read or are no masks of at most {@code
   *     maxPixels}
   */
  List<LabelMapRows> openMasks(Configuration hadoop, LabelTable table, long maxPixels)
      throws MalformedException {
    requireNoFault(fault);
    byte[] bytes = content == null ? readFile(hadoop, MOST_BYTES, maxPixels) : content;
    digest = digestOf(bytes);
    List<LabelMapRows> masks = new ArrayList<>();
    if (width == null || height == null) {
      for (ValueRows plane : LabelMaps.planes(bytes, maxPixels)) {
        masks.add(table.rows(plane));
      }
      return masks;
    }
    ScoreShape shape = ScoreShape.of(1, height, width, maxPixels);
    if (bytes.length == 0 || bytes.length % shape.pixels() != 0) {
      throw new MalformedException(
          "has %d bytes, but masks of %d×%d pixels have a byte for each pixel and class"
              .formatted(bytes.length, width, height));
    }
    for (int start = 0; start < bytes.length; start += shape.pixels()) {
      masks.add(table.rows(new LabelsAsValues(new RawRows(bytes, start, width, height, 1))));
    }
    return masks;
  }

  /**
   * Opens the scores for reading; a file is streamed, and closed with the map.
   *
   * @throws MalformedException when they cannot be read or are no scores of at most {@code
   *     maxPixels} pixels
   */
  ScoreMap openScores(Configuration hadoop, ScoreFormat format, long maxPixels)
      throws MalformedException {
    requireNoFault(fault);
    if (content == null) {
      InputStream in = ContentDigest.taking(openFile(hadoop), value -> digest = value);
      try {
        return ScoreMaps.open(in, format.array(), format.scoreScale(), maxPixels, -1);
      } catch (MalformedException e) {
        closeQuietly(in);
        throw e;
      }
    }
    if (width == null || height == null) {
      digest = digestOf(content);
      return ScoreMaps.open(
          new ByteArrayInputStream(content),
          format.array(),
          format.scoreScale(),
          maxPixels,
          content.length);
    }
    long plane = (long) width * height * format.rawType().bytes();
    digest = digestOf(content);
    long channels = plane <= 0 ? 1 : Math.max(1, content.length / plane);
    return RawScores.open(
        content, format.rawType(), (int) channels, height, width, format.scoreScale(), maxPixels);
  }

  private static void requireNoFault(@Nullable String fault) throws MalformedException {
    if (fault != null) {
      throw new MalformedException(fault);
    }
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // The fault for which the file is closed is told; nothing was written that could be lost.
      return;
    }
  }

  private byte[] readFile(Configuration hadoop, long most, long maxPixels)
      throws MalformedException {
    int limit = (int) Math.min(MOST_BYTES, most);
    if (range != null) {
      requireShort(range.length() <= limit, limit, maxPixels);
      return ofRange(range, hadoop, OpenFiles::read);
    }
    try (InputStream in = openFile(hadoop)) {
      byte[] bytes = in.readNBytes(limit);
      requireShort(bytes.length < limit || in.read() < 0, limit, maxPixels);
      return bytes;
    } catch (IOException e) {
      throw new MalformedException("cannot be read: %s".formatted(String.valueOf(e.getMessage())));
    }
  }

  private static void requireShort(boolean isShort, int limit, long maxPixels)
      throws MalformedException {
    if (!isShort) {
      throw new MalformedException(
          "is longer than %d bytes, more than a label map of --max-pixels %d can be"
              .formatted(limit, maxPixels));
    }
  }

  /** Reads a part of a file. */
  private interface RangeReader<T> {
    T read(Configuration hadoop, FileRange range) throws IOException;
  }

  private static <T> T ofRange(FileRange range, Configuration hadoop, RangeReader<T> reader)
      throws MalformedException {
    try {
      return reader.read(hadoop, range);
    } catch (IOException e) {
      throw new MalformedException(
          e instanceof FileNotFoundException ? GONE : "cannot be read: " + OpenFault.reason(e));
    }
  }

  private InputStream openFile(Configuration hadoop) throws MalformedException {
    if (range != null) {
      return ofRange(range, hadoop, OpenFiles::stream);
    }
    return local == null ? openFileOf(hadoop) : openLocal(local);
  }

  /** What was listed on the local disk is a file, and Hadoop need not be asked where it is. */
  private static InputStream openLocal(String file) throws MalformedException {
    try {
      return new FileInputStream(file);
    } catch (IOException e) {
      throw new MalformedException(OpenFault.ofLocal(java.nio.file.Path.of(file), e, GONE));
    }
  }

  private InputStream openFileOf(Configuration hadoop) throws MalformedException {
    Path file = new Path(path);
    Storage storage;
    try {
      storage = StorageAccess.of(hadoop).at(file);
    } catch (IOException e) {
      throw new MalformedException("cannot be read: " + OpenFault.reason(e));
    }
    requireNoFault(OpenFault.beforeOpening(storage, file));
    try {
      return storage.open(file);
    } catch (IOException e) {
      String missing = listing == null ? "does not exist: check the path" : GONE;
      throw new MalformedException(OpenFault.clause(storage, file, e, missing));
    }
  }
}
