package dev.maskwise.run.compare;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Holm;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.compare.PairedImages.Pair;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.numbers.ListedSlices;
import dev.maskwise.run.numbers.SliceLabels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes of more slices than are held at once. Each is computed from its images when it is
 * asked for; of all of them only the p values are kept, eight bytes a number.
 */
final class ManySlices implements EverySlice {
  /** The changes of so many slices are kept: whoever shows some asks for them again and again. */
  private static final int KEPT = 128;

  private final RunImages before;
  private final RunImages after;
  private final List<ComparedNumber> numbers;
  private final List<Better> better;
  private final Map<NumberKey, Integer> positions = new LinkedHashMap<>();
  private final Map<String, List<Pair>> slices = new TreeMap<>();

  /** Raw, until they are adjusted. */
  private final Map<String, double[]> pValues = new TreeMap<>();

  private final Map<String, List<Change>> kept =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Change>> eldest) {
          return size() > KEPT;
        }
      };

  /** What is kept of a slice that was computed. */
  private static final class Slice {
    final String label;
    final double[] pValues;
    final double headline;

    Slice(String label, double[] pValues, double headline) {
      this.label = label;
      this.pValues = pValues;
      this.headline = headline;
    }
  }

  /**
   * @param slices label → its images
   */
  ManySlices(
      RunImages before,
      RunImages after,
      List<ComparedNumber> numbers,
      Map<String, List<Pair>> slices) {
    this.before = before;
    this.after = after;
    this.numbers = numbers;
    this.better = numbers.stream().map(ComparedNumber::better).toList();
    for (int i = 0; i < numbers.size(); i++) {
      positions.put(numbers.get(i).in(null), i);
    }
    this.slices.putAll(slices);
  }

  @Override
  public int count() {
    return slices.size();
  }

  /**
   * Goes through all slices.
   *
   * @param all the change of each number on all images
   * @return the listed changes of those slices whose headline changes most unlike that of all
   *     images
   */
  Map<NumberKey, Change> mostDeviating(List<Change> all) {
    ListedSlices listed = new ListedSlices(after.terms(), 1);
    int headline = Objects.requireNonNull(positions.get(headline(listed)));
    ListedSlices.Headlines headlines = listed.new Headlines();
    headlines.add("", null, difference(all.get(headline)));
    slices.keySet().parallelStream()
        .map(
            label -> {
              List<Change> changes = compute(label);
              double[] p = changes.stream().mapToDouble(Change::pValue).toArray();
              return new Slice(label, p, difference(changes.get(headline)));
            })
        .toList()
        .forEach(
            slice -> {
              pValues.put(slice.label, slice.pValues);
              headlines.add("", slice.label, slice.headline);
            });
    Set<String> most = headlines.mostDeviating();
    Map<NumberKey, Change> changes = new LinkedHashMap<>();
    for (String label : slices.keySet()) {
      if (most.contains(label)) {
        List<Change> found = changes(label);
        for (int i = 0; i < found.size(); i++) {
          if (isListed(numbers.get(i), listed)) {
            changes.put(numbers.get(i).in(label), found.get(i));
          }
        }
      }
    }
    return changes;
  }

  private NumberKey headline(ListedSlices listed) {
    return new NumberKey(
        listed.headline(), ListedSlices.AVERAGING, nameOf(listed.classOfHeadline()), null);
  }

  private boolean isListed(ComparedNumber number, ListedSlices listed) {
    return number.className() == null
        || number.className().equals(nameOf(listed.classOfHeadline()));
  }

  private @Nullable String nameOf(@Nullable Integer classId) {
    return classId == null ? null : after.terms().classes().get(classId);
  }

  private static double difference(Change change) {
    return change.after() - change.before();
  }

  private List<Change> compute(String label) {
    List<String> alone = List.of(label);
    List<Pair> images =
        slices.getOrDefault(label, List.of()).stream().map(pair -> pair.in(alone)).toList();
    Map<String, SliceChanges> found = PairedChanges.bySlice(before, after, images);
    SliceChanges changes = found.get(label);
    return changes == null ? List.of() : changes.changes(better);
  }

  private synchronized List<Change> changes(String label) {
    List<Change> changes = kept.get(label);
    if (changes == null) {
      changes = compute(label);
      kept.put(label, changes);
    }
    return changes;
  }

  @Override
  public @Nullable Change change(NumberKey key) {
    Integer position = position(key);
    return position == null || !slices.containsKey(key.slice())
        ? null
        : changes(String.valueOf(key.slice())).get(position);
  }

  private @Nullable Integer position(NumberKey key) {
    return key.slice() == null
        ? null
        : positions.get(new NumberKey(key.metric(), key.averaging(), key.className(), null));
  }

  /**
   * Adjusts the p values of every slice, and gives those of all images, adjusted together with
   * them: a family are the numbers of one metric and averaging.
   */
  Map<NumberKey, Double> adjust(Map<NumberKey, Change> ofAllImages) {
    Map<List<Object>, List<Integer>> families = new LinkedHashMap<>();
    positions.forEach(
        (key, position) ->
            families.computeIfAbsent(family(key), f -> new ArrayList<>()).add(position));
    ofAllImages.keySet().forEach(key -> families.putIfAbsent(family(key), List.of()));
    Map<NumberKey, Double> adjusted = new LinkedHashMap<>();
    families.forEach(
        (family, members) -> {
          List<NumberKey> keys =
              ofAllImages.keySet().stream().filter(key -> family(key).equals(family)).toList();
          double[] p = new double[keys.size() + members.size() * pValues.size()];
          int next = 0;
          for (NumberKey key : keys) {
            Change change = ofAllImages.get(key);
            p[next++] = change == null ? Double.NaN : change.pValue();
          }
          for (double[] slice : pValues.values()) {
            for (int position : members) {
              p[next++] = slice[position];
            }
          }
          p = Holm.adjust(p);
          next = 0;
          for (NumberKey key : keys) {
            adjusted.put(key, p[next++]);
          }
          for (double[] slice : pValues.values()) {
            for (int position : members) {
              slice[position] = p[next++];
            }
          }
        });
    return adjusted;
  }

  private static List<Object> family(NumberKey key) {
    return List.of(key.metric(), key.averaging());
  }

  /** The adjusted p value of a number of a slice. */
  double adjusted(NumberKey key) {
    Integer position = position(key);
    double[] p = pValues.get(String.valueOf(key.slice()));
    return position == null || p == null ? Double.NaN : p[position];
  }

  /** The slices, by their labels, all images not among them. */
  static Map<String, List<Pair>> slices(List<Pair> pairs) {
    Map<String, List<Pair>> slices = new TreeMap<>();
    for (Pair pair : pairs) {
      for (String label : pair.slices()) {
        if (!label.equals(SliceLabels.ALL_IMAGES)) {
          slices.computeIfAbsent(label, slice -> new ArrayList<>()).add(pair);
        }
      }
    }
    return slices;
  }
}
