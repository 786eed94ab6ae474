package dev.maskwise.job.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maskwise.job.label.ClassList.Entry;
import dev.maskwise.reader.InputRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A list of classes in JSON or YAML: names; names by their labels; or a record a class with {@code
 * name}, {@code id} or {@code label}, and {@code color}. It may stand under a key, such as {@code
 * names} or {@code categories}. Both are parsed as plain data, in which every value is text.
 */
final class ClassListData {
  private static final List<String> KEYS =
      List.of("names", "classes", "categories", "labels", "id2label");

  private static final List<String> ID_KEYS = List.of("id", "class_id", "classId", "index");
  private static final List<String> LABEL_KEYS = List.of("label", "trainId", "train_id");
  private static final List<String> COLOUR_KEYS = List.of("colour", "color");

  private ClassListData() {}

  /** Whether a file is of this kind, by its name in lower case or its first characters. */
  static boolean isData(String name, String text) {
    String begins = text.stripLeading();
    return name.endsWith(".json")
        || name.endsWith(".yaml")
        || name.endsWith(".yml")
        || begins.startsWith("[")
        || begins.startsWith("{")
        || begins.startsWith("- ");
  }

  /**
   * What the list says.
   *
   * @throws InputRefusedException when it is none
   */
  static List<Entry> entries(String source, String text) {
    Object content = text.isBlank() ? List.of() : parse(source, text);
    if (content instanceof Map<?, ?> map) {
      List<String> keys =
          KEYS.stream()
              .filter(key -> map.get(key) instanceof List || map.get(key) instanceof Map)
              .toList();
      InputRefusedException.require(
          keys.size() < 2,
          "%s holds lists under %s: leave one of them there.".formatted(source, keys));
      content = keys.isEmpty() ? map : map.get(keys.get(0));
    }
    List<Entry> entries = new ArrayList<>();
    if (content instanceof List<?> list) {
      for (Object item : list) {
        entries.add(entry(source, entries.size(), item));
      }
    } else if (content instanceof Map<?, ?> names) {
      names.forEach(
          (label, name) ->
              entries.add(
                  new Entry(
                      "entry " + (entries.size() + 1),
                      number(source, "label", String.valueOf(label)),
                      false,
                      name(source, name),
                      null,
                      null)));
    } else {
      throw new InputRefusedException(
          "%s holds no list: write names, or names by their labels.".formatted(source));
    }
    return entries;
  }

  private static Entry entry(String source, int index, @Nullable Object item) {
    String place = "entry " + (index + 1);
    if (!(item instanceof Map<?, ?> map)) {
      return new Entry(place, index, false, name(source, item), null, null);
    }
    Object id = first(map, ID_KEYS);
    Object label = first(map, LABEL_KEYS);
    Object colour = first(map, COLOUR_KEYS);
    InputRefusedException.require(
        id != null || label != null || map.entrySet().stream().noneMatch(ClassListData::mayBeLabel),
        "%s, %s: it has a number, but neither an id nor a label: call it id, or leave it out."
            .formatted(source, place));
    Integer number = id == null ? null : Integer.valueOf(number(source, "id", id.toString()));
    try {
      return new Entry(
          place,
          label != null
              ? number(source, "label", label.toString())
              : number == null ? index : number,
          false,
          name(source, map.get("name")),
          label == null ? null : number,
          colour == null ? null : Integer.valueOf(Colour.of(colour.toString())));
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException("%s, %s: %s.".formatted(source, place, e.getMessage()), e);
    }
  }

  private static @Nullable Object first(Map<?, ?> map, List<String> keys) {
    return keys.stream()
        .filter(map::containsKey)
        .findFirst()
        .<@Nullable Object>map(map::get)
        .orElse(null);
  }

  private static boolean mayBeLabel(Map.Entry<?, ?> value) {
    return !value.getKey().equals("name")
        && !COLOUR_KEYS.contains(String.valueOf(value.getKey()))
        && String.valueOf(value.getValue()).matches("-?[0-9]+");
  }

  private static String name(String source, @Nullable Object name) {
    InputRefusedException.require(
        name != null
            && !(name instanceof Map)
            && !(name instanceof List)
            && !name.toString().isBlank(),
        "%s holds %s where a name is asked for: write a text there.".formatted(source, name));
    return String.valueOf(name).strip();
  }

  private static int number(String source, String what, String digits) {
    InputRefusedException.require(
        digits.matches("-?[0-9]{1,9}"),
        "%s holds '%s' where the %s of a class is asked for: write a number there."
            .formatted(source, digits, what));
    return Integer.parseInt(digits);
  }

  private static @Nullable Object parse(String source, String text) {
    String begins = text.stripLeading();
    try {
      if (begins.startsWith("[") || begins.startsWith("{")) {
        return JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readValue(text, Object.class);
      }
    } catch (JsonProcessingException e) {
      // It may be YAML, whose parser says what is wrong with either.
      return yaml(source, text);
    }
    return yaml(source, text);
  }

  private static @Nullable Object yaml(String source, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions none = new DumperOptions();
    try {
      return new Yaml(
              new SafeConstructor(options), new Representer(none), none, options, new Texts())
          .load(text);
    } catch (YAMLException e) {
      throw new InputRefusedException(
          "%s is neither JSON nor YAML: %s."
              .formatted(source, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
          e);
    }
  }

  /** Nothing that is not quoted is anything but text. */
  private static final class Texts extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }
}
