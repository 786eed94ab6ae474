package dev.maskwise.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of {@code schedule}, and the files of {@code conf/schedule}. */
class ScheduleTest {
  private static final Path KEPT = Path.of("../conf/schedule");

  @TempDir Path directory;

  private static Printed refused(String words) {
    Printed printed = Printed.by(words.split(" ", -1));
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out()).isEmpty();
    return printed;
  }

  /**
   * To write them anew: {@code for s in …; ./maskwise schedule --for $s --out conf/schedule/$s}.
   */
  @ParameterizedTest
  @EnumSource(Scheduler.class)
  void theFilesThatAreKeptAreThoseOfTheDefaults(Scheduler scheduler) throws IOException {
    Path kept = KEPT.resolve(scheduler.label());
    Printed.by("--for", scheduler.label(), "--out", directory.toString()).succeeds();
    assertThat(files(kept)).isEqualTo(files(directory));
    for (String file : files(directory)) {
      assertThat(kept.resolve(file)).hasSameTextualContentAs(directory.resolve(file));
    }
    List<String> texts =
        scheduler.templates().stream()
            .map(template -> text(directory.resolve(template.file())))
            .toList();
    assertThat(Printed.by("--for", scheduler.label()).out()).isEqualTo(String.join("\n", texts));
  }

  @Test
  void thePageShowsWhatIsPrinted() {
    assertThat(text(Path.of("../docs/schedule.md")))
        .contains("```ini\n" + Printed.by("--for", "systemd").out() + "```\n");
  }

  @Test
  void everySchedulerHasAFolder() throws IOException {
    assertThat(files(KEPT))
        .isEqualTo(Arrays.stream(Scheduler.values()).map(Scheduler::label).sorted().toList());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The width of the other files of the project; one line of cron cannot be broken. */
  @ParameterizedTest
  @EnumSource(Scheduler.class)
  void linesAreReadable(Scheduler scheduler) {
    String printed = Printed.by("--for", scheduler.label()).succeeds().out();
    assertThat(printed).endsWith("\n").doesNotContain("{{{", "}}}", "&quot;", "\t", " \n");
    assertThat(
            printed
                .lines()
                .filter(line -> line.length() > 132)
                .filter(line -> !line.startsWith("30 2 ") && !line.startsWith("ExecStart=")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--for cron --at 24:00 | --at 24:00 is no time of day: write HH:MM, such as 02:30.",
        "--for cron --at 2:30 | --at 2:30 is no time of day: write HH:MM, such as 02:30.",
        "--for cron --at 02:60 | --at 02:60 is no time of day: write HH:MM, such as 02:30.",
        "--for oozie | --for oozie is no scheduler that Maskwise writes for: choose one of cron,"
            + " systemd, airflow, kubernetes, spark-operator.",
        "--for systemd --time-zone Mars/Base | --time-zone Mars/Base is no time zone: write one of"
            + " the IANA's names, such as Europe/Berlin.",
        "--for systemd --time-zone asia/tokyo | --time-zone asia/tokyo is no time zone: write one"
            + " of the IANA's names, such as Asia/Tokyo.",
        "--for systemd --time-zone +02:00 | --time-zone +02:00 is no time zone: write one of the"
            + " IANA's names, such as Europe/Berlin.",
        "--for cron --home maskwise | --home maskwise is a relative path, and a scheduler starts"
            + " elsewhere: write it from / on.",
        "--for cron --home /a\\b | --home /a\\b holds a backslash or an invisible character, which"
            + " schedulers read in their own way: use another path, such as a link to it.",
        "--for cron --config / | --config / names no file, or one that would be taken for an"
            + " option: write another.",
        "--for cron --config a/-b | --config /opt/maskwise/a/-b names no file, or one that would"
            + " be taken for an option: write another.",
        "--for systemd --home /it's | --home /it's has a quotation mark, and systemd starts no"
            + " program of such a name: use another path, such as a link to it.",
        "--for systemd --user a%b | --user a%b is not the name of a user of the machine: write one"
            + " such as maskwise.",
        "--for kubernetes --namespace A_b | --namespace A_b is not the name of a namespace, which"
            + " has small letters, digits and dashes: write one such as maskwise.",
        "--for kubernetes --image a:b:c | --image a:b:c is not the name of an image: write one"
            + " such as registry.example.com/maskwise:0.1.0.",
        "--for kubernetes --store runs | --store runs is a relative path, and a scheduler starts"
            + " elsewhere: write it from / on.",
        "--for spark-operator --check-after 24 | --check-after 24 is no number of hours within a"
            + " day: give one from 1 to 23.",
        "--for cron --user me | --user is in nothing that is written for cron: leave it out.",
        "--for systemd --store s | --store is in nothing that is written for systemd: name it in"
            + " the file of --config.",
        "--for cron --checks c | --checks is in nothing that is written for cron: name it in the"
            + " file of --config.",
        "--for kubernetes --config c | --config is in nothing that is written for kubernetes:"
            + " write that file into the ConfigMap which is printed.",
        "--for kubernetes --check-after 3 | --check-after is in nothing that is written for"
            + " kubernetes: leave it out.",
      })
  void whatCannotBeWorkedWithIsRefusedInASentence(String words, String sentence) {
    assertThat(refused(words).err()).isEqualTo("maskwise: " + sentence + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\nb", "/a\rb", "/a\tb", "/a\u2028b", "/a\u200fb", "/a ", "", "-a"})
  void aPathThatATextCannotCarryIsRefused(String path) {
    Printed printed = Printed.by("--for", "systemd", "--home=" + path);
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err().lines()).singleElement().asString().startsWith("maskwise: --home ");
  }

  @Test
  void theSchedulerHasToBeNamed() {
    assertThat(refused("--at 01:00").err()).contains("--for");
  }

  @Test
  void aLineThatCronWouldCutIsRefused() {
    assertThat(refused("--for cron --home /" + "a".repeat(500)).err())
        .contains("too long for cron, which reads 998 bytes of a line");
    Printed.by("--for", "systemd", "--home", "/" + "a".repeat(500)).succeeds();
  }

  /** {@code --config} is a path in what is printed; the file is not there, and not read. */
  @Test
  void theConfigurationIsNotRead() {
    assertThat(Printed.by("--for", "cron", "--config", "/none/such.yaml").succeeds().out())
        .contains("cd /none && ", " nightly --config such.yaml ");
  }

  static Stream<String> images() {
    return Stream.of(
        "maskwise",
        "maskwise:1.0",
        "localhost:5000/team/maskwise",
        "localhost:5000/team/maskwise:v1_2",
        "registry.example.com/maskwise@sha256:" + "0".repeat(64));
  }

  @ParameterizedTest
  @MethodSource("images")
  void namesOfImages(String image) {
    assertThat(Printed.by("--for", "kubernetes", "--image", image).succeeds().out())
        .contains("image: \"" + image + "\"");
  }

  @Test
  void filesThatAreThereWithAnotherTextAreKept() throws IOException {
    String[] words = {"--for", "systemd", "--out", directory.resolve("new/units").toString()};
    String written = Printed.by(words).succeeds().out().lines().collect(Collectors.joining(" "));
    assertThat(written).contains("maskwise-nightly.service", "maskwise-nightly.timer");
    Printed.by(words).succeeds();
    Path timer = directory.resolve("new/units/maskwise-nightly.timer");
    Path service = directory.resolve("new/units/maskwise-nightly.service");
    Files.delete(service);
    Files.writeString(timer, "mine");
    Printed printed = Printed.by(words);
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err())
        .isEqualTo(
            "maskwise: %s is there already with another text: move it away, or choose another"
                    .formatted(timer)
                + " --out.\n");
    assertThat(timer).hasContent("mine");
    assertThat(service).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Printed printed = Printed.by("--for", "cron", "--out", file.resolve("folder").toString());
    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.err()).startsWith("maskwise: --out " + file).contains("cannot be written");
  }
}
