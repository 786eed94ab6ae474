package dev.maskwise.statistic.object;

import java.io.Serializable;

/**
 * Objects of some areas, in square pixels. Both bounds belong to the band, so that an object on the
 * bound of two is in both, as COCO has it.
 *
 * @param name in names of metrics: lower-case letters, digits and underscores, at most 40
 */
public record AreaBand(String name, double lowest, double highest) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * @throws IllegalArgumentException if the name is no name, or the bounds do not ascend from 0
   */
  public AreaBand {
    if (!name.matches("[a-z0-9_]{1,40}")) {
      throw new IllegalArgumentException(
          "A band of areas has a name of lower-case letters, digits and underscores.");
    }
    if (!(lowest >= 0 && lowest <= highest)) {
      throw new IllegalArgumentException(
          "The band %s goes from an area of at least 0 to a larger one, not from %s to %s."
              .formatted(name, lowest, highest));
    }
    lowest += 0.0; // There is one zero.
    highest += 0.0;
  }
}
