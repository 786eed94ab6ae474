package dev.maskwise.job.label;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.codec.label.LabelMapping;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.check.rule.NearestWord;
import dev.maskwise.statistic.ConfusionMatrix;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a data set, and what its files hold for them.
 *
 * @param names of the classes, in the order of their labels; empty where any label is allowed
 * @param ignore the labels that the list calls ignored
 * @param entries all that it says, in the order of its lines
 */
public record ClassList(List<String> names, List<Integer> ignore, List<Entry> entries) {

  /** The list of a task in which any label is allowed. */
  public static final ClassList ANY = new ClassList(List.of(), List.of(), List.of());

  /**
   * A line of a list. A class may have further ones, with other ids or colours.
   *
   * @param place where it stands, such as "line 3"
   * @param label of the class; of what is ignored a label beyond the classes, or negative for none
   * @param ignored whether the pixels count nowhere
   * @param id what the data set's own files hold; null where that is not said
   * @param colour its colour there, 0xRRGGBB; null where it has none of its own
   */
  record Entry(
      String place,
      int label,
      boolean ignored,
      String name,
      @Nullable Integer id,
      @Nullable Integer colour) {}

  /** So many classes, which are called by their numbers. */
  static ClassList ofNumbers(int classes) {
    return ofNames(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  /** What the values of the mask of a class mean, in the place of a list of classes. */
  public static ClassList ofMasks() {
    return ofNumbers(2);
  }

  /** Classes of which no more is known than their names. */
  public static ClassList ofNames(List<String> names) {
    return new ClassList(names, List.of(), List.of());
  }

  /**
   * The list that some lines make.
   *
   * @param source what they are of, for messages
   * @throws InputRefusedException when they name a class twice, or a label has no name
   */
  static ClassList of(String source, List<Entry> entries) {
    TreeMap<Integer, Entry> classes = new TreeMap<>();
    Map<String, Entry> names = new HashMap<>();
    for (Entry entry : entries) {
      require(
          names.putIfAbsent(entry.name(), entry) == null,
          "%s names '%s' twice: give each class a name of its own."
              .formatted(source, entry.name()));
      Entry first = entry.ignored() ? null : classes.putIfAbsent(entry.label(), entry);
      require(
          first == null || entry.id() != null || entry.colour() != null,
          "%s, %s: the label %d is that of '%s' already: give each class a label of its own."
              .formatted(source, entry.place(), entry.label(), first == null ? "" : first.name()));
    }
    int labels = classes.isEmpty() ? 0 : classes.lastKey() + 1;
    requireSome(source, BigInteger.valueOf(labels));
    for (int label = 0; label < labels; label++) {
      require(
          classes.containsKey(label),
          "%s names no class for the label %d, but one for %d: name those between too, or say with --map which labels files hold."
              .formatted(source, label, labels - 1));
    }
    return new ClassList(
        classes.values().stream().map(Entry::name).toList(),
        entries.stream()
            .filter(entry -> entry.ignored() && entry.label() >= 0)
            .map(Entry::label)
            .distinct()
            .toList(),
        List.copyOf(entries));
  }

  static void requireSome(String source, BigInteger classes) {
    require(
        classes.signum() > 0
            && classes.compareTo(BigInteger.valueOf(ConfusionMatrix.MAX_CLASSES)) <= 0,
        "%s gives %s classes: there can be 1 to %d."
            .formatted(source, classes, ConfusionMatrix.MAX_CLASSES));
  }

  /**
   * The label that an option gives by its number or by the name of its class.
   *
   * @throws InputRefusedException when it is neither
   */
  public int label(String option, String word) {
    if (word.matches("-?[0-9]{1,9}")) {
      return Integer.parseInt(word);
    }
    Integer label = labelOf(word);
    require(
        label != null && label >= 0,
        "%s %s is neither a label nor the name of a class: %s."
            .formatted(option, word, advice(word)));
    return Objects.requireNonNull(label);
  }

  /** The label of a name; null where nothing has it. */
  private @Nullable Integer labelOf(String name) {
    int label = names.indexOf(name);
    return label >= 0
        ? Integer.valueOf(label)
        : entries.stream()
            .filter(entry -> entry.name().equals(name))
            .map(
                entry ->
                    entry.ignored() ? Math.max(entry.label(), LabelMapping.IGNORE) : entry.label())
            .findFirst()
            .orElse(null);
  }

  /** What may be written in the place of a word that is no class, a clause. */
  String advice(String word) {
    List<String> known = new ArrayList<>(names);
    entries.stream().map(Entry::name).filter(name -> !known.contains(name)).forEach(known::add);
    return known.isEmpty() ? "write its number" : NearestWord.clause(word, known);
  }

  /** The label of a class as a target of a map; null where nothing has the name. */
  @Nullable Integer target(String name) {
    Integer label = labelOf(name);
    return label == null || label < names.size() ? label : Integer.valueOf(LabelMapping.IGNORE);
  }

  /** What the ids of the data set's own files mean. */
  LabelMapping ids() {
    return listed("ids", Entry::id, /* ofColour= */ false);
  }

  /** What the colours of the data set's own files mean. */
  LabelMapping colours() {
    return listed("colours", Entry::colour, /* ofColour= */ true);
  }

  private LabelMapping listed(
      String what, Function<Entry, @Nullable Integer> property, boolean ofColour) {
    Map<Integer, Entry> values = new LinkedHashMap<>();
    LabelMapping.Builder mapping = new LabelMapping.Builder();
    for (Entry entry : entries) {
      Integer value = property.apply(entry);
      if (value == null) {
        continue;
      }
      Entry other = values.putIfAbsent(value, entry);
      if (other == null) {
        mapping.put(ofColour, value, value, entry.ignored() ? LabelMapping.IGNORE : entry.label());
      } else if (other.ignored() != entry.ignored()
          || (!entry.ignored() && other.label() != entry.label())) {
        throw new IllegalArgumentException(
            "%s do not tell '%s' from '%s', which both have %s: map something else"
                .formatted(
                    what, other.name(), entry.name(), ofColour ? "#%06x".formatted(value) : value));
      }
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "--classes lists no %s: give them there, or write the map out".formatted(what));
    }
    return mapping.build();
  }
}
