package dev.maskwise.run.check;

import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import java.util.HashMap;
import java.util.Map;

/** How many images the numbers of a run are of. */
final class SliceSizes {
  private static final String IMAGES = "images";

  private final long all;

  /** Slice → images, of those whose numbers say it. */
  private final Map<String, Long> slices = new HashMap<>();

  SliceSizes(StoredRun run, StoredSummary summary) {
    this.all = run.manifest().images().evaluated();
    for (String model : summary.models()) {
      for (Map.Entry<NumberKey, StoredNumber> entry : summary.numbers(model).entrySet()) {
        String slice = entry.getKey().slice();
        StoredNumber number = entry.getValue();
        if (slice != null && number.over().equals(IMAGES)) {
          slices.merge(slice, number.n() + number.undefined(), Math::max);
        }
      }
    }
  }

  /** How many images the slice of a number has; {@code NaN} where nothing says it. */
  double images(NumberKey key) {
    String slice = key.slice();
    if (slice == null) {
      return all;
    }
    Long images = slices.get(slice);
    return images == null ? Double.NaN : images;
  }
}
