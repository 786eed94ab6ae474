package dev.maskwise.job.history;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.RunReference;
import dev.maskwise.run.store.RunStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store a command is about, and how its file system is reached. */
final class StoreOptions {
  @Option(
      names = "--store",
      required = true,
      paramLabel = "STORE",
      description = "The store of runs, on any Hadoop file system.")
  private String location = "";

  @Mixin private final FileSystemOptions fileSystems = new FileSystemOptions();

  /** Opens the store. */
  RunStore open() {
    return RunStore.open(fileSystems.storages(), location);
  }

  /** Finds a run in a store. */
  static StoredRun run(RunStore store, String reference) {
    return RunReference.in(store, reference);
  }
}
