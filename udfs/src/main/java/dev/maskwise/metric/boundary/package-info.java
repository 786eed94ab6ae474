/**
 * Layer 3: how well the boundaries of classes agree.
 *
 * <p>Imports: {@code statistic}, {@code statistic.object}, {@code metric}. Imported by: {@code
 * spark}.
 *
 * <p>Invariant: pure functions of counts of boundaries, in lists. How wide boundaries are and how
 * far contours may be away is decided where they are counted, and belongs to the name of the number
 * wherever it is shown.
 *
 * <pre>{@code
 * double car = BoundaryMetrics.BOUNDARY_F.value(counts.of(2));
 * ClassBoundaries classes = new ClassBoundaries(counts, 11, Policy.undefined());
 * double mean = BoundaryMetrics.MEAN_BOUNDARY_IOU.value(classes);
 * long undefined = classes.mean(BoundaryMetrics.BOUNDARY_IOU).undefined(); // left out of it
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.boundary;

import org.jspecify.annotations.NullMarked;
