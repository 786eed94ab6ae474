package dev.maskwise.oracle;

/** Borders of the classes of a label map, pixel by pixel from the definition. */
public final class NaiveBorders {
  private NaiveBorders() {}

  /**
   * 1 for each pixel that has a pixel of another class, or the outside, within some rows and
   * columns.
   *
   * @param ignored the label that is in no border and makes none
   */
  public static int[] wide(int[] labels, int width, int distance, int ignored) {
    int height = labels.length / width;
    int[] border = new int[labels.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int label = labels[y * width + x];
        for (int dy = -distance; dy <= distance && label != ignored; dy++) {
          for (int dx = -distance; dx <= distance; dx++) {
            boolean outside = y + dy < 0 || x + dx < 0 || y + dy >= height || x + dx >= width;
            int other = outside ? ignored : labels[(y + dy) * width + x + dx];
            if (outside || (other != label && other != ignored)) {
              border[y * width + x] = 1;
            }
          }
        }
      }
    }
    return border;
  }

  /** Whether each pixel is in the border of a class: it or a neighbour is of it, and not both. */
  public static boolean[] thin(int[] labels, int width, int classId, int ignored) {
    int height = labels.length / width;
    boolean[] border = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      for (int neighbour = 1; neighbour < 4 && labels[i] != ignored; neighbour++) {
        int x = i % width + neighbour % 2;
        int y = i / width + neighbour / 2;
        if (x < width && y < height && labels[y * width + x] != ignored) {
          border[i] |= (labels[y * width + x] == classId) != (labels[i] == classId);
        }
      }
    }
    return border;
  }

  /** How many pixels of a border are at most so far from one of another. */
  public static int matched(boolean[] border, boolean[] other, int width, int tolerance) {
    int matched = 0;
    for (int i = 0; i < border.length; i++) {
      boolean near = false;
      for (int j = 0; j < other.length && border[i] && !near; j++) {
        int dx = i % width - j % width;
        int dy = i / width - j / width;
        near = other[j] && dx * dx + dy * dy <= tolerance * tolerance;
      }
      matched += near ? 1 : 0;
    }
    return matched;
  }
}
