package dev.maskwise.run.numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of a data set are called. */
public final class SliceLabels {
  /** The label of the slice that is all images; sorts before every other. */
  public static final String ALL_IMAGES = "";

  private SliceLabels() {}

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
