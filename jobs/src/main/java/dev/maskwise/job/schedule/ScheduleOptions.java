package dev.maskwise.job.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maskwise.reader.InputRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code schedule}, checked. */
public final class ScheduleOptions {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private static final Pattern QUOTE = Pattern.compile("['\"]");

  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,30}");

  private static final Pattern IMAGE =
      Pattern.compile(
          "[a-z0-9]([a-z0-9._/-]|:(?=[0-9]+/))*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
              + "(@sha256:[0-9a-f]{64})?");

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final int HOURS_OF_A_DAY = 24;

  /** What Vixie's cron and those that come from it read of a line. */
  private static final int CRON_LINE = 998;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "cron|systemd|airflow|kubernetes|spark-operator",
      description = "Who starts Maskwise.")
  String scheduler = "";

  @Option(
      names = "--at",
      paramLabel = "HH:MM",
      description = "When it starts, every day. Default: ${DEFAULT-VALUE}.")
  String at = "02:30";

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description =
          "The time zone of that hour, such as Europe/Berlin. Default: UTC, in which no night lacks"
              + " an hour; for cron the machine's, the only one that every cron knows.")
  @Nullable String zone;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where Maskwise is installed, on the machine or in the image. Default: ${DEFAULT-VALUE}.")
  String home = "/opt/maskwise";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration: of nightly for cron and systemd (default: nightly.yaml), of evaluate"
              + " for airflow (default: evaluate.yaml). A relative path is one within --home. The"
              + " commands run in the directory of this file.")
  @Nullable String config;

  @Option(
      names = "--checks",
      paramLabel = "FILE",
      description =
          "The checks, for airflow; relative to the directory of --config. Default: checks.yaml.")
  @Nullable String checks;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "The store of runs. Default: for airflow store, relative to the directory of --config;"
              + " for kubernetes and spark-operator /store, on a volume. A URI such as s3a://… needs"
              + " none.")
  @Nullable String store;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Who runs it, for systemd. Default: maskwise.")
  @Nullable String user;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "The image with Spark and Maskwise, for kubernetes and spark-operator."
              + " Default: registry.example.com/maskwise:0.1.0.")
  @Nullable String image;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "The namespace, for kubernetes and spark-operator. Default: maskwise.")
  @Nullable String namespace;

  @Option(
      names = "--check-after",
      paramLabel = "HOURS",
      description =
          "How long after the evaluation the check begins, for spark-operator. Default: 4.")
  @Nullable Integer checkAfter;

  /**
   * The files that the options ask for.
   *
   * @throws InputRefusedException when an option cannot be worked with, or would change nothing
   */
  public List<Artefact> artefacts() {
    Schedule schedule = schedule();
    List<Artefact> artefacts = Artefacts.of(schedule);
    if (schedule.scheduler() == Scheduler.CRON) {
      artefacts.forEach(ScheduleOptions::requireRead);
    }
    return artefacts;
  }

  private static void requireRead(Artefact crontab) {
    InputRefusedException.require(
        crontab.text().lines().allMatch(line -> line.getBytes(UTF_8).length <= CRON_LINE),
        "--home and --config are too long for cron, which reads %d bytes of a line: use shorter"
                .formatted(CRON_LINE)
            + " paths, such as links to them.");
  }

  private Schedule schedule() {
    Scheduler target = Scheduler.of(scheduler);
    requireUsed(target);
    Path installed = absolute("--home", home);
    InputRefusedException.require(
        target != Scheduler.SYSTEMD || !QUOTE.matcher(home).find(),
        "--home %s has a quotation mark, and systemd starts no program of such a name: use another"
                .formatted(home)
            + " path, such as a link to it.");
    return new Schedule(
        target,
        time(),
        zone(target),
        installed,
        config(target, installed),
        path("--checks", or(checks, "checks.yaml")),
        store(target),
        matching(
            "--user", or(user, "maskwise"), USER, "the name of a user of the machine", "maskwise"),
        matching(
            "--image",
            or(image, "registry.example.com/maskwise:0.1.0"),
            IMAGE,
            "the name of an image",
            "registry.example.com/maskwise:0.1.0"),
        matching(
            "--namespace",
            or(namespace, "maskwise"),
            NAMESPACE,
            "the name of a namespace, which has small letters, digits and dashes",
            "maskwise"),
        checkAfter());
  }

  /** Refuses what is given and would be in no file. */
  private void requireUsed(Scheduler target) {
    if (config != null) {
      target.requireUses("--config");
    }
    if (checks != null) {
      target.requireUses("--checks");
    }
    if (store != null) {
      target.requireUses("--store");
    }
    if (user != null) {
      target.requireUses("--user");
    }
    if (image != null) {
      target.requireUses("--image");
    }
    if (namespace != null) {
      target.requireUses("--namespace");
    }
    if (checkAfter != null) {
      target.requireUses("--check-after");
    }
  }

  private LocalTime time() {
    InputRefusedException.require(
        TIME.matcher(at).matches(),
        "--at %s is no time of day: write HH:MM, such as 02:30.".formatted(at));
    return LocalTime.parse(at);
  }

  private @Nullable String zone(Scheduler target) {
    if (zone == null) {
      return target == Scheduler.CRON ? null : "UTC";
    }
    String given = zone;
    String known =
        ZoneId.getAvailableZoneIds().stream()
            .filter(id -> !id.startsWith("SystemV/") && id.equalsIgnoreCase(given))
            .findFirst()
            .orElse("");
    InputRefusedException.require(
        known.equals(given),
        "--time-zone %s is no time zone: write one of the IANA's names, such as %s."
            .formatted(given, known.isEmpty() ? "Europe/Berlin" : known));
    return given;
  }

  private Path config(Scheduler target, Path installed) {
    String standard = target == Scheduler.AIRFLOW ? "evaluate.yaml" : "nightly.yaml";
    Path file = installed.resolve(path("--config", or(config, standard))).normalize();
    Path name = file.getFileName();
    InputRefusedException.require(
        name != null && !name.toString().startsWith("-"),
        "--config %s names no file, or one that would be taken for an option: write another."
            .formatted(file));
    return file;
  }

  private String store(Scheduler target) {
    String location = path("--store", or(store, target.runsPods() ? "/store" : "store"));
    if (target.runsPods() && !Schedule.isUri(location)) {
      absolute("--store", location);
    }
    return location;
  }

  private Duration checkAfter() {
    int hours = checkAfter == null ? 4 : checkAfter;
    InputRefusedException.require(
        hours > 0 && hours < HOURS_OF_A_DAY,
        "--check-after %d is no number of hours within a day: give one from 1 to 23."
            .formatted(hours));
    return Duration.ofHours(hours);
  }

  private static Path absolute(String option, String value) {
    String path = path(option, value);
    InputRefusedException.require(
        path.startsWith("/"),
        "%s %s is a relative path, and a scheduler starts elsewhere: write it from / on."
            .formatted(option, path));
    return Path.of(path).normalize();
  }

  /** What every language around it can carry. */
  private static String path(String option, String value) {
    InputRefusedException.require(
        !value.isEmpty() && value.equals(value.strip()) && !value.startsWith("-"),
        "%s '%s' is empty, or has a blank or a dash where a path has none: write the path alone."
            .formatted(option, value));
    InputRefusedException.require(
        value.codePoints().allMatch(ScheduleOptions::isCarried),
        "%s %s holds a backslash or an invisible character, which schedulers read in their own way:"
                .formatted(option, visible(value))
            + " use another path, such as a link to it.");
    return value;
  }

  private static boolean isCarried(int c) {
    int type = Character.getType(c);
    return c != '\\'
        && type != Character.CONTROL
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE
        && type != Character.UNASSIGNED;
  }

  private static String visible(String value) {
    StringBuilder visible = new StringBuilder();
    value
        .codePoints()
        .forEach(c -> visible.appendCodePoint(c == '\\' || isCarried(c) ? c : '\ufffd'));
    return visible.toString();
  }

  private static String matching(
      String option, String value, Pattern pattern, String what, String example) {
    InputRefusedException.require(
        pattern.matcher(value).matches(),
        "%s %s is not %s: write one such as %s.".formatted(option, value, what, example));
    return value;
  }

  private static String or(@Nullable String given, String standard) {
    return Objects.requireNonNullElse(given, standard);
  }
}
