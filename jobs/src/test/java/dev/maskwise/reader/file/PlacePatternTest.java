package dev.maskwise.reader.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacePatternTest {
  private static List<String> names(String pattern) {
    return new PlacePattern(pattern).names();
  }

  @Test
  void rangesKeepTheirZeros() {
    assertThat(names("s/{008..011}.tar"))
        .containsExactly("s/008.tar", "s/009.tar", "s/010.tar", "s/011.tar");
    assertThat(names("{9..11}")).containsExactly("9", "10", "11");
    assertThat(names("{11..9}")).containsExactly("9", "10", "11");
    assertThat(names("{0..10}")).hasSize(11).startsWith("00");
  }

  @Test
  void listsAreEachOfThem() {
    assertThat(names("{val,test}-{0..1}.tar"))
        .containsExactly("val-0.tar", "val-1.tar", "test-0.tar", "test-1.tar");
    assertThat(names("x.tar")).containsExactly("x.tar");
    assertThat(names("{a,b*}.tar")).containsExactly("a.tar");
    assertThat(names("x{")).containsExactly("x{");
  }

  /** Hadoop lists no directory that holds a name with a colon. */
  @Test
  void anyNameMayStandBesideTheMatches(@TempDir Path directory) throws IOException {
    for (String name : List.of("12:30.png", "a1/x.tar", "a2/x.tar", "a2/12:31.tar", "b/y.tar")) {
      Files.createDirectories(directory.resolve(name).getParent());
      Files.createFile(directory.resolve(name));
    }
    Files.createSymbolicLink(directory.resolve("a3"), Path.of("nowhere"));
    assertThat(matches(directory, "a*")).containsExactly("a1", "a2");
    assertThat(matches(directory, "a?/*.tar"))
        .containsExactly("a1/x.tar", "a2/12:31.tar", "a2/x.tar");
    assertThat(matches(directory, "{a[2-9],b,c}/{x,y}.tar")).containsExactly("a2/x.tar", "b/y.tar");
    assertThat(matches(directory, "{a1/x,b/*}.tar")).containsExactly("a1/x.tar", "b/y.tar");
    assertThat(matches(directory, "*:30.png")).containsExactly("12:30.png");
    assertThat(matches(directory, "a2/12\\:*")).containsExactly("a2/12:31.tar");
    assertThat(matches(directory, "none/*")).isEmpty();
    assertThat(matches(directory, "12:30.png/*")).isEmpty();
  }

  private static List<String> matches(Path directory, String pattern) throws IOException {
    FileSystem local = FileSystem.getLocal(new Configuration());
    return new PlacePattern(directory + "/" + pattern)
        .matches(local).stream()
            .map(found -> Path.of(found.getPath().toUri().getPath()))
            .map(found -> directory.relativize(found).toString())
            .sorted()
            .toList();
  }

  @Test
  void tooManyAreRefused() {
    assertThatThrownBy(() -> names("{0..999999999}")).hasMessageContaining("more than 1,000,000");
    assertThatThrownBy(() -> names("{0..9999}{0..9999}"))
        .hasMessageContaining("more than 1,000,000");
  }
}
