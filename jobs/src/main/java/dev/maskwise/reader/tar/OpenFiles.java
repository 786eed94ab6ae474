package dev.maskwise.reader.tar;

import dev.maskwise.reader.file.FileRange;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.SeekableFile;
import dev.maskwise.reader.file.StorageAccess;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of files. A task keeps the files open of which it read last, since opening one anew
 * for each part costs more than the part; they are closed when the task ends, however it does.
 */
public final class OpenFiles implements TaskCompletionListener, Closeable {
  private static final int MOST = 16;
  private static final ThreadLocal<@Nullable OpenFiles> OF_TASK = new ThreadLocal<>();

  /** From the one that was not asked for longest. */
  private final Map<String, SeekableFile> files = new LinkedHashMap<>(MOST, 0.75f, true);

  private OpenFiles() {}

  /**
   * The bytes of a part.
   *
   * @throws IOException when they cannot be read, or the file is not the one that was listed
   */
  public static byte[] read(Configuration hadoop, FileRange range) throws IOException {
    OpenFiles files = ofTask();
    if (files == null) {
      try (SeekableFile file = open(hadoop, range)) {
        return bytes(file, range);
      }
    }
    SeekableFile known = files.files.get(range.file());
    return bytes(known == null ? files.add(range.file(), open(hadoop, range)) : known, range);
  }

  private static byte[] bytes(SeekableFile file, FileRange range) throws IOException {
    if (range.length() > Integer.MAX_VALUE - 8) {
      throw new IOException("it is longer than two GiB");
    }
    byte[] bytes = new byte[(int) range.length()];
    file.readFully(range.offset(), bytes);
    return bytes;
  }

  /** The bytes of a part as a stream, which has the file for its own. */
  public static InputStream stream(Configuration hadoop, FileRange range) throws IOException {
    SeekableFile file = open(hadoop, range);
    return new InputStream() {
      private long done;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] into, int at, int length) throws IOException {
        int count = (int) Math.min(length, range.length() - done);
        if (count == 0) {
          return length == 0 ? 0 : -1;
        }
        if (file.read(range.offset() + done, into, at, count) < count) {
          throw new EOFException("it is shorter than it was");
        }
        done += count;
        return count;
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  /** Opens a file where it is still the one that was listed, in which the part lies elsewhere. */
  private static SeekableFile open(Configuration hadoop, FileRange range) throws IOException {
    Path path = new Path(range.file());
    FileStatus now = Location.fileSystem(path, hadoop).getFileStatus(path);
    if (now.getLen() != range.size() || now.getModificationTime() != range.modified()) {
      throw new IOException("the tar changed since it was listed; evaluate again");
    }
    return StorageAccess.of(hadoop).at(path).seekable(path);
  }

  /** Those of the task that this thread runs; null where it runs none. */
  private static @Nullable OpenFiles ofTask() {
    TaskContext task = TaskContext.get();
    OpenFiles files = OF_TASK.get();
    if (task != null && files == null) {
      files = new OpenFiles();
      OF_TASK.set(files);
      task.addTaskCompletionListener(files);
    }
    return task == null ? null : files;
  }

  private SeekableFile add(String name, SeekableFile file) throws IOException {
    if (files.size() == MOST) {
      Iterator<SeekableFile> oldest = files.values().iterator();
      SeekableFile first = oldest.next();
      oldest.remove();
      first.close();
    }
    files.put(name, file);
    return file;
  }

  @Override
  public void onTaskCompletion(TaskContext task) {
    OF_TASK.remove();
    try {
      close();
    } catch (IOException e) {
      return; // Nothing was written that could be lost.
    }
  }

  @Override
  public void close() throws IOException {
    for (SeekableFile file : files.values()) {
      file.close();
    }
    files.clear();
  }
}
