package dev.maskwise.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line of the crontab, run as cron runs it. */
class CronTest {
  @TempDir Path folder;

  private Path home() {
    return folder.resolve(Printed.ODD);
  }

  private static String line(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "--for";
    all[1] = "cron";
    System.arraycopy(words, 0, all, 2, words.length);
    List<String> lines =
        Printed.by(all)
            .succeeds()
            .out()
            .lines()
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .filter(line -> !line.matches("[A-Z_]+=.*"))
            .toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  /**
   * What cron makes of the rest of a line: a percent sign ends it, unless a backslash is before.
   */
  private static String command(String line) {
    String rest = line.split(" ", 6)[5];
    StringBuilder command = new StringBuilder();
    for (int i = 0; i < rest.length(); i++) {
      boolean escapes =
          rest.charAt(i) == '\\'
              && i + 1 < rest.length()
              && (rest.charAt(i + 1) == '%' || rest.charAt(i + 1) == '\\');
      assertThat(rest.charAt(i)).as("what ends the command").isNotEqualTo('%');
      command.append(rest.charAt(escapes ? ++i : i));
    }
    return command.toString();
  }

  private Printed run(String... words) throws Exception {
    return Printed.process(folder, "/bin/sh", "-c", command(line(words)));
  }

  @Test
  void theFieldsAreTheHour() {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    String fields = String.join(" ", List.of(line("--at", "23:05").split(" ", 6)).subList(0, 5));
    ZonedDateTime noon = ZonedDateTime.of(2026, 2, 28, 12, 0, 0, 0, ZoneOffset.UTC);
    assertThat(ExecutionTime.forCron(parser.parse(fields)).nextExecution(noon))
        .contains(noon.withHour(23).withMinute(5));
  }

  @Test
  void anHourOfAnotherZoneIsNamed() {
    assertThat(Printed.by("--for", "cron").out()).doesNotContain("CRON_TZ");
    assertThat(Printed.by("--for", "cron", "--time-zone", "Asia/Tokyo").out())
        .contains("\nCRON_TZ=Asia/Tokyo\n");
  }

  @Test
  void silentWhenAllIsWell() throws Exception {
    Printed.maskwise(home(), 0);
    Printed ran = run("--home", home().toString(), "--config", "a b.yaml");
    assertThat(ran).isEqualTo(new Printed(0, "", ""));
    assertThat(Printed.words(home()))
        .containsExactly(home().toString(), "nightly", "--config", "a b.yaml");
    assertThat(home().resolve("maskwise-nightly.log")).hasContent("a word of the log");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 137})
  void otherwiseTheCodeIsKeptAndTheLogIsShown(int code) throws Exception {
    Printed.maskwise(home(), code);
    Path where = Files.createDirectories(folder.resolve("else where"));
    Printed ran = run("--home", home().toString(), "--config", where + "/nightly.yaml");
    assertThat(ran.exitCode()).isEqualTo(code);
    assertThat(ran.out())
        .isEqualTo(
            "maskwise nightly ended with exit code %d. The end of its log:\na word of the log\n"
                .formatted(code));
    assertThat(Printed.words(home()))
        .containsExactly(where.toString(), "nightly", "--config", "nightly.yaml");
  }

  @Test
  void notTwoAtOnce() throws Exception {
    assumeTrue(Printed.works("flock", "--version"), "flock is not installed");
    Printed.maskwise(home(), 0);
    Process first =
        new ProcessBuilder("flock", "maskwise-nightly.lock", "sh", "-c", "echo held; exec cat")
            .directory(home().toFile())
            .start();
    try {
      assertThat(first.inputReader().readLine()).isEqualTo("held");
      Printed ran = run("--home", home().toString());
      assertThat(ran.exitCode()).isEqualTo(75);
      assertThat(ran.out()).contains("exit code 75");
      assertThat(home().resolve("maskwise.words")).doesNotExist();
    } finally {
      first.getOutputStream().close(); // at which cat ends
      assertThat(first.waitFor()).isZero();
    }
    assertThat(run("--home", home().toString()).exitCode()).isZero();
  }

  @Test
  void aFolderThatIsGoneIsInfrastructure() throws Exception {
    Printed ran = run("--home", folder.resolve("gone").toString());
    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out()).contains("gone");
  }

  @Test
  void theShellsReadIt() throws IOException, InterruptedException {
    for (String shell : List.of("/bin/sh", "bash")) {
      String command = command(line("--home", "/" + Printed.ODD));
      Process process = new ProcessBuilder(shell, "-n", "-c", command).start();
      assertThat(process.waitFor()).isZero();
    }
  }
}
