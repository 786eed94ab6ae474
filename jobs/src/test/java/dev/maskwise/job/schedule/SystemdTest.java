package dev.maskwise.job.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The units, as systemd reads them. */
class SystemdTest {
  @TempDir Path folder;

  private Path units(String... words) {
    List<String> all = new ArrayList<>(List.of("--for", "systemd"));
    all.addAll(List.of(words));
    Path units = folder.resolve("units");
    all.addAll(List.of("--out", units.toString()));
    Printed.by(all.toArray(String[]::new)).succeeds();
    return units;
  }

  private static String value(Path unit, String key) throws IOException {
    List<String> lines =
        Files.readAllLines(unit).stream().filter(line -> line.startsWith(key + "=")).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0).substring(key.length() + 1);
  }

  private static void assumeSystemd() {
    assumeTrue(Printed.works("systemd-analyze", "--version"), "systemd is not installed");
  }

  /** systemd itself: it knows every key, and finds the program at the path that it unquoted. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "two words", "a$b", "100%", "%h", "${HOME}", "`x` #;& {}=[]"})
  void systemdAcceptsTheUnits(String name) throws Exception {
    assumeSystemd();
    Path home = folder.resolve(name);
    Printed.maskwise(home, 0);
    Path config = Files.createDirectories(folder.resolve(Printed.ODD)).resolve(Printed.ODD);
    Path units = units("--home", home.toString(), "--config", config.toString());
    Path instance = units.resolve("maskwise-failed@maskwise-nightly.service");
    Files.copy(units.resolve("maskwise-failed@.service"), instance);
    Printed verdict =
        Printed.process(
            folder,
            "systemd-analyze",
            "verify",
            "--man=no",
            units.resolve("maskwise-nightly.service").toString(),
            units.resolve("maskwise-nightly.timer").toString(),
            instance.toString());
    assertThat(verdict).isEqualTo(new Printed(0, "", ""));
  }

  /** So that the silence above says something. */
  @Test
  void systemdMissesAProgramThatIsNotThere() throws Exception {
    assumeSystemd();
    Path units = units("--home", folder.resolve("gone").toString());
    Printed verdict =
        Printed.process(
            folder,
            "systemd-analyze",
            "verify",
            "--man=no",
            units.resolve("maskwise-nightly.service").toString());
    assertThat(verdict.out()).contains(folder.resolve("gone/maskwise") + " is not executable");
  }

  @ParameterizedTest
  @CsvSource({
    "02:30, UTC, 02:30:00 UTC",
    "23:05, Asia/Tokyo, 14:05:00 UTC",
    "00:00, America/Sao_Paulo, 03:00:00 UTC"
  })
  void systemdKnowsTheHour(String at, String zone, String utc) throws Exception {
    assumeSystemd();
    Path units = units("--at", at, "--time-zone", zone);
    String calendar = value(units.resolve("maskwise-nightly.timer"), "OnCalendar");
    assertThat(calendar).isEqualTo("*-*-* " + at + ":00 " + zone);
    Printed next = Printed.process(folder, "systemd-analyze", "calendar", calendar);
    assertThat(next.exitCode()).as(next.out()).isZero();
    assertThat(next.out()).contains(utc);
  }

  /**
   * systemd itself, in the mode in which it reads all units, says what it read, and starts none.
   */
  @Test
  void systemdReadsTheValuesAsTheyAre() throws Exception {
    String systemd = "/lib/systemd/systemd";
    assumeTrue(Files.isExecutable(Path.of(systemd)), "systemd is not installed");
    assumeTrue(Printed.works(nobody("true")), "no other user can be taken, which systemd wants");
    Path home = folder.resolve("a $x 100% %h");
    Printed.maskwise(home, 0);
    Path units =
        units("--home", home.toString(), "--config", "/w/it's \"%h/c 'd' $x \"q\" %n.yaml");
    for (Path path : List.of(folder, units, home)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Printed read =
        Printed.process(
            folder,
            nobody(
                "env",
                "SYSTEMD_UNIT_PATH=" + units + ":",
                systemd,
                "--test",
                "--system",
                "--no-pager",
                "--unit=maskwise-nightly.service"));
    int unit = read.out().indexOf("-> Unit maskwise-nightly.service:");
    assumeTrue(unit >= 0, "systemd reads no units here: " + read.out().lines().findFirst());
    List<String> said =
        read.out().substring(unit).lines().takeWhile(line -> !line.contains("-> Job")).toList();
    assertThat(said.stream().map(String::strip))
        .contains(
            "WorkingDirectory: /w/it's \"%h",
            "Command Line: \""
                + folder
                + "/a \\$x 100% %h/maskwise\" nightly --config"
                + " \"c 'd' \\$x \\\"q\\\" %n.yaml\"",
            "OnFailure: maskwise-failed@maskwise-nightly.service (origin-file)");
  }

  private static String[] nobody(String... command) {
    List<String> words =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    words.add("--inh-caps=-all");
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  /** The command as systemd splits it, with specifiers and variables replaced. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"home | nightly.yaml", "a  b | c 'd' %n $HOME.yaml", "a$b | \"x\".yaml"})
  void theCommandGetsItsWords(String name, String config) throws Exception {
    Path home = folder.resolve(name);
    Path where = Files.createDirectories(folder.resolve("w %h"));
    Printed.maskwise(home, 3);
    Path file = where.resolve(config);
    Path units = units("--home", home.toString(), "--config", file.toString());
    Path service = units.resolve("maskwise-nightly.service");
    String directory = value(service, "WorkingDirectory").replace("%%", "%");
    List<String> words = words(value(service, "ExecStart"));
    Printed ran = Printed.process(Path.of(directory), words.toArray(String[]::new));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(Printed.words(home))
        .containsExactly(where.toString(), "nightly", "--config", config);
  }

  /** systemd.service(5), Command lines: quotes around whole words, specifiers, variables. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < line.length()) {
      StringBuilder word = new StringBuilder();
      char quote = line.charAt(i) == '"' || line.charAt(i) == '\'' ? line.charAt(i++) : ' ';
      for (; i < line.length() && line.charAt(i) != quote; i++) {
        i += line.charAt(i) == '\\' ? 1 : 0;
        word.append(line.charAt(i));
      }
      i += quote == ' ' ? 1 : 2;
      words.add(word.toString());
    }
    boolean literal = words.get(0).startsWith(":");
    words.set(0, words.get(0).substring(literal ? 1 : 0));
    for (String word : words) {
      String rest = word.replace("%%", "").replace("%i", "");
      assertThat(rest).as("a specifier").doesNotContain("%");
      assertThat(literal || !rest.replace("$$", "").contains("$")).as("a variable").isTrue();
    }
    words.replaceAll(word -> literal ? word : word.replace("$$", "$"));
    words.replaceAll(word -> word.replace("%i", "maskwise-nightly").replace("%%", "%"));
    return words;
  }

  /** What is started after a failure says which code it was; with and without a mail program. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureIsTold(boolean mails) throws Exception {
    Path programs = Files.createDirectories(folder.resolve("bin"));
    program(
        programs,
        "systemctl",
        "[ \"$*\" = 'show -p ExecMainStatus --value maskwise-nightly.service' ] && echo 2");
    program(programs, "journalctl", "echo the journal of \"$2\"");
    program(programs, "uname", "echo host");
    if (mails) {
      program(programs, "mail", "echo \"$1|$2|$3\"; /bin/cat");
    }
    List<String> words = words(value(units().resolve("maskwise-failed@.service"), "ExecStart"));
    assertThat(words.get(0)).isEqualTo("/bin/sh");
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("PATH", programs.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    String text = "maskwise-nightly.service on host ended with exit code 2";
    assertThat(said)
        .isEqualTo(
            mails
                ? "-s|" + text + "|root\nthe journal of maskwise-nightly.service\n"
                : "<3>" + text + "\n");
  }

  private static void program(Path folder, String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
