package dev.maskwise.run.numbers;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides images into groups, so that the numbers of curves have intervals: these are no sums of
 * images, but the distributions of groups can be merged without one of them. The group of an image
 * follows from the name of its cluster alone.
 *
 * @param count how many groups there are; 0 for none
 */
public record CurveGroups(int count) implements Serializable {
  /** What the definition of a run calls the number of groups. */
  public static final String CHOICE = "curve_groups";

  /** When curves have no intervals. */
  public static final CurveGroups NONE = new CurveGroups(0);

  /** Those of a run. */
  public static CurveGroups of(Map<String, @Nullable Object> definition) {
    return definition.get("intervals") instanceof Map<?, ?> choices
            && choices.get(CHOICE) instanceof Number count
        ? new CurveGroups(count.intValue())
        : NONE;
  }

  /**
   * The labels of the slices of an image and, if there are groups, of its group.
   *
   * @param cluster what the image has in common with those that depend on it, or its id
   */
  public List<String> labels(List<String> slices, String cluster) {
    if (count == 0) {
      return slices;
    }
    List<String> labels = new ArrayList<>(slices);
    labels.add(SliceLabels.ofGroup(Math.floorMod(mixed(cluster.hashCode()), count)));
    return labels;
  }

  /** Each bit depends on all bits. Source: A. Appleby, MurmurHash3, 2011, its finalizer. */
  private static int mixed(int hash) {
    int h = (hash ^ hash >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }
}
