package dev.maskwise.job.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names lead to the same place, and what lies in another. */
class PlaceTest {
  @TempDir java.nio.file.Path directory;

  @ParameterizedTest
  @CsvSource({
    "hdfs://localhost/a, hdfs://localhost/a, true",
    "hdfs://localhost/a, hdfs://localhost:8020/a/b, true",
    "hdfs://localhost:8020/a, hdfs://localhost/a/b, true",
    "hdfs://localhost:9000/a, hdfs://localhost/a/b, false",
    "hdfs://localhost/a, file:/a/b, false",
    "file:/a, hdfs://localhost/a/b, false",
    "file:/a, file:///a/b/c, true",
    "file:/, file:///a/b/c, true",
    "file:/a, file:/ab, false",
    "file:/a/b, file:/a, false",
  })
  void aDirectoryHoldsItselfAndWhatIsBelow(String one, String other, boolean holds)
      throws IOException {
    assertThat(place(one).holds(place(other))).isEqualTo(holds);
  }

  private static Place place(String path) throws IOException {
    return new Place(new Path(path).getFileSystem(new Configuration()), new Path(path));
  }

  @Test
  void linksAreFollowedAndOddNamesKept() throws IOException {
    java.nio.file.Path real = Files.createDirectories(directory.resolve("re al%20/ü#1"));
    java.nio.file.Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    for (String name : new String[] {"", "/new/é 1,2", "/a:b/c"}) {
      assertThat(Place.of(new Configuration(), link + name).path())
          .isEqualTo(new Path("file", null, real.toRealPath() + name));
    }
    assertThat(Place.of(new Configuration(), "/").path()).isEqualTo(new Path("file:/"));
    assertThat(Place.of(new Configuration(), "/no/such/place").path())
        .isEqualTo(new Path("file:/no/such/place"));
  }
}
