package dev.maskwise.run.table;

import dev.maskwise.reader.file.HadoopStorage;
import dev.maskwise.reader.file.Storage;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A part of a table as Parquet reads it. */
final class PartFile {
  private PartFile() {}

  static InputFile of(Storage storage, Path file) {
    Optional<java.nio.file.Path> local = storage.local(file);
    return local.isPresent()
        ? new LocalInputFile(local.get())
        : new OfHadoop((HadoopStorage) storage, file);
  }

  private record OfHadoop(HadoopStorage storage, Path file) implements InputFile {
    @Override
    public long getLength() throws IOException {
      return storage.fileSystem().getFileStatus(file).getLen();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      return HadoopStreams.wrap(storage.fileSystem().open(file));
    }
  }
}
