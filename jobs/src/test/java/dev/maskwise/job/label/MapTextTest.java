package dev.maskwise.job.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps in the words of a list of classes. */
class MapTextTest {
  @TempDir Path directory;

  private static final Configuration HADOOP = new Configuration();

  private final ClassList classes = ClassListFile.read(HADOOP, "cityscapes");
  private final MapText words = new MapText(classes, List.of(255));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7=road,8=sidewalk,*=ignore      | 7..8=0..1,*=ignore",
        "7=road,8=unlabeled              | 7=0,8=ignore",
        "7=0,9=255                       | 7=0,9=ignore",
        "1..19=0..18,0=ignore            | 0=ignore,1..19=0..18",
        "#804080=road,244 35 232=1       | #804080=0,#f423e8=1",
      })
  void classesAreMeantByNameOrNumber(String text, String canonical) {
    assertThat(words.read(HADOOP, "--map", text).text()).isEqualTo(canonical);
  }

  @Test
  void idsAndColoursStandForThoseOfTheList() {
    assertThat(words.read(HADOOP, "--map", "ids").text())
        .isEqualTo(
            "-1..6=ignore,7..8=0..1,9..10=ignore,11..13=2..4,14..16=ignore,17=5,18=ignore,19..28=6..15,29..30=ignore,31..33=16..18");
    assertThat(words.read(HADOOP, "--map", "ids,9=road,*=ignore").text())
        .startsWith("-1..6=ignore,7..8=0..1,9=0,10=ignore,")
        .endsWith(",*=ignore");
    assertThat(words.read(HADOOP, "--map", "colours").target(true, 0x00008e)).isEqualTo(13);
  }

  @Test
  void aMapMayBeAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("lr=0.1.txt"), "7=road # flat\n8=car\n");
    assertThat(words.read(HADOOP, "--map", file.toString()).text()).isEqualTo("7=0,8=13");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7=raod     | --map 7=raod: entry 1, '7=raod': 'raod' is no class: write 'road'.",
        "7=19       | --map 7=19: entry 1, '7=19': 19 is no class: the classes are 0 to 18, and what counts nowhere is 'ignore'.",
        "1..20=0..19 | --map 1..20=0..19: entry 1, '1..20=0..19': 19 is no class: the classes are 0 to 18, and what counts nowhere is 'ignore'.",
        "road=7     | --map road=7 is neither a map, such as '7=0,8=1,*=ignore' or 'ids', nor a file that exists: check it.",
      })
  void whatIsNoMapIsSaid(String text, String sentence) {
    assertThatThrownBy(() -> words.read(HADOOP, "--map", text)).hasMessage(sentence);
  }

  @Test
  void aLineOfAFileIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("map.txt"), "# ids\n7=road\n8=raod\n");
    assertThatThrownBy(() -> words.read(HADOOP, "--map", file.toString()))
        .hasMessage("--map " + file + ": line 3, '8=raod': 'raod' is no class: write 'road'.");
  }
}
