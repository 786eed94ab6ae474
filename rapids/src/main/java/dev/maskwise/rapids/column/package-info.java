/**
 * Functions of columns of images on a GPU: what a function is, which rows of a batch are images,
 * and what is computed on cuDF's columns.
 *
 * <p>Imports: {@code metric}, Spark, and cuDF and {@code RapidsUDF} from the plugin's jar. Imported
 * by: {@code rapids} and its other packages.
 *
 * <p>Invariant: every column that is made is closed on every path, and the caller closes what it is
 * given. A function keeps no state and lets exceptions of cuDF pass: the plugin frees memory and
 * calls again.
 *
 * <pre>{@code
 * try (Scope scope = new Scope()) {
 *   ColumnView scores = Numbers.view(images.first(), DType.FLOAT32, scope);
 *   ColumnVector finite = scope.own(Formula.finite(0).of(scope.own(scores.copyToColumnVector())));
 *   images.refuseCounted(scope.own(finite.not()), starts);
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.rapids.column;

import org.jspecify.annotations.NullMarked;
