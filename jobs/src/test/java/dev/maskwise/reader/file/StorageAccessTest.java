package dev.maskwise.reader.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageAccessTest {
  @TempDir java.nio.file.Path directory;

  private static Configuration unwanted() {
    throw new IllegalStateException("settings were asked for");
  }

  @Test
  void theLocalDiskAsksForNoSettings() throws IOException {
    StorageAccess plain = StorageAccess.of(StorageAccessTest::unwanted, true);
    assertThat(plain.at(new Path("/tmp/a")).local(new Path("/tmp/a"))).isPresent();
    assertThat(plain.at(new Path("file:/tmp/a"))).isInstanceOf(LocalStorage.class);
    assertThatThrownBy(() -> plain.at(new Path("hdfs://host/a")))
        .hasMessage("settings were asked for");
    StorageAccess asking = StorageAccess.of(StorageAccessTest::unwanted, false);
    assertThat(asking.at(new Path("file:/tmp/a"))).isInstanceOf(LocalStorage.class);
    assertThatThrownBy(() -> asking.at(new Path("/tmp/a"))).hasMessage("settings were asked for");
  }

  @Test
  void settingsSayWherePathsWithoutASchemeAre() throws IOException {
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.defaultFS", "hdfs://localhost:1");
    hadoop.set("fs.hdfs.impl", "org.apache.hadoop.hdfs.DistributedFileSystem");
    StorageAccess access = StorageAccess.of(hadoop);
    assertThat(access.at(new Path("/a"))).isInstanceOf(HadoopStorage.class);
    assertThat(access.at(new Path("file:/a"))).isInstanceOf(LocalStorage.class);
  }

  @Test
  void aPieceOfAFileIsWholeOrNotThere() throws IOException {
    Path file = new Path(directory.resolve("a").toUri());
    Storage storage = LocalStorage.HERE;
    assertThat(storage.text(file)).isEmpty();
    assertThat(storage.create(file, "abcdef")).isTrue();
    assertThat(storage.create(file, "other")).isFalse();
    assertThat(storage.read(file, 2, 3)).asString().isEqualTo("cde");
    assertThatThrownBy(() -> storage.read(file, 4, 3)).isInstanceOf(EOFException.class);
    storage.replace(file, "new");
    assertThat(storage.text(file)).hasValue("new");
    assertThatThrownBy(() -> storage.names(file)).isInstanceOf(NotDirectoryException.class);
    assertThat(storage.names(new Path(file, "below"))).isEmpty();
    assertThat(storage.names(new Path(directory.toUri()))).containsExactly("a");
    assertThat(storage.delete(file)).isTrue();
    assertThat(storage.delete(file)).isFalse();
    assertThat(directory).isEmptyDirectory();
  }
}
