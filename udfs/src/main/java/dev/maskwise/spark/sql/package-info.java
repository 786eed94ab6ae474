/**
 * Layer 5: how a list of functions becomes functions of SQL: calls, aggregates, tried calls, their
 * arguments and refusals. What the functions are stands in {@code spark.catalog}.
 *
 * <p>Imports: {@code metric}, {@code statistic} and Spark. Imported by: {@code spark.catalog}.
 *
 * <p>Invariant: null in, null out; undefined is null; a wrong argument ends the query with one
 * sentence that starts with the name of the function. Who finds the fault says the sentence, the
 * call or aggregate puts its name before it.
 *
 * <pre>{@code
 * SqlFunction.ofImage(
 *     "lovasz_hinge", usage, List.of(SqlArgument.logits(), SqlArgument.truthMask()), result, source,
 *     StaticCall.of(ScoreFunctions.class, "lovaszHinge", DataTypes.DoubleType),
 *     new SqlFunction.Example("SELECT lovasz_hinge(X'…', X'010000')", "2.5"));
 * }</pre>
 */
@NullMarked
package dev.maskwise.spark.sql;

import org.jspecify.annotations.NullMarked;
