/**
 * The oracle: what Maskwise computes, once more, as the formulas are written. The tests of every
 * module compare with it.
 *
 * <p>One pixel after the other, in double, each formula in one place with its source. It imports
 * nothing of Maskwise, so that a mistake there is not one here. Sums of pixels are plain: where
 * many pixels are added, tests allow for their rounding.
 *
 * <pre>{@code
 * NaiveImage image = NaiveImage.of(planes, labels, 255, true, -100);
 * double dice = NaiveLosses.soft(image, 1).diceLoss(1e-6);
 * double lovasz = NaiveLosses.lovaszSoftmax(image, 1);
 * double auroc = image.curve(1).auroc();
 * }</pre>
 */
@NullMarked
package dev.maskwise.oracle;

import org.jspecify.annotations.NullMarked;
