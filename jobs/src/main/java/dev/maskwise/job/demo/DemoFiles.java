package dev.maskwise.job.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The list of the files that demos wrote into a directory, by which a demo knows its own. */
final class DemoFiles {
  static final String LIST = "maskwise-demo.txt";

  private static final String TITLE =
      "Files of maskwise demo, which it replaces when it runs again";

  private DemoFiles() {}

  /**
   * Lists files that are about to be written.
   *
   * @param names the files, relative to the directory
   * @throws FileAlreadyExistsException when one is there and no demo wrote it; nothing is changed
   */
  static void claim(Path directory, Collection<String> names) throws IOException {
    Path list = directory.resolve(LIST);
    Set<String> ours = new TreeSet<>();
    if (Files.exists(list, LinkOption.NOFOLLOW_LINKS)) {
      List<String> lines = Files.readAllLines(list);
      if (!lines.contains(TITLE)) {
        throw new FileAlreadyExistsException(list.toString());
      }
      ours.addAll(lines.subList(1, lines.size()));
    }
    for (String name : names) {
      Path file = directory.resolve(name);
      if (!ours.contains(name) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
    ours.addAll(names);
    List<String> lines = new ArrayList<>(List.of(TITLE));
    lines.addAll(ours);
    Files.write(list, lines);
  }
}
