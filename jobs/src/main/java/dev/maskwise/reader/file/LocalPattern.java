package dev.maskwise.reader.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.GlobPattern;

/**
 * What patterns match on the local disk. Hadoop understands the pattern of a name; the directories
 * are listed here, because Hadoop lists none that holds a name with a colon.
 */
final class LocalPattern {
  private LocalPattern() {}

  /**
   * The places that some patterns match, whose lists stand for one name each by now.
   *
   * @param patterns absolute paths
   */
  static Set<Path> matches(List<String> patterns) throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (String pattern : patterns) {
      Set<Path> places = Set.of(Path.of("/"));
      for (Path part : Path.of(pattern)) {
        Set<Path> next = new LinkedHashSet<>();
        for (Path place : places) {
          add(place, part.toString(), next);
        }
        places = next;
      }
      found.addAll(places);
    }
    return found;
  }

  private static void add(Path directory, String part, Set<Path> found) throws IOException {
    GlobPattern pattern = new GlobPattern(part);
    if (!pattern.hasWildcard()) {
      Path place = directory.resolve(part.replaceAll("\\\\(.)", "$1"));
      if (Files.exists(place)) {
        found.add(place);
      }
    } else if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          if (pattern.matches(entry.getFileName().toString()) && Files.exists(entry)) {
            found.add(entry);
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
  }
}
