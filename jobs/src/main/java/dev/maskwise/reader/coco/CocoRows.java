package dev.maskwise.reader.coco;

import dev.maskwise.reader.digest.ContentDigest;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.reader.object.FileEnd;
import dev.maskwise.reader.object.ObjectFile;
import dev.maskwise.reader.object.ObjectPiece;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * All pieces of a file, and as the last one its end, which says what is wrong where it cannot be
 * read to the end. A file that is compressed by gzip is known by its content.
 */
public final class CocoRows implements Iterator<ObjectPiece> {
  private static final int BUFFER = 1 << 16;

  private final ObjectFile file;
  private final int number;
  private final AtomicLong digest = new AtomicLong();
  private @Nullable InputStream stream;
  private @Nullable CocoReader reader;
  private @Nullable ObjectPiece next;
  private boolean compressed;
  private boolean ended;

  /**
   * @param number that of the file among all inputs
   * @param hadoop opens it
   */
  public CocoRows(ObjectFile file, int number, CocoOptions options, Configuration hadoop) {
    this.file = file;
    this.number = number;
    try {
      Path path = Location.path(file.path());
      InputStream bytes =
          new BufferedInputStream(
              ContentDigest.taking(StorageAccess.of(hadoop).at(path).open(path), digest::set),
              BUFFER);
      this.stream = bytes;
      bytes.mark(2);
      compressed = bytes.read() == 0x1f && bytes.read() == 0x8b;
      bytes.reset();
      InputStream text = compressed ? new GZIPInputStream(bytes, BUFFER) : bytes;
      this.stream = text;
      this.reader = new CocoReader(text, number, file.isTruth(), options);
      this.next = advance();
    } catch (IOException e) {
      this.next = end(e);
    }
  }

  private @Nullable ObjectPiece advance() {
    CocoReader open = reader;
    if (ended || open == null) {
      return null;
    }
    try {
      ObjectPiece row = open.next();
      return row == null ? end(null) : row;
    } catch (IOException e) {
      return end(e);
    }
  }

  private ObjectPiece end(@Nullable IOException cause) {
    ended = true;
    IOException fault = cause;
    try {
      if (stream != null) {
        stream.close(); // Reads what nobody read, for the digest.
      }
    } catch (IOException e) {
      fault = fault == null ? e : fault;
    }
    String clause =
        fault == null
            ? null
            : JsonFaults.clause(fault, reader == null ? null : reader.json(), compressed, file);
    return new ObjectPiece(
        ObjectPiece.Kind.END, number, Long.MAX_VALUE, 0, new FileEnd(digest.get(), clause).bytes());
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public ObjectPiece next() {
    ObjectPiece row = next;
    if (row == null) {
      throw new NoSuchElementException("The file has ended.");
    }
    next = advance();
    return row;
  }
}
