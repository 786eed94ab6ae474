package dev.maskwise.job.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When Maskwise runs, where, and on what. The methods are what the templates name.
 *
 * @param zone the time zone of the hour; null when it is that of the machine
 * @param home where Maskwise is installed
 * @param config the file of {@code nightly} or of {@code evaluate}; absolute
 * @param checks as a program sees it that runs in the directory of config
 * @param store likewise, or a URI
 * @param user who runs it, for systemd
 * @param checkAfter how long after the evaluation the check begins, where nothing ties them
 */
record Schedule(
    Scheduler scheduler,
    LocalTime at,
    @Nullable String zone,
    Path home,
    Path config,
    String checks,
    String store,
    String user,
    String image,
    String namespace,
    Duration checkAfter) {

  private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

  static boolean isUri(String location) {
    return URI.matcher(location).matches();
  }

  public String time() {
    return at.toString();
  }

  /** The five fields of cron. */
  public String cronFields() {
    return cronFields(at);
  }

  public String checkFields() {
    return cronFields(at.plus(checkAfter));
  }

  private static String cronFields(LocalTime time) {
    return "%d %d * * *".formatted(time.getMinute(), time.getHour());
  }

  public long hoursUntilCheck() {
    return checkAfter.toHours();
  }

  public boolean hasZone() {
    return zone != null;
  }

  public Word zoneWord() {
    return new Word(String.valueOf(zone));
  }

  public Word homeWord() {
    return new Word(home.toString());
  }

  public Word launcher() {
    return new Word(home.resolve("maskwise").toString());
  }

  public Word jar() {
    return new Word(home.resolve("jobs/target/maskwise-jobs.jar").toString());
  }

  /** The jar as Spark names a file that is in the image. */
  public Word jarOfImage() {
    return new Word("local://" + jar().plain());
  }

  /** In which the commands run: that of the configuration, whose relative paths then hold. */
  public Word directory() {
    Path parent = config.getParent();
    return new Word(String.valueOf(parent == null ? config : parent));
  }

  public Word configName() {
    return new Word(String.valueOf(config.getFileName()));
  }

  public Word checksWord() {
    return new Word(checks);
  }

  public Word storeWord() {
    return new Word(store);
  }

  public Word lastRun() {
    return new Word(store + "@last");
  }

  public Word lastGreenRun() {
    return new Word(store + "@last-green");
  }

  public Word imageWord() {
    return new Word(image);
  }

  public Word namespaceWord() {
    return new Word(namespace);
  }

  /** Whether the store is on a volume that pods mount. */
  public boolean hasVolume() {
    return !isUri(store);
  }

  /** Whether several machines write the store. */
  public boolean isShared() {
    return scheduler == Scheduler.SPARK_OPERATOR;
  }

  /**
   * The program as systemd is told it, with the sign that keeps it from replacing variables where
   * there might be some; versions before 244 do not know that sign.
   */
  public Word program() {
    boolean dollar = launcher().hasDollar() || configName().hasDollar();
    return dollar ? new Word(":" + launcher().plain()) : launcher();
  }
}
