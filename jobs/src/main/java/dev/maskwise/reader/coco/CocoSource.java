package dev.maskwise.reader.coco;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An input of objects: a JSON file, as it is or compressed by gzip, or a directory of such files.
 * Only names are read here.
 *
 * @param location where it is, with its scheme
 * @param files its files by their paths
 * @param listing a digest of the names, sizes and times of its files
 * @param otherFiles how many files in the directory are not read, since they are no JSON by name
 */
public record CocoSource(String location, List<File> files, String listing, int otherFiles) {

  /** A file and its size. */
  public record File(String path, long bytes) {}

  /**
   * Finds the files of an input.
   *
   * @throws InputRefusedException when there is none, or it may not be read
   */
  public static CocoSource open(Configuration hadoop, String location) {
    Path path = path(location);
    FileSystem fileSystem;
    try {
      fileSystem = Location.fileSystem(path, hadoop);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s cannot be read: %s.".formatted(location, OpenFault.reason(e)), e);
    }
    try {
      return open(fileSystem, path);
    } catch (IOException e) {
      String clause =
          OpenFault.clause(StorageAccess.of(fileSystem), path, e, "does not exist: check the path");
      throw new InputRefusedException("%s %s.".formatted(location, clause), e);
    }
  }

  private static Path path(String location) {
    try {
      return Location.path(location);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "'%s' is not a path: %s.".formatted(location, String.valueOf(e.getMessage())), e);
    }
  }

  private static CocoSource open(FileSystem fileSystem, Path path) throws IOException {
    Path place = fileSystem.makeQualified(path);
    String pipe = OpenFault.beforeOpening(StorageAccess.of(fileSystem), place);
    InputRefusedException.require(pipe == null, "%s %s.".formatted(path, pipe));
    FileStatus status = fileSystem.getFileStatus(place);
    ListingDigest listing = new ListingDigest();
    if (status.isFile()) {
      listing.add(place.getName(), status.getLen(), status.getModificationTime());
      return new CocoSource(
          place.toString(), List.of(new File(place.toString(), status.getLen())), listing.hex(), 0);
    }
    List<File> files = new ArrayList<>();
    List<String> others = new ArrayList<>();
    FileTree.walk(
        fileSystem,
        place,
        entry -> {
          if (entry.kind() == FileTree.Kind.LOOP || !isJson(entry.name())) {
            others.add(entry.name());
            return;
          }
          InputRefusedException.require(
              entry.fault() == null, "%s/%s %s.".formatted(place, entry.name(), entry.fault()));
          listing.add(entry);
          files.add(new File(place + "/" + entry.name(), entry.bytes()));
        });
    InputRefusedException.require(
        !files.isEmpty(),
        "%s holds no file that ends in .json or .json.gz%s: check the path."
            .formatted(path, others.isEmpty() ? "" : ", only others, such as " + others.get(0)));
    files.sort(Comparator.comparing(File::path));
    return new CocoSource(place.toString(), files, listing.hex(), others.size());
  }

  private static boolean isJson(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".json") || lower.endsWith(".json.gz");
  }

  /** The size of all files. */
  public long bytes() {
    return files.stream().mapToLong(File::bytes).sum();
  }

  /** What the user should know about the input. */
  public List<String> remarks() {
    return otherFiles == 0
        ? List.of()
        : List.of(
            "%s: %,d files that do not end in .json or .json.gz were left aside."
                .formatted(location, otherFiles));
  }
}
