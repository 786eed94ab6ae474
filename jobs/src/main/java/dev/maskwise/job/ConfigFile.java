package dev.maskwise.job;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.run.check.rule.NearestWord;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options from a YAML file. Every option is a key (its long name without dashes); a list gives the
 * option several times, a mapping gives NAME=VALUE several times, {@code true} is a switch. Every
 * other value is the text that was written, so that a class may be called {@code no} or {@code
 * 1.10}. An option that is on the command line wins over the file. YAML is parsed as plain data.
 */
final class ConfigFile {
  static final String OPTION = "--config";
  private static final String DASHES = "--";
  private static final String MISSING = "does not exist: check the path";

  private ConfigFile() {}

  /**
   * The arguments with {@code --config FILE} replaced by the options in the file.
   *
   * @param command has the options
   * @throws InputRefusedException when the file is missing, is not YAML, is no mapping, or has a
   *     key that is no option
   */
  static String[] expand(CommandSpec command, String... arguments) {
    List<String> kept = new ArrayList<>(Arrays.asList(arguments));
    String file = take(kept);
    if (file == null) {
      return arguments;
    }
    Map<?, ?> options = new LinkedHashMap<>(read(file, "ignore: 255"));
    options
        .keySet()
        .removeIf(
            key ->
                kept.stream()
                    .anyMatch(a -> a.equals(DASHES + key) || a.startsWith(DASHES + key + "=")));
    List<String> expanded = new ArrayList<>(kept);
    expanded.addAll(words(OPTION + " " + file, command, options));
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

  /**
   * The options of a mapping as words of the command line.
   *
   * @param place where the mapping stands, for messages
   * @throws InputRefusedException when a key is no option of the command, or has no value
   */
  static List<String> words(String place, CommandSpec command, Map<?, ?> options) {
    List<String> words = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          InputRefusedException.require(
              command.findOption(DASHES + key) != null,
              "%s: '%s' is no option of %s: %s."
                  .formatted(
                      place,
                      key,
                      command.name(),
                      NearestWord.clause(String.valueOf(key), names(command))));
          InputRefusedException.require(
              value != null,
              "%s: '%s' has no value: write one, or remove the key.".formatted(place, key));
          add(words, DASHES + key, value);
        });
    return words;
  }

  private static List<String> names(CommandSpec command) {
    return command.options().stream()
        .map(option -> option.longestName().substring(DASHES.length()))
        .toList();
  }

  /**
   * The mapping in a file.
   *
   * @param example a line that may stand in such a file
   * @throws InputRefusedException when the file is missing, is not YAML, or is no mapping
   */
  static Map<?, ?> read(String file, String example) {
    Object content;
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      DumperOptions none = new DumperOptions();
      content =
          new Yaml(
                  new SafeConstructor(options),
                  new Representer(none),
                  none,
                  options,
                  new TextResolver())
              .load(reader);
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
        "--config %s holds no options: write one a line, such as '%s'.".formatted(file, example));
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

  /** What is not quoted is a switch, nothing, or a text. */
  private static final class TextResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.NULL, EMPTY, null);
      addImplicitResolver(Tag.MERGE, MERGE, "<");
    }
  }
}
