package dev.maskwise.job.schedule;

import dev.maskwise.reader.InputRefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Who starts Maskwise, the options that say something to it, and the files that it wants. */
public enum Scheduler {
  CRON,
  SYSTEMD,
  AIRFLOW,
  KUBERNETES,
  SPARK_OPERATOR;

  /** A file, and the resource that it is written from. */
  record Template(String file, String resource) {}

  /**
   * The scheduler of a name.
   *
   * @throws InputRefusedException when there is none
   */
  static Scheduler of(String label) {
    return Arrays.stream(values())
        .filter(scheduler -> scheduler.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InputRefusedException(
                    "--for %s is no scheduler that Maskwise writes for: choose one of %s."
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Scheduler::label)
                                .collect(Collectors.joining(", ")))));
  }

  /** Its name on the command line, and that of its folder in {@code conf/schedule}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<Template> templates() {
    return switch (this) {
      case CRON -> List.of(new Template("maskwise.crontab", "cron"));
      case SYSTEMD ->
          List.of(
              new Template("maskwise-nightly.service", "systemd-service"),
              new Template("maskwise-nightly.timer", "systemd-timer"),
              new Template("maskwise-failed@.service", "systemd-failed"));
      case AIRFLOW -> List.of(new Template("maskwise_nightly.py", "airflow"));
      case KUBERNETES -> List.of(new Template("maskwise-nightly.yaml", "kubernetes"));
      case SPARK_OPERATOR -> List.of(new Template("maskwise-nightly.yaml", "spark-operator"));
    };
  }

  /** The options that say something to it, besides those that say something to all. */
  private Set<String> options() {
    return switch (this) {
      case CRON -> Set.of("--config");
      case SYSTEMD -> Set.of("--config", "--user");
      case AIRFLOW -> Set.of("--config", "--checks", "--store");
      case KUBERNETES -> Set.of("--store", "--image", "--namespace");
      case SPARK_OPERATOR -> Set.of("--store", "--image", "--namespace", "--check-after");
    };
  }

  /** Whether it runs pods of an image, which has its own paths, with files of a ConfigMap. */
  boolean runsPods() {
    return this == KUBERNETES || this == SPARK_OPERATOR;
  }

  /**
   * Refuses an option that would change nothing.
   *
   * @param option one that was given
   */
  void requireUses(String option) {
    String instead = "leave it out";
    if (runsPods() && (option.equals("--config") || option.equals("--checks"))) {
      instead = "write that file into the ConfigMap which is printed";
    } else if (option.equals("--checks") || option.equals("--store")) {
      instead = "name it in the file of --config";
    }
    InputRefusedException.require(
        options().contains(option),
        "%s is in nothing that is written for %s: %s.".formatted(option, label(), instead));
  }
}
