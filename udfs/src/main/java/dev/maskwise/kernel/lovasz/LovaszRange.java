package dev.maskwise.kernel.lovasz;

import java.util.function.DoubleConsumer;

/**
 * The part of a Lovász loss that comes from one range of errors, when the errors of many images
 * were divided into ranges. A workspace: not thread-safe.
 */
public final class LovaszRange {
  private final RadixSort radixSort = new RadixSort();

  /**
   * Gives the terms e·ΔJ of the distinct errors of a range, from the greatest down. What the terms
   * of all ranges are does not depend on how the errors were divided.
   *
   * <p>ΔJ comes from whole counts without cancellation: (c·(G + B) + b·(G − C)) / ((G + B)(G + B +
   * b)) for c true pixels and b others with an error, after C and B with greater ones. Linear in
   * the keys.
   *
   * @param keys errors as {@link Lovasz#hingeKeys} gives them; their order is undefined afterwards
   * @param count how many keys, from the first on
   * @param truthCardinality G, the true pixels of all images
   * @param truthAbove how many of them have greater errors, in other ranges
   * @param othersAbove how many other pixels have greater errors, in other ranges
   * @param terms takes a term for each distinct error
   */
  public void terms(
      int[] keys,
      int count,
      long truthCardinality,
      long truthAbove,
      long othersAbove,
      DoubleConsumer terms) {
    int[] sorted = radixSort.sort(keys, count, new int[count]);
    double g = truthCardinality;
    long above = truthAbove;
    long others = othersAbove;
    int at = count - 1;
    while (at >= 0) {
      int error = sorted[at] >>> 1;
      long c = 0;
      long b = 0;
      for (; at >= 0 && sorted[at] >>> 1 == error; at--) {
        c += sorted[at] & 1;
        b += ~sorted[at] & 1;
      }
      double union = g + others;
      double step = union == 0 ? 1 : (c * union + b * (g - above)) / (union * (union + b));
      terms.accept(Float.intBitsToFloat(error) * step);
      above += c;
      others += b;
    }
  }
}
