/**
 * Layer 9, room 1 of 5: the options of an evaluation, and the plan that they come to.
 *
 * <p>Imports: {@code job.label}, {@code reader}, {@code image}, {@code metric} and picocli.
 * Imported by: every other room of {@code job}.
 *
 * <p>Invariant: an option is declared, checked and described (its entry of {@code definition}) by
 * the class that has its field, and by no other. A plan is a value: nothing in it is unchecked, and
 * nothing in it needs Spark.
 *
 * <pre>{@code
 * EvaluateOptions options = new EvaluateOptions();                  // a mixin of picocli
 * new CommandLine(options).parseArgs("--truth", "val/truth", "--prediction", "val/base", …);
 * EvaluatePlan plan = options.plan(sources, settingsOfSpark);       // or an InputRefusedException
 *
 * plan.inputs().models();         // [base]
 * plan.definition();              // {task=labels, truth=file:/val/truth, …}
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.plan;

import org.jspecify.annotations.NullMarked;
