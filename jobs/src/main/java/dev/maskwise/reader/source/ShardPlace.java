package dev.maskwise.reader.source;

import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.PlacePattern;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.reader.table.TableFormat;
import dev.maskwise.reader.tar.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where shards are: a tar, the tars that a pattern names, or those of a directory.
 *
 * @param location of all of them
 * @param part what an option names of them, such as {@code #truth.png}; may be empty
 * @param shards in the order of their paths
 */
public record ShardPlace(String location, String part, List<Shard> shards) {
  private static final String TAR = ".tar";
  private static final Pattern COMPRESSED =
      Pattern.compile("(?s).*\\.(tgz|tbz2?|txz|tar\\.[a-z0-9]{1,4})");

  /** Whether a location is a pattern of shards, all of which are meant, unless it is a name. */
  public static boolean isSet(String location) {
    return PlacePattern.is(location) && (isTar(location) || isTar(withoutPart(location)));
  }

  private static boolean isTar(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(TAR) || COMPRESSED.matcher(lower).matches();
  }

  private static String withoutPart(String location) {
    int hash = location.lastIndexOf('#');
    return hash > 0 ? location.substring(0, hash) : location;
  }

  /**
   * The shards that a location names; empty where it names something else or nothing.
   *
   * @throws InputRefusedException when they are not all there, or compressed
   * @throws IOException when it cannot be told
   */
  static Optional<ShardPlace> of(FileSystem fileSystem, String location, Content content)
      throws IOException {
    boolean isName = fileSystem.exists(Location.path(location));
    String place = isName || isTar(location) ? location : withoutPart(location);
    String part = location.substring(place.length());
    Path path = Location.path(place);
    if (isName || fileSystem.exists(path)) {
      FileStatus status = fileSystem.getFileStatus(path);
      return status.isDirectory()
          ? ofDirectory(fileSystem, path, part, new MaskNames(null, content))
          : isTar(place)
              ? Optional.of(of(fileSystem, path, part, List.of(status)))
              : Optional.empty();
    }
    return isSet(place) ? Optional.of(ofSet(fileSystem, place, part)) : Optional.empty();
  }

  private static ShardPlace ofSet(FileSystem fileSystem, String place, String part)
      throws IOException {
    List<FileStatus> found;
    List<String> names;
    try {
      PlacePattern pattern = new PlacePattern(place);
      found = pattern.matches(fileSystem);
      names = pattern.names();
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "%s is no pattern of tars: %s.".formatted(place, e.getMessage()), e);
    }
    Set<Path> there = new HashSet<>();
    found.forEach(status -> there.add(fileSystem.makeQualified(status.getPath())));
    for (String name : names) {
      InputRefusedException.require(
          there.contains(fileSystem.makeQualified(Location.path(name))),
          "%s names %s, which does not exist: check the path.".formatted(place, name));
    }
    InputRefusedException.require(
        !found.isEmpty(), "%s matches no tar: check the path.".formatted(place));
    return of(fileSystem, Location.path(place), part, found);
  }

  private static ShardPlace of(
      FileSystem fileSystem, Path place, String part, List<FileStatus> files) {
    List<Shard> shards = new ArrayList<>();
    for (FileStatus file : files) {
      InputRefusedException.require(
          file.isFile(), "%s is a directory, but a tar is asked for.".formatted(file.getPath()));
      requireReadable(fileSystem, file.getPath());
      Path path = fileSystem.makeQualified(file.getPath());
      shards.add(new Shard(path.toString(), file.getLen(), file.getModificationTime(), ""));
    }
    return new ShardPlace(fileSystem.makeQualified(place).toString(), part, sorted(shards));
  }

  private static void requireReadable(FileSystem fileSystem, Path file) {
    String broken = OpenFault.beforeOpening(StorageAccess.of(fileSystem), file);
    InputRefusedException.require(broken == null, "%s %s.".formatted(file, broken));
    InputRefusedException.require(
        !COMPRESSED.matcher(file.getName().toLowerCase(Locale.ROOT)).matches(),
        "%s is compressed as a whole, so that no mask can be read without all before it: make it a .tar, by gunzip or zstd -d."
            .formatted(file));
  }

  /** A directory of tars holds no masks beside them; the first of its names tells most others. */
  private static Optional<ShardPlace> ofDirectory(
      FileSystem fileSystem, Path directory, String part, MaskNames masks) throws IOException {
    String first = FileTree.first(fileSystem, directory);
    if (first == null || masks.endingOf(first) != null || TableFormat.ofPart(first).isPresent()) {
      return Optional.empty();
    }
    Path whole = fileSystem.makeQualified(directory);
    List<Shard> shards = new ArrayList<>();
    boolean[] others = {false};
    FileTree.walk(
        fileSystem,
        directory,
        file -> {
          others[0] |= masks.endingOf(file.name()) != null;
          if (file.name().toLowerCase(Locale.ROOT).endsWith(TAR)
              && file.kind() == FileTree.Kind.FILE) {
            requireReadable(fileSystem, new Path(whole + "/" + file.name()));
            shards.add(new Shard(whole + "/" + file.name(), file.bytes(), file.modified(), ""));
          }
        });
    return shards.isEmpty() || others[0]
        ? Optional.empty()
        : Optional.of(new ShardPlace(whole.toString(), part, sorted(shards)));
  }

  private static List<Shard> sorted(List<Shard> shards) {
    shards.sort(Comparator.comparing(Shard::path));
    return shards;
  }

  /**
   * What the names of the masks end in: the field that the location names, else what an option
   * does, else null.
   */
  @Nullable String suffix(@Nullable String option) {
    if (part.length() < 2) {
      return option;
    }
    String named = part.substring(1);
    return Character.isLetterOrDigit(named.codePointAt(0)) ? "." + named : named;
  }

  /** The bytes of all. */
  long size() {
    return shards.stream().mapToLong(Shard::size).sum();
  }

  /** A digest of their paths, sizes and times. */
  String listing() {
    ListingDigest listing = new ListingDigest();
    shards.forEach(shard -> listing.add(shard.path(), shard.size(), shard.modified()));
    return listing.hex();
  }
}
