package dev.maskwise.job.plan;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.statistic.ConfusionMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The names of the classes, from a file or a number. */
final class ClassNames {
  private static final int MAX_FILE_BYTES = 1 << 22;

  private static final BigInteger MAX_CLASSES = BigInteger.valueOf(ConfusionMatrix.MAX_CLASSES);

  private ClassNames() {}

  /**
   * The names in the order of their ids.
   *
   * @param option how many classes there are, or a file with one name a line from id 0 on
   */
  static List<String> read(Configuration hadoop, String option) {
    if (isNumber(option)) {
      BigInteger classes = new BigInteger(option);
      requireSome(option, classes);
      return IntStream.range(0, classes.intValueExact()).mapToObj(Integer::toString).toList();
    }
    List<String> names = lines(hadoop, option);
    requireSome(option, BigInteger.valueOf(names.equals(List.of("")) ? 0 : names.size()));
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new InputRefusedException(
            "--classes %s names '%s' twice: give each class a name of its own."
                .formatted(option, name));
      }
    }
    return names;
  }

  private static void requireSome(String option, BigInteger classes) {
    InputRefusedException.require(
        classes.signum() > 0 && classes.compareTo(MAX_CLASSES) <= 0,
        "--classes %s gives %s classes: there can be 1 to %s."
            .formatted(option, classes, MAX_CLASSES));
  }

  /** Whether the option says how many classes there are, and names no file. */
  static boolean isNumber(String option) {
    return option.matches("[0-9]+");
  }

  private static List<String> lines(Configuration hadoop, String file) {
    Path path = new Path(file);
    FileSystem fileSystem;
    try {
      fileSystem = path.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new InputRefusedException(
          "--classes %s cannot be read: %s.".formatted(file, OpenFault.reason(e)), e);
    }
    try (InputStream in = fileSystem.open(path)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      InputRefusedException.require(
          bytes.length <= MAX_FILE_BYTES,
          "--classes %s is longer than %,d bytes, more than names of classes take: check it."
              .formatted(file, MAX_FILE_BYTES));
      String text = new String(bytes, StandardCharsets.UTF_8);
      List<String> names = text.stripTrailing().lines().map(String::strip).toList();
      int blank = names.indexOf("");
      if (blank >= 0 && names.size() > 1) {
        throw new InputRefusedException(
            "--classes %s: line %d is blank, but every line up to the last one names a class: write one there."
                .formatted(file, blank + 1));
      }
      return names;
    } catch (IOException e) {
      String missing = "is neither a number nor a file that exists: check it";
      String clause = OpenFault.clause(StorageAccess.storage(fileSystem), path, e, missing);
      throw new InputRefusedException("--classes %s %s.".formatted(file, clause), e);
    }
  }
}
