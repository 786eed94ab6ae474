package dev.maskwise.run.check.rule;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.check.rule.CheckKey.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a file of checks, in which every key is known. A scalar is the text that was
 * written, so that a class may be called {@code no} or {@code 1}.
 */
final class YamlMapping {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private static final double MAX_COUNT = 1e15;

  private final String place;
  private final MappingNode node;
  private final Map<CheckKey, Node> values = new EnumMap<>(CheckKey.class);

  /**
   * @param place the file, and the rule where one is known, for messages
   * @throws InputRefusedException when it is no mapping, or holds a key that is unknown or twice
   */
  YamlMapping(String place, Section section, @Nullable Node node) {
    this.place = place;
    if (!(node instanceof MappingNode mapping)) {
      throw refuse(node, "a mapping with the keys %s is wanted here".formatted(words(section)));
    }
    this.node = mapping;
    for (NodeTuple entry : mapping.getValue()) {
      CheckKey key = key(section, entry.getKeyNode());
      if (values.put(key, entry.getValueNode()) != null) {
        throw refuse(entry.getKeyNode(), "'%s' stands here twice: leave one out".formatted(key));
      }
    }
  }

  /** One without keys. */
  static YamlMapping empty(String place, Section section) {
    return new YamlMapping(
        place, section, new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK));
  }

  private CheckKey key(Section section, Node written) {
    String word = written instanceof ScalarNode scalar ? scalar.getValue() : "a list or mapping";
    for (CheckKey key : section.keys()) {
      if (key.word().equals(word)) {
        return key;
      }
    }
    List<String> words = section.keys().stream().map(CheckKey::word).toList();
    throw refuse(
        written, "'%s' is no key here: %s".formatted(word, NearestWord.clause(word, words)));
  }

  private static String words(Section section) {
    return String.join(", ", section.keys().stream().map(CheckKey::word).toList());
  }

  /** The place of a node and what is wrong with it, as a sentence. */
  private InputRefusedException refuse(@Nullable Node at, String clause) {
    String line =
        at == null || at.getStartMark() == null
            ? ""
            : ", line %d".formatted(at.getStartMark().getLine() + 1);
    return new InputRefusedException("%s%s: %s.".formatted(place, line, clause));
  }

  /** What is wrong with the value of a key, or with the mapping where it has none. */
  InputRefusedException refuse(CheckKey key, String clause) {
    return refuse(values.getOrDefault(key, node), clause);
  }

  /** What is wrong with the mapping. */
  InputRefusedException refuse(String clause) {
    return refuse(node, clause);
  }

  private InputRefusedException wrong(CheckKey key, String value) {
    return refuse(key, "'%s' is %s: write %s".formatted(key, value, key.wanted().replace("`", "")));
  }

  boolean has(CheckKey key) {
    return values.containsKey(key);
  }

  /** A text that is not empty. */
  Optional<String> text(CheckKey key) {
    Node value = values.get(key);
    return value == null ? Optional.empty() : Optional.of(text(key, value));
  }

  private String text(CheckKey key, Node value) {
    if (!(value instanceof ScalarNode scalar)) {
      throw wrong(key, value instanceof SequenceNode ? "a list" : "a mapping");
    }
    if (scalar.getValue().isEmpty() || scalar.getTag().equals(Tag.NULL)) {
      throw wrong(key, "empty");
    }
    return scalar.getValue();
  }

  /** A text that has to be there. */
  String required(CheckKey key, String otherwise) {
    return text(key).orElseThrow(() -> refuse("'%s' is missing: %s".formatted(key, otherwise)));
  }

  /** A list of texts that is not empty; a single text is a list too. */
  Optional<List<String>> texts(CheckKey key) {
    Node value = values.get(key);
    if (!(value instanceof SequenceNode list)) {
      return text(key).map(List::of);
    }
    List<String> texts = new ArrayList<>();
    list.getValue().forEach(item -> texts.add(text(key, item)));
    if (texts.isEmpty()) {
      throw wrong(key, "an empty list");
    }
    return Optional.of(texts);
  }

  /** A number. */
  @Nullable Double number(CheckKey key, DoublePredicate valid) {
    String text = text(key).orElse(null);
    if (text == null) {
      return null;
    }
    double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(number) || !valid.test(number)) {
      throw wrong(key, "'%s'".formatted(text));
    }
    return number;
  }

  /** A number with one that holds where none is given. */
  double number(CheckKey key, DoublePredicate valid, double standard) {
    Double number = number(key, valid);
    return number == null ? standard : number;
  }

  /** A whole number. */
  @Nullable Long count(CheckKey key, long least) {
    Double number = number(key, n -> n >= least && n <= MAX_COUNT && n == Math.rint(n));
    return number == null ? null : number.longValue();
  }

  /** One of the constants, in lower case and with dashes. */
  <E extends Enum<E>> E choice(CheckKey key, E[] choices, E standard) {
    String text = text(key).orElse(null);
    if (text == null) {
      return standard;
    }
    for (E choice : choices) {
      if (choice.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return choice;
      }
    }
    throw wrong(key, "'%s'".formatted(text));
  }

  /** A mapping within; where none is written, nothing. */
  Optional<YamlMapping> mapping(CheckKey key, Section section) {
    Node value = values.get(key);
    return value == null ? Optional.empty() : Optional.of(new YamlMapping(place, section, value));
  }

  /** The items of a list. */
  List<Node> items(CheckKey key) {
    Node value = values.get(key);
    if (value instanceof SequenceNode list && !list.getValue().isEmpty()) {
      return list.getValue();
    }
    throw value == null
        ? refuse("'%s' is missing: write %s".formatted(key, key.wanted()))
        : wrong(key, value instanceof SequenceNode ? "an empty list" : "no list");
  }
}
