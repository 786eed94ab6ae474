package dev.maskwise.metric.loss;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Definition;
import java.io.Serializable;

/**
 * What a reader must know of a loss to trust its number.
 *
 * @param name the canonical name: that of the family, and in brackets the parameters that differ
 *     from their defaults; equal names mean equal numbers
 * @param title the name a person reads
 * @param formula the definition with the parameters filled in; p is the probability of the class at
 *     a pixel, y its truth, 0 or 1, sums are over the valid pixels
 * @param unit what one unit of the value is
 * @param range the interval of possible values
 * @param source where the definition comes from
 */
public record LossDefinition(
    String name, String title, String formula, String unit, String range, String source)
    implements Definition, Serializable {

  @Override
  public Better better() {
    return Better.LOWER;
  }
}
