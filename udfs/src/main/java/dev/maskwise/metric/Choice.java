package dev.maskwise.metric;

import java.util.Locale;

/** One of a few named choices that change a number. An enum implements it. */
public interface Choice {

  /** The name of the constant. */
  String name();

  /** The name in reports, configuration and SQL, in lower snake case. */
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The choice in one clause. */
  String definition();
}
