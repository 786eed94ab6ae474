package dev.maskwise.job;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Options from a YAML file. Every option is a key (its long name without dashes); a list gives the
 * option several times, a mapping gives NAME=VALUE several times, {@code true} is a switch. An
 * option that is on the command line wins over the file. YAML is parsed as plain data.
 */
final class ConfigFile {
  static final String OPTION = "--config";
  private static final String MISSING = "does not exist: check the path";

  private ConfigFile() {}

  /**
   * The arguments with {@code --config FILE} replaced by the options in the file.
   *
   * @throws InputRefusedException when the file is missing, is not YAML, or is no mapping
   */
  static String[] expand(String... arguments) {
    List<String> kept = new ArrayList<>(Arrays.asList(arguments));
    String file = take(kept);
    if (file == null) {
      return arguments;
    }
    List<String> expanded = new ArrayList<>(kept);
    read(file)
        .forEach(
            (key, value) -> {
              String option = "--" + key;
              boolean given =
                  kept.stream().anyMatch(a -> a.equals(option) || a.startsWith(option + "="));
              if (!given) {
                add(expanded, option, value);
              }
            });
    return expanded.toArray(String[]::new);
  }

  private static @Nullable String take(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(OPTION + "=")) {
        arguments.remove(i);
        return argument.substring(OPTION.length() + 1);
      }
      if (argument.equals(OPTION) && i + 1 < arguments.size()) {
        arguments.remove(i);
        return arguments.remove(i);
      }
    }
    return null;
  }

  /** The options of a mapping as words of the command line. */
  static List<String> words(Map<?, ?> options) {
    List<String> words = new ArrayList<>();
    options.forEach((key, value) -> add(words, "--" + key, value));
    return words;
  }

  /**
   * The mapping in a file.
   *
   * @throws InputRefusedException when the file is missing, is not YAML, or is no mapping
   */
  static Map<?, ?> read(String file) {
    Object content;
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      content = new Yaml(new SafeConstructor(options)).load(reader);
    } catch (IOException e) {
      throw new InputRefusedException(
          "--config %s %s.".formatted(file, OpenFault.ofLocal(Path.of(file), e, MISSING)), e);
    } catch (YAMLException e) {
      throw new InputRefusedException(
          "--config %s is not YAML: %s."
              .formatted(file, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
          e);
    }
    if (content instanceof Map<?, ?> map) {
      return map;
    }
    throw new InputRefusedException(
        "--config %s holds no options: write one a line, such as 'ignore: 255'.".formatted(file));
  }

  private static void add(List<String> arguments, String option, @Nullable Object value) {
    if (value instanceof List<?> list) {
      list.forEach(item -> add(arguments, option, item));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, item) -> add(arguments, option, name + "=" + item));
    } else if (Boolean.TRUE.equals(value)) {
      arguments.add(option);
    } else if (value != null && !Boolean.FALSE.equals(value)) {
      arguments.add(option);
      arguments.add(value.toString());
    }
  }
}
