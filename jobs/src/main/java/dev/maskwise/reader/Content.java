package dev.maskwise.reader;

/** What an input holds for each image. */
public enum Content {
  /** A label map: PNG, or raw labels in a table. */
  LABELS,
  /** Scores: NumPy arrays, or bare numbers in a table. */
  SCORES
}
