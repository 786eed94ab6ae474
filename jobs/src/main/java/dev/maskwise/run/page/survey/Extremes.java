package dev.maskwise.run.page.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The few images with the lowest values; among equal values the most pixels come first. */
public final class Extremes {
  private static final Comparator<Entry> ORDER =
      Comparator.comparingDouble(Entry::value)
          .thenComparing(Comparator.comparingLong(Entry::pixels).reversed())
          .thenComparingInt(Entry::image);

  private record Entry(int image, double value, long pixels) {}

  private final int size;
  private final List<Entry> entries;

  Extremes(int size) {
    this.size = size;
    this.entries = new ArrayList<>(size + 1);
  }

  /** Enters an image; one that is there already keeps its lower value. */
  void enter(int image, double value, long pixels) {
    if (Double.isNaN(value)) {
      return;
    }
    Entry entry = new Entry(image, value, pixels);
    if (entries.size() == size && ORDER.compare(entry, entries.get(size - 1)) >= 0) {
      return;
    }
    for (Entry known : entries) {
      if (known.image() == image) {
        if (ORDER.compare(known, entry) <= 0) {
          return;
        }
        entries.remove(known);
        break;
      }
    }
    int at = entries.size();
    while (at > 0 && ORDER.compare(entry, entries.get(at - 1)) < 0) {
      at--;
    }
    entries.add(at, entry);
    if (entries.size() > size) {
      entries.remove(size);
    }
  }

  /** The positions of the images, the lowest value first. */
  public List<Integer> images() {
    return entries.stream().map(Entry::image).toList();
  }
}
