package dev.maskwise.reader;

import java.util.List;

/** What an input holds for each image. */
public enum Content {
  /** A label map: a file of any format that is read, or raw labels in a table. */
  LABELS,
  /** Scores: NumPy arrays, or bare numbers in a table. */
  SCORES;

  /**
   * What the names of such files end in where nobody says otherwise. A name says which files are
   * read, never how.
   */
  public List<String> endings() {
    return this == LABELS
        ? List.of(".png", ".tif", ".tiff", ".npy", ".npz", ".bmp", ".gif")
        : List.of(".npy", ".npz");
  }

  /** What one of them is called in messages and options. */
  public String word() {
    return this == LABELS ? "mask" : "score";
  }
}
