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
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
    Map<Object, @Nullable Object> options = new LinkedHashMap<>();
    read(file, "ignore: 255")
        .forEach(
            (key, value) -> {
              String option = DASHES + key;
              OptionSpec spec = command.findOption(option);
              if (spec != null && spec.typeInfo().isMap() && value instanceof Map<?, ?> map) {
                options.put(key, notGiven(option, map, kept));
              } else if (kept.stream()
                  .noneMatch(word -> word.equals(option) || word.startsWith(option + "="))) {
                options.put(key, value);
              }
            });
    List<String> expanded = new ArrayList<>(kept);
    expanded.addAll(words(OPTION + " " + file, command, options));
    return expanded.toArray(String[]::new);
  }

  /** Of NAME=VALUE each name is an option of its own. */
  private static Map<?, ?> notGiven(String option, Map<?, ?> named, List<String> words) {
    Map<Object, Object> left = new LinkedHashMap<>(named);
    left.keySet()
        .removeIf(
            name ->
                words.stream()
                    .anyMatch(
                        word ->
                            word.startsWith(name + "=")
                                || word.startsWith(option + "=" + name + "=")));
    return left;
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
          OptionSpec option = command.findOption(DASHES + key);
          if (option == null) {
            throw new InputRefusedException(
                "%s: '%s' is no option of %s: %s."
                    .formatted(
                        place,
                        key,
                        command.name(),
                        NearestWord.clause(String.valueOf(key), names(command))));
          }
          String fault = add(words, option, DASHES + key, value);
          InputRefusedException.require(
              fault == null, "%s: '%s' %s.".formatted(place, key, String.valueOf(fault)));
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
    } catch (DuplicateKeyException e) {
      throw new InputRefusedException(
          "--config %s, line %d: '%s' stands here twice: leave one out."
              .formatted(
                  file,
                  e.getProblemMark().getLine() + 1,
                  e.getProblem().replaceFirst("^found duplicate key ", "")),
          e);
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

  /** Adds the words for a value; if there are none, says why. */
  private static @Nullable String add(
      List<String> words, OptionSpec option, String name, @Nullable Object value) {
    if (value == null) {
      return "has no value: write one, or remove the key";
    }
    if (option.arity().max() == 0) {
      if (Boolean.TRUE.equals(value)) {
        words.add(name);
      }
      return value instanceof Boolean ? null : "is a switch: write true or false, without quotes";
    }
    boolean many = option.isMultiValue();
    if (value instanceof List<?> list && many) {
      return list.stream()
          .map(item -> add(words, option, name, item))
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    if (value instanceof Map<?, ?> map && many && option.paramLabel().contains("=")) {
      return map.entrySet().stream()
          .map(entry -> addNamed(words, name, entry.getKey(), entry.getValue()))
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    if (value instanceof String text) {
      words.addAll(List.of(name, text));
      return null;
    }
    return value instanceof Boolean
        ? "is no switch, but takes %s: write that, in quotes if it is '%s'"
            .formatted(option.paramLabel(), value)
        : "takes %s%s, and not %s: write that"
            .formatted(
                many ? "values that are each " : "one ",
                option.paramLabel(),
                value instanceof List ? "a list" : value instanceof Map ? "a mapping" : value);
  }

  private static @Nullable String addNamed(
      List<String> words, String option, @Nullable Object name, @Nullable Object value) {
    boolean plain = name instanceof String && (value instanceof String || value instanceof Boolean);
    if (plain) {
      words.addAll(List.of(option, name + "=" + value));
    }
    return plain ? null : "has no text for '%s': write '%s: VALUE'".formatted(name, name);
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
