/**
 * Layer 8: many finished runs in one directory, the store: where they are, how they are named, what
 * an index knows of all of them, and which may go.
 *
 * <p>Imports: {@code run}, {@code metric}, the refusal and the words for files of {@code reader},
 * Hadoop's file systems. Imported by: {@code job}.
 *
 * <p>Invariant: no locks, and nothing is rewritten. A run, an entry of the index, a name's target
 * or a note is there whole or not at all, whoever else writes and whoever is killed; the index can
 * be made from the runs again.
 *
 * <pre>{@code
 * RunStore store = RunStore.openOrCreate(storages, "hdfs:///store");
 * Optional<StoredRun> finished = store.finished(key);         // a run of equal inputs and definition
 * StoredRun good = RunReference.resolve(storages, "hdfs:///store@last-green");
 * new RunNames(store).promote("prod", good.manifest().run(), "release 3");
 * List<IndexedRun> all = new StoreIndex(store).runs();
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.store;

import org.jspecify.annotations.NullMarked;
