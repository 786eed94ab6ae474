package dev.maskwise.job.schedule;

import java.util.regex.Pattern;

/**
 * A value in the quoting of each language that a template is written in. Templates name one of
 * these, so that no value is in a text unquoted.
 */
record Word(String plain) {
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:=@+,-]+");

  /**
   * A word of a POSIX shell. A single quote stands in double quotes: without a backslash, which
   * cron reads too.
   */
  public String shell() {
    return isBare() ? plain : "'" + plain.replace("'", "'\"'\"'") + "'";
  }

  /** A word of the shell in a crontab, where a percent sign would end the command. */
  public String cron() {
    return shell().replace("%", "\\%");
  }

  /** A word of {@code ExecStart=}; the line is one in which systemd replaces no variables. */
  public String systemd() {
    return isBare() ? plain : "\"" + escaped().replace("%", "%%") + "\"";
  }

  /** The rest of a line of a unit that is a path, for which systemd knows no quotes. */
  public String systemdPath() {
    return plain.replace("%", "%%");
  }

  /** A string of YAML, of JSON and of Python. */
  public String quoted() {
    return "\"" + escaped() + "\"";
  }

  /** A string of YAML in which Kubernetes would replace {@code $(NAME)}. */
  public String argument() {
    return "\"" + escaped().replace("$", "$$") + "\"";
  }

  /** Whether systemd would see a variable in it. */
  public boolean hasDollar() {
    return plain.contains("$");
  }

  private boolean isBare() {
    return NEEDS_NO_QUOTES.matcher(plain).matches();
  }

  private String escaped() {
    return plain.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
