package dev.maskwise.image;

import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.metric.loss.LovaszKind;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The positive errors of an image under one model, kind of error and class. The keys are those of
 * {@link Lovasz#hingeKeys}.
 *
 * @param group which model, kind of error and class, as a number from 0 on
 * @param keys the positive errors, in any order; kept
 * @param truthCardinality the true pixels, with and without a positive error
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ErrorKeys(int group, int[] keys, long truthCardinality) implements Serializable {

  /** The errors of one class of an image. */
  public static ErrorKeys of(
      int group, LovaszKind errors, float[] scores, byte[] isClass, int pixels) {
    int[] keys = new int[pixels];
    int count =
        errors == LovaszKind.HINGE
            ? Lovasz.hingeKeys(scores, isClass, pixels, keys)
            : Lovasz.softmaxKeys(scores, isClass, pixels, keys);
    return new ErrorKeys(group, Arrays.copyOf(keys, count), Overlap.cardinality(isClass, pixels));
  }
}
