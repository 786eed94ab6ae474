package dev.maskwise.run.numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of a data set are called. */
public final class SliceLabels {
  /** The label of the slice that is all images; sorts before every other. */
  public static final String ALL_IMAGES = "";

  private static final String GROUP = "group ";

  private SliceLabels() {}

  /** The label of a group of images that is kept as a slice is, but is none of the report. */
  static String ofGroup(int group) {
    return GROUP + group;
  }

  /** Whether a label is that of a group; those of slices have an equals sign. */
  public static boolean isGroup(String label) {
    return label.startsWith(GROUP) && label.indexOf('=') < 0;
  }

  /**
   * The labels of the slices that an image belongs to, {@link #ALL_IMAGES} first.
   *
   * @param slices slice name → value; a value may be null
   */
  public static List<String> of(Map<String, @Nullable String> slices) {
    List<String> labels = new ArrayList<>(List.of(ALL_IMAGES));
    slices.forEach((name, value) -> labels.add(name + "=" + (value == null ? "(none)" : value)));
    return labels;
  }
}
