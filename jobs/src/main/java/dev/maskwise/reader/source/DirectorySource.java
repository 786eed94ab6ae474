package dev.maskwise.reader.source;

import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.ListedFile;
import dev.maskwise.reader.file.ListedName;
import dev.maskwise.reader.file.MaskFile;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * A directory of label maps or scores, a file each, on any Hadoop file system. The image id is the
 * path below the directory without the suffix. The driver lists names only (90 to 110 bytes an
 * image); the files are opened where they are counted. What is passed over is said by {@link
 * ListedName}; what cannot be opened is an image too, which is rejected.
 */
final class DirectorySource extends FileSource {
  private static final String ADVICE = ": check the path, or set the suffix (docs/inputs.md)";

  private final Path directory;
  private final MaskNames names;
  private final MaskFile.Folder folder;
  private final List<MaskFile> files = new ArrayList<>();
  private final ListingDigest listing = new ListingDigest();
  private long bytes;
  private final List<String> loops = new ArrayList<>();

  /** What the first mask ends in. */
  private @Nullable String ending;

  private int otherFiles;
  private String otherFile = "";

  /**
   * Lists the directory.
   *
   * @param names which of its files are masks
   * @throws InputRefusedException when it holds no mask, or nobody can tell which are the masks
   * @throws IOException when it cannot be listed
   */
  DirectorySource(FileSystem fileSystem, Path path, MaskNames names) throws IOException {
    this.directory = fileSystem.makeQualified(path);
    this.names = names;
    requireNoFile(fileSystem, path);
    FileTree.walk(fileSystem, directory, this::add);
    if (ending == null) {
      throw new InputRefusedException(
          "%s holds no file that ends in %s%s."
              .formatted(path, names, otherFiles == 0 ? ADVICE : others(fileSystem)));
    }
    String local =
        StorageAccess.of(fileSystem).local(directory).map(folder -> folder + "/").orElse(null);
    this.folder = new MaskFile.Folder(directory + "/", ending, local);
    sort(files, kinds(path));
  }

  /** A file that is given in the place of a directory is named as what it is. */
  private void requireNoFile(FileSystem fileSystem, Path path) throws IOException {
    if (fileSystem.getFileStatus(path).isFile()) {
      Optional<String> what = whatIs(fileSystem, path);
      InputRefusedException.require(
          what.isEmpty(),
          "%s is a file, but a directory or a Parquet table is asked for; it %s."
              .formatted(path, what.orElse("")));
    }
  }

  private String others(FileSystem fileSystem) {
    return ", only others, such as "
        + otherFile
        + whatIs(fileSystem, new Path(directory + "/" + otherFile))
            .map(clause -> ", which " + clause)
            .orElse(ADVICE);
  }

  /** What a file is that is no label map; empty where it may be one, or cannot be looked at. */
  private Optional<String> whatIs(FileSystem fileSystem, Path file) {
    if (!names.areOfLabels()
        || OpenFault.beforeOpening(StorageAccess.of(fileSystem), file) != null) {
      return Optional.empty();
    }
    try (InputStream in = fileSystem.open(file)) {
      return LabelMaps.foreign(in.readNBytes(LabelMaps.BEGINNING));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One image in two formats is nobody's double: which of them is meant must be said. */
  private static FileSource.Kinds kinds(Path path) {
    return (first, second, ending) ->
        new InputRefusedException(
            "%s holds both %s and %s: say which files are meant by --truth-suffix or --prediction-suffix, such as %s."
                .formatted(path, first, second, ending));
  }

  private void add(FileTree.Entry file) {
    String name = file.name();
    String suffix = names.endingOf(name);
    String fault = file.fault();
    if (file.kind() == FileTree.Kind.LOOP) {
      loops.add(name);
      return;
    }
    listing.add(file);
    if (suffix != null) {
      ending = ending == null ? suffix : ending;
      String imageId = name.substring(0, name.length() - suffix.length());
      String own = name.endsWith(ending) ? null : name;
      bytes += fault == null ? file.bytes() : 0;
      files.add(new ListedFile(imageId, own, fault == null ? digest(file) : 0, fault));
    } else if (fault != null && file.kind() == FileTree.Kind.BROKEN_LINK && !hasEnding(name)) {
      files.add(new ListedFile(name, name, 0, fault));
    } else {
      otherFiles++;
      otherFile = name;
    }
  }

  private long digest(FileTree.Entry file) {
    return file.modified() > 0
        ? ListingDigest.of(directory + "/" + file.name(), file.bytes(), file.modified())
        : 0;
  }

  /** Whether a name is that of a file rather than that of a directory of masks. */
  private static boolean hasEnding(String name) {
    return name.lastIndexOf('.') > name.lastIndexOf('/');
  }

  @Override
  List<MaskFile> files(JavaSparkContext context) {
    return files;
  }

  @Override
  MaskFile.Folder folder() {
    return folder;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String listing() {
    return listing.hex();
  }

  @Override
  public String location() {
    return directory.toString();
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (otherFiles > 0) {
      remarks.add(
          (otherFiles == 1
                  ? "%s: %,d file that does not end in %s was left aside."
                  : "%s: %,d files that do not end in %s were left aside.")
              .formatted(location(), otherFiles, names));
    }
    for (String loop : loops) {
      remarks.add(
          "%s: the link %s leads back to a directory that holds it and was not followed, so that each file counts once."
              .formatted(location(), loop));
    }
    return remarks;
  }
}
