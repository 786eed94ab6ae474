package dev.maskwise.job;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.check.History;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Finds runs by what the user calls them. */
interface RunReferences {
  /**
   * The run of a reference of the command line.
   *
   * @throws dev.maskwise.reader.InputRefusedException when there is no such run
   */
  StoredRun open(String reference);

  /** The run that has a name in the store of a run; empty where there is none. */
  Optional<StoredRun> named(StoredRun run, String name);

  /** The last other run of the key of a run in its store. */
  Optional<StoredRun> sameKey(StoredRun run);

  /** The earlier runs in the store of a run. */
  History history(StoredRun run);

  /** Directories, which are in no store. */
  static RunReferences directories(Configuration hadoop) {
    return new RunReferences() {
      @Override
      public StoredRun open(String reference) {
        return StoredRun.open(hadoop, reference);
      }

      @Override
      public Optional<StoredRun> named(StoredRun run, String name) {
        return Optional.empty();
      }

      @Override
      public Optional<StoredRun> sameKey(StoredRun run) {
        return Optional.empty();
      }

      @Override
      public History history(StoredRun run) {
        return History.NONE;
      }
    };
  }
}
