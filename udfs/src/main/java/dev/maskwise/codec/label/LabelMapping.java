package dev.maskwise.codec.label;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stored values mean: each number and each colour is a label, ignored, refused, or the label
 * of the same number; and so is whatever is not named. Immutable.
 */
public final class LabelMapping implements Serializable {
  private static final long serialVersionUID = 1;

  /** The value is ignored. */
  public static final int IGNORE = -1;

  /** The value is refused. */
  public static final int REFUSE = -2;

  /** The value is the label. */
  public static final int SAME = -3;

  /** Every number is the label of that number. */
  public static final LabelMapping IDENTITY = new Builder().rest(SAME).build();

  /**
   * Values that follow one another.
   *
   * @param target a label, or {@link #IGNORE}, {@link #REFUSE}, {@link #SAME}
   * @param rises whether the label grows with the value; else all have the same one
   */
  private record Range(int first, int last, int target, boolean rises) implements Serializable {
    int target(int value) {
      return rises ? target + (value - first) : target;
    }

    Range from(int start) {
      return new Range(start, last, target(start), rises);
    }

    Range to(int end) {
      return new Range(first, end, target, rises);
    }

    boolean isOne() {
      return first == last;
    }

    String text(String format) {
      String values = format.formatted(first) + (isOne() ? "" : ".." + format.formatted(last));
      return values + "=" + words(target) + (rises ? ".." + target(last) : "");
    }
  }

  private final List<Range> numbers;
  private final List<Range> colours;
  private final int rest;

  private LabelMapping(List<Range> numbers, List<Range> colours, int rest) {
    this.numbers = numbers;
    this.colours = colours;
    this.rest = rest;
  }

  private static String words(int target) {
    return switch (target) {
      case IGNORE -> "ignore";
      case REFUSE -> "refuse";
      case SAME -> "same";
      default -> Integer.toString(target);
    };
  }

  /**
   * What a value is: a label, or {@link #IGNORE}, {@link #REFUSE} or {@link #SAME}.
   *
   * @param ofColour whether the value is a colour 0xRRGGBB
   */
  public int target(boolean ofColour, int value) {
    List<Range> ranges = ofColour ? colours : numbers;
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).last < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < ranges.size() && ranges.get(low).first <= value
        ? ranges.get(low).target(value)
        : ofColour && rest == SAME ? REFUSE : rest;
  }

  /** Whether it names a colour. */
  public boolean hasColours() {
    return !colours.isEmpty();
  }

  /** Whether it names a number. */
  public boolean hasNumbers() {
    return !numbers.isEmpty();
  }

  /** Whether some value means a target. */
  public boolean has(int target) {
    return rest == target
        || numbers.stream().anyMatch(range -> range.target == target)
        || colours.stream().anyMatch(range -> range.target == target);
  }

  /** The greatest label that it names; negative where it names none. */
  public int largestLabel() {
    int largest = rest;
    for (List<Range> ranges : List.of(numbers, colours)) {
      for (Range range : ranges) {
        largest = Math.max(largest, range.target(range.last));
      }
    }
    return largest;
  }

  /** The text from which {@link LabelMapText} makes it again: ascending and as short as can be. */
  public String text() {
    List<String> entries = new ArrayList<>();
    numbers.forEach(range -> entries.add(range.text("%d")));
    colours.forEach(range -> entries.add(range.text("#%06x")));
    if (rest != REFUSE || entries.isEmpty()) {
      entries.add("*=" + words(rest));
    }
    return String.join(",", entries);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMapping that && text().equals(that.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }

  /** Makes a mapping of entries in any order. */
  public static final class Builder {
    private final TreeMap<Integer, Range> numbers = new TreeMap<>();
    private final TreeMap<Integer, Range> colours = new TreeMap<>();
    private int rest = REFUSE;

    /** What is not named means this. */
    public Builder rest(int target) {
      rest = target;
      return this;
    }

    /**
     * Values that follow one another all mean one target.
     *
     * @throws IllegalArgumentException when one of them is named already
     */
    public Builder put(boolean ofColour, int first, int last, int target) {
      return put(ofColour, new Range(first, last, target, /* rises= */ false));
    }

    /** Values that follow one another mean as many labels that do so, from one on. */
    public Builder putRising(int first, int last, int label) {
      return put(false, new Range(first, last, label, first < last));
    }

    private Builder put(boolean ofColour, Range range) {
      TreeMap<Integer, Range> ranges = ofColour ? colours : numbers;
      Map.Entry<Integer, Range> before = ranges.floorEntry(range.last);
      if (before != null && before.getValue().last >= range.first) {
        int twice = Math.max(before.getKey(), range.first);
        String shown =
            ofColour ? String.format(Locale.ROOT, "#%06x", twice) : Integer.toString(twice);
        throw new IllegalArgumentException(
            "the value " + shown + " is named twice: name each value once");
      }
      ranges.put(range.first, range);
      return this;
    }

    /** What another mapping names and this one does not, this one takes from it; not the rest. */
    public Builder fill(LabelMapping other) {
      other.numbers.forEach(range -> fill(numbers, range));
      other.colours.forEach(range -> fill(colours, range));
      return this;
    }

    private static void fill(NavigableMap<Integer, Range> ranges, Range range) {
      Range left = range;
      for (Range there : List.copyOf(ranges.values())) {
        if (there.last < left.first || there.first > left.last) {
          continue;
        }
        if (there.first > left.first) {
          ranges.put(left.first, left.to(there.first - 1));
        }
        if (there.last >= left.last) {
          return;
        }
        left = left.from(there.last + 1);
      }
      ranges.put(left.first, left);
    }

    public LabelMapping build() {
      return new LabelMapping(joined(numbers.values()), List.copyOf(colours.values()), rest);
    }

    /**
     * The same for the same meaning: neighbours of one target together, and of what is left those
     * whose labels rise.
     */
    private List<Range> joined(Collection<Range> ranges) {
      Deque<Range> joined = new ArrayDeque<>();
      for (Range range : ranges) {
        if (range.target != REFUSE || rest != REFUSE) {
          join(joined, range);
        }
      }
      return List.copyOf(joined);
    }

    private static void join(Deque<Range> joined, Range next) {
      Range last = joined.pollLast();
      if (last == null || last.last + 1 != next.first) {
        add(joined, last, next);
        return;
      }
      int end = last.target(last.last);
      Range first = next.rises ? next.to(next.first) : next;
      if (first.target == end) {
        // Of labels that rise the last one is not among them where the next value has it too.
        int start = last.rises ? last.last : last.first;
        add(
            joined,
            last.rises ? last.to(last.last - 1) : null,
            new Range(start, first.last, end, false));
        add(joined, null, next.rises ? next.from(next.first + 1) : null);
      } else if (end >= 0
          && first.target == end + 1
          && (last.rises || last.isOne())
          && (next.rises || next.isOne())) {
        joined.add(new Range(last.first, next.last, last.target, true));
      } else {
        add(joined, last, next);
      }
    }

    private static void add(Deque<Range> joined, @Nullable Range one, @Nullable Range other) {
      for (Range range : new @Nullable Range[] {one, other}) {
        if (range != null) {
          joined.add(
              range.isOne() ? new Range(range.first, range.last, range.target, false) : range);
        }
      }
    }
  }
}
