package dev.maskwise.job.label;

import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/** The classes that {@code --classes} names: how many, those of a data set, or those in a file. */
public final class ClassListFile {
  private static final String OPTION = "--classes";

  /** The data sets whose classes are known, each a file of this package. */
  static final List<String> DATA_SETS =
      List.of("cityscapes", "voc", "ade20k", "coco-stuff", "camvid");

  private ClassListFile() {}

  /** Whether the option names a file. */
  public static boolean isFile(String option) {
    return !isNumber(option) && !DATA_SETS.contains(option);
  }

  private static boolean isNumber(String option) {
    return option.matches("[0-9]+");
  }

  /**
   * The classes.
   *
   * @throws InputRefusedException when the option names none
   */
  public static ClassList read(Configuration hadoop, String option) {
    String source = OPTION + " " + option;
    if (isNumber(option)) {
      BigInteger classes = new BigInteger(option);
      ClassList.requireSome(source, classes);
      return ClassList.ofNumbers(classes.intValue());
    }
    if (DATA_SETS.contains(option)) {
      return ClassList.of(source, ClassListText.entries(source, resource(source, option)));
    }
    String expected = "a number, a data set (%s)".formatted(String.join(", ", DATA_SETS));
    String text = TextFile.read(hadoop, OPTION, option, expected);
    String name = option.toLowerCase(Locale.ROOT);
    return ClassList.of(
        source,
        ClassListData.isData(name, text)
            ? ClassListData.entries(source, text)
            : ClassListText.entries(source, text));
  }

  private static String resource(String source, String dataSet) {
    try (InputStream in = ClassListFile.class.getResourceAsStream(dataSet + ".csv")) {
      if (in == null) {
        throw new IllegalStateException("The classes of %s are missing.".formatted(dataSet));
      }
      return TextFile.text(source, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
