/**
 * Layer 8: a finished run, sent to other systems: Prometheus, MLflow, OTLP, a webhook. One class a
 * target.
 *
 * <p>Imports: {@code run}, {@code metric}, {@code report}, the refusal and the words for files of
 * {@code reader}, Hadoop's file systems. Imported by: {@code job}.
 *
 * <p>Invariant: publishing changes no run and no verdict. A target that fails does not stop the
 * others. Sending a run twice leaves what sending it once leaves. Secrets come from the environment
 * alone and are in no message.
 *
 * <pre>{@code
 * Publisher publisher = new Publisher(settings, System.getenv());  // refuses what cannot be sent to
 * for (Outcome outcome : publisher.publish(StoredRun.open(storages, "store/runs/…"), null)) {
 *   console.println(outcome.sentence());
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.publish;

import org.jspecify.annotations.NullMarked;
