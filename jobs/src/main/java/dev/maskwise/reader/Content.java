package dev.maskwise.reader;

import java.util.List;

/** What an input holds for each image. */
public enum Content {
  /** A label map: a file of any format that is read, or raw labels in a table. */
  LABELS(".png", ".tif", ".tiff", ".npy", ".npz", ".bmp", ".gif"),
  /** Scores: NumPy arrays, or bare numbers in a table. */
  SCORES(".npy", ".npz");

  private final List<String> endings;

  Content(String... endings) {
    this.endings = List.of(endings);
  }

  /**
   * What the names of such files end in where nobody says otherwise. A name says which files are
   * read, never how.
   */
  public List<String> endings() {
    return endings;
  }
}
