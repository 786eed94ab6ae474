package dev.maskwise.metric;

import java.util.Locale;

/** How a score is compared with the threshold from which on a pixel is predicted. */
public enum ThresholdOperator {
  /** At least the threshold. */
  GE("a pixel is predicted where its score is at least the threshold"),
  /** More than the threshold. */
  GT("a pixel is predicted where its score is more than the threshold");

  private final String definition;

  ThresholdOperator(String definition) {
    this.definition = definition;
  }

  /** The choice in one clause. */
  public String definition() {
    return definition;
  }

  /** The name in reports and configuration. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
