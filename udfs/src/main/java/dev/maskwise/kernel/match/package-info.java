/**
 * Layer 1: which detection is which object: overlap of boxes, and greedy matching by score.
 *
 * <p>Imports: the JDK. Imported by: {@code kernel.run}, {@code image.object}, {@code spark}.
 *
 * <p>Invariant: every double is computed in the order of operations that COCO's own tool has, so
 * that results are equal to the bit.
 *
 * <pre>{@code
 * Box box = new Box(10, 20, 30, 40);
 * double area = box.area(); // 1200
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.match;

import org.jspecify.annotations.NullMarked;
