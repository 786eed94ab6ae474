/**
 * Layer 9: {@code maskwise history}, the commands of a store of runs. Starts no Spark session.
 *
 * <p>Imports: {@code run.store}, {@code run}, Hadoop's configuration. Imported by: {@code job}.
 *
 * <p>Invariant: what is printed for people can be had as JSON with every digit, and nothing is
 * asked back: a command does what it says or refuses.
 *
 * <pre>{@code
 * ./maskwise history list --store STORE
 * ./maskwise history trend --store STORE --metric mean_iou --averaging dataset
 * ./maskwise history promote @last-green --as prod --reason "release 3" --store STORE
 * ./maskwise history drop --older-than 90d --keep-green 10 --dry-run --store STORE
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.history;

import org.jspecify.annotations.NullMarked;
