/**
 * Layer 8: the numbers of a run among those of the other runs of its store, drawn.
 *
 * <p>Imports: {@code run}, {@code run.store}, {@code report}. Imported by: {@code run.page}, {@code
 * job}. No store is opened here: whoever can, gives a {@link
 * dev.maskwise.run.page.trend.RunHistory}.
 *
 * <p>Invariant: numbers of different definitions are never joined; whatever a picture shows stands
 * in its table too.
 *
 * <pre>{@code
 * List<TrendChart> charts = TrendChart.of(history, run.manifest());
 * TrendLegend legend = TrendLegend.of(history, run.manifest());
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.page.trend;

import org.jspecify.annotations.NullMarked;
