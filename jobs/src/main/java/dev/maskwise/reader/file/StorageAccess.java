package dev.maskwise.reader.file;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** How storages are reached: by Hadoop's settings, which are read when a path asks for them. */
public final class StorageAccess {
  private final Supplier<Configuration> settings;
  private final boolean localByDefault;
  private @Nullable Configuration hadoop;

  private StorageAccess(Supplier<Configuration> settings, boolean localByDefault) {
    this.settings = settings;
    this.localByDefault = localByDefault;
  }

  /** By settings that are there. */
  public static StorageAccess of(Configuration hadoop) {
    return new StorageAccess(() -> hadoop, false);
  }

  /**
   * By settings that are read when they are needed.
   *
   * @param localByDefault whether paths without a scheme are known to be of the local disk, so that
   *     no setting is asked for these
   */
  public static StorageAccess of(Supplier<Configuration> settings, boolean localByDefault) {
    return new StorageAccess(settings, localByDefault);
  }

  /** The same files as those of a file system. */
  public static Storage storage(FileSystem fileSystem) {
    return LocalStorage.SCHEME.equals(fileSystem.getUri().getScheme())
        ? LocalStorage.HERE
        : new HadoopStorage(fileSystem);
  }

  /** The settings. */
  public synchronized Configuration hadoop() {
    Configuration known = hadoop == null ? settings.get() : hadoop;
    hadoop = known;
    return known;
  }

  /**
   * Where a path is.
   *
   * @throws IOException when that cannot be reached
   * @throws IllegalArgumentException when the path has no place, such as {@code hdfs:///} without a
   *     server
   */
  public Storage at(Path path) throws IOException {
    URI uri = path.toUri();
    boolean isLocal =
        uri.getScheme() == null
            ? localByDefault
                || FileSystem.getDefaultUri(hadoop()).getScheme().equals(LocalStorage.SCHEME)
            : uri.getScheme().equals(LocalStorage.SCHEME) && uri.getAuthority() == null;
    return isLocal ? LocalStorage.HERE : new HadoopStorage(path.getFileSystem(hadoop()));
  }
}
