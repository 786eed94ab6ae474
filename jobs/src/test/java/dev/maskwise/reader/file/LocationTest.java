package dev.maskwise.reader.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

  private static Path local(org.apache.hadoop.fs.Path path) {
    return LocalStorage.HERE.local(path).orElseThrow();
  }

  /** Hadoop takes what stands before a colon for a file system. */
  @ParameterizedTest
  @ValueSource(strings = {"12:30", "noon 12:30", "a:b/c:d", "file:x", "-x", "[a]/{b}", "x%20#y?z"})
  void aNameIsAName(String name) {
    Path expected = Path.of(name).toAbsolutePath();
    assertThat(local(Location.path(name))).isEqualTo(expected);
    assertThat(local(Location.path(expected.toString()))).isEqualTo(expected);
    assertThat(local(Location.path("file:" + expected))).isEqualTo(expected);
    org.apache.hadoop.fs.Path below = Location.child(Location.path(name), "e:f g");
    assertThat(local(below)).isEqualTo(expected.resolve("e:f g"));
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(Location.path(name), "summary.json");
    assertThat(local(file)).isEqualTo(expected.resolve("summary.json"));
  }

  @Test
  void aSchemeIsAScheme() {
    assertThat(Location.path("s3a://bucket/12:30").toUri().getScheme()).isEqualTo("s3a");
    assertThat(Location.path("hdfs:///a b").toUri().getPath()).isEqualTo("/a b");
  }

  private static final class UnknownStoreException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownStoreException(String message) {
      super(message);
    }
  }

  /** What the jars of Hadoop for S3 and HDFS throw. */
  @Test
  void whatFileSystemsThrowIsSaid() {
    assertThat(
            clause(
                new AccessDeniedException(
                    "s3a://b/v",
                    null,
                    "org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No AWS Credentials"
                        + " provided by EnvironmentVariableCredentialsProvider")))
        .startsWith("cannot be read, because no credentials were found (")
        .contains("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, see \"Files\" in docs/");
    assertThat(clause(new AccessDeniedException("s3a://b/v", null, "Forbidden; Status Code: 403")))
        .startsWith("may not be read: ask for read permission on it (")
        .contains("Status Code: 403");
    assertThat(clause(new UnknownStoreException("`s3a://b/': Bucket does not exist")))
        .isEqualTo(
            "is in a bucket that does not exist (`s3a://b/': Bucket does not exist): check its name");
    assertThat(
            clause(
                new ConnectException(
                    "Call From a to b:8020 failed on connection exception:"
                        + " java.net.ConnectException: Connection refused; For more details see:"
                        + "  http://wiki.apache.org/hadoop/ConnectionRefused")))
        .isEqualTo(
            "cannot be reached (Call From a to b:8020 failed on connection exception: Connection"
                + " refused): check the host and the port, and that it is up");
    assertThat(clause(new IOException("a reason\n\tat org.apache.hadoop.hdfs.server")))
        .isEqualTo("cannot be read: a reason");
    assertThat(clause(new FileNotFoundException("/no/such"))).isEqualTo("is missing");
  }

  private String clause(IOException exception) {
    return OpenFault.clause(LocalStorage.HERE, Location.path("/no/such"), exception, "is missing");
  }
}
