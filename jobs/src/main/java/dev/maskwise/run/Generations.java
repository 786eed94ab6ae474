package dev.maskwise.run;

import dev.maskwise.reader.file.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Numbered files of a directory, {@code 00000001.json} and so on. None is ever changed; who has
 * something new to say creates the next number, and the largest number holds. Of two writers of one
 * number one wins, and the other takes the next.
 */
public final class Generations {
  private static final int ATTEMPTS = 1000;

  private final Storage storage;
  private final Path directory;
  private final String extension;
  private final Pattern name;

  /** A file and its number. */
  public record Generation(int number, String text) {}

  /**
   * @param extension how the names end, with its dot
   */
  public Generations(Storage storage, Path directory, String extension) {
    this.storage = storage;
    this.directory = directory;
    this.extension = extension;
    this.name = Pattern.compile("([0-9]{8})" + Pattern.quote(extension));
  }

  /** The numbers that are there, in their order. */
  public List<Integer> numbers() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String there : storage.names(directory)) {
      Matcher matcher = name.matcher(there);
      if (matcher.matches()) {
        numbers.add(Integer.valueOf(matcher.group(1)));
      }
    }
    numbers.sort(Comparator.naturalOrder());
    return numbers;
  }

  /** All files in the order of their numbers. */
  public List<Generation> all() throws IOException {
    List<Generation> all = new ArrayList<>();
    for (int number : numbers()) {
      read(number).ifPresent(all::add);
    }
    return all;
  }

  /** The file of the largest number. */
  public Optional<Generation> last() throws IOException {
    List<Integer> numbers = numbers();
    return numbers.isEmpty() ? Optional.empty() : read(numbers.get(numbers.size() - 1));
  }

  private Optional<Generation> read(int number) throws IOException {
    return storage.text(path(number)).map(text -> new Generation(number, text));
  }

  /**
   * Creates a file.
   *
   * @return whether the number was free
   */
  public boolean create(int number, String text) throws IOException {
    return storage.create(path(number), text);
  }

  /** Creates the file of the next free number. */
  public int append(String text) throws IOException {
    List<Integer> numbers = numbers();
    int next = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (create(next + attempt, text)) {
        return next + attempt;
      }
    }
    throw new IOException("other writers took all numbers in " + directory);
  }

  private Path path(int number) {
    return new Path(directory, "%08d%s".formatted(number, extension));
  }
}
