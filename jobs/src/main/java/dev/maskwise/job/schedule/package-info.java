/**
 * What a scheduler is told so that Maskwise runs every night: a crontab, units of systemd, a DAG of
 * Airflow, manifests of Kubernetes and of the Spark operator.
 *
 * <p>Layer 9 (jobs). Imports the JDK, picocli, Mustache and the {@code InputRefusedException} of
 * {@code dev.maskwise.reader}; no Spark. Imported by the commands alone. Invariant: a value reaches
 * the program that it is meant for as it was given, whatever it holds: a template takes it only in
 * the quoting of the language around it, and what no quoting carries is refused.
 *
 * <pre>{@code
 * Schedule schedule = options.schedule();
 * for (Artefact artefact : Artefacts.of(schedule)) {
 *   console.print(artefact.text());
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.schedule;

import org.jspecify.annotations.NullMarked;
