package dev.maskwise.metric;

/** Which direction of a metric means a better model. */
public enum Better {
  HIGHER,
  LOWER,
  /** The number says where or how many, not how good. */
  NEITHER
}
