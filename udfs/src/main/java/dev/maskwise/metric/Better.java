package dev.maskwise.metric;

/** Which direction of a metric means a better model. */
public enum Better {
  HIGHER,
  LOWER
}
