package dev.maskwise.reader.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A pattern of places: the stars, question marks, brackets and {@code {a,b}} of Hadoop, and ranges
 * of numbers, {@code {000..049}}, whose leading zeros are kept.
 */
public final class PlacePattern {
  /** More names are a mistake. */
  private static final int MOST_NAMES = 1_000_000;

  private static final Pattern RANGE = Pattern.compile("\\{(\\d{1,18})\\.\\.(\\d{1,18})\\}");
  private static final Pattern LIST = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern WILD = Pattern.compile("[*?\\[]");

  private final String lists;

  /**
   * @throws IllegalArgumentException when its ranges have more than a million numbers
   */
  public PlacePattern(String text) {
    this.lists = RANGE.matcher(text).replaceAll(PlacePattern::list);
  }

  /** Whether a text is a pattern, if it is not a name. */
  public static boolean is(String text) {
    return WILD.matcher(text).find() || text.indexOf('{') >= 0;
  }

  private static String list(MatchResult range) {
    String first = range.group(1);
    String last = range.group(2);
    long from = Math.min(Long.parseLong(first), Long.parseLong(last));
    long to = Math.max(Long.parseLong(first), Long.parseLong(last));
    requireFew(to - from + 1, range.group());
    boolean padded = first.startsWith("0") || last.startsWith("0");
    String format = padded ? "%0" + Math.max(first.length(), last.length()) + "d" : "%d";
    return Matcher.quoteReplacement(
        LongStream.rangeClosed(from, to)
            .mapToObj(format::formatted)
            .collect(Collectors.joining(",", "{", "}")));
  }

  private static void requireFew(long names, String text) {
    if (names > MOST_NAMES) {
      throw new IllegalArgumentException(
          "%s stands for more than %,d names".formatted(text, MOST_NAMES));
    }
  }

  /** Where it is looked for. */
  public Path path() {
    return Location.path(lists);
  }

  /** What is there, in any order. */
  public List<FileStatus> matches(FileSystem fileSystem) throws IOException {
    return found(fileSystem).stream()
        .filter(place -> ListedName.of(place.getPath().getName()) == ListedName.DATA)
        .toList();
  }

  private List<FileStatus> found(FileSystem fileSystem) throws IOException {
    Path path = path();
    if (StorageAccess.of(fileSystem).local(path).isEmpty()) {
      FileStatus[] found = fileSystem.globStatus(path);
      return List.of(found == null ? new FileStatus[0] : found);
    }
    List<FileStatus> found = new ArrayList<>();
    List<String> patterns = expanded(fileSystem.makeQualified(path).toUri().getPath());
    for (java.nio.file.Path place : LocalPattern.matches(patterns)) {
      found.add(fileSystem.getFileStatus(new Path(LocalStorage.SCHEME, null, place.toString())));
    }
    return found;
  }

  /** The names that it has whole, each of which is meant: those in which nothing is left open. */
  public List<String> names() {
    return expanded(lists).stream().filter(name -> !WILD.matcher(name).find()).toList();
  }

  /** The patterns without lists that one with lists stands for. */
  private static List<String> expanded(String lists) {
    List<String> names = List.of(lists);
    while (names.stream().anyMatch(name -> LIST.matcher(name).find())) {
      List<String> longer = new ArrayList<>();
      for (String name : names) {
        Matcher list = LIST.matcher(name);
        boolean has = list.find();
        String[] items = has ? list.group(1).split(",", -1) : new String[] {""};
        requireFew((long) longer.size() + items.length, lists);
        for (String item : items) {
          longer.add(
              has ? name.substring(0, list.start()) + item + name.substring(list.end()) : name);
        }
      }
      names = longer;
    }
    return names;
  }
}
