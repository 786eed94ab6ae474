/**
 * Layer 9: statements of SQL that a user writes, and their results as text.
 *
 * <p>Imports: Spark and the refusal of {@code reader}. Imported by: {@code job}.
 *
 * <p>Invariant: Spark alone says what a statement means; here stands only where one ends, and how a
 * result looks.
 *
 * <pre>{@code
 * for (SqlStatements.Statement statement : SqlStatements.of("SELECT 1; SELECT ';'")) {
 *   new SqlConsole(spark, out, 100, 80).run(statement);
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.sql;

import org.jspecify.annotations.NullMarked;
