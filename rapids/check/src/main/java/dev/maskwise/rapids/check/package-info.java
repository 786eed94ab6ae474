/**
 * What is known of the GPU functions without a GPU, and the program that finds out the rest on one.
 *
 * <p>Imports: the SQL functions by name, Spark. Imported by: nothing. This package is no part of
 * the published jars.
 *
 * <p>Invariant: {@link dev.maskwise.rapids.check.QueryShape#ALL} is the list of what docs/gpu.md
 * says about queries; a test asks the plugin's explain-only API whether it is true. {@link
 * dev.maskwise.rapids.check.Parity} compares every function with the SQL function and with float64
 * sums, {@link dev.maskwise.rapids.check.Speed} measures both; each prints a table for docs/gpu.md.
 *
 * <pre>{@code
 * java -cp … dev.maskwise.rapids.check.Parity gpu /dev/shm/parity
 * java -cp … dev.maskwise.rapids.check.Speed gpu /dev/shm/speed 2000 512
 * }</pre>
 */
@NullMarked
package dev.maskwise.rapids.check;

import org.jspecify.annotations.NullMarked;
