package dev.maskwise.run.check;

import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many images the numbers of a run are of. */
final class SliceSizes {
  private static final String IMAGES = "images";

  private final StoredSummary summary;
  private final long all;

  /** Slice → images, of those whose numbers say it; null until somebody asks. */
  private @Nullable Map<String, Long> slices;

  SliceSizes(StoredRun run, StoredSummary summary) {
    this.summary = summary;
    this.all = run.manifest().images().evaluated();
  }

  private Map<String, Long> slices() {
    Map<String, Long> known = slices;
    if (known == null) {
      Map<String, Long> found = new HashMap<>();
      for (String model : summary.models()) {
        summary
            .numbers(model, key -> key.slice() != null && key.className() == null)
            .forEach(
                (key, number) -> {
                  if (number.over().equals(IMAGES)) {
                    found.merge(
                        String.valueOf(key.slice()), number.n() + number.undefined(), Math::max);
                  }
                });
      }
      known = found;
      slices = found;
    }
    return known;
  }

  /** How many images the slice of a number has; {@code NaN} where nothing says it. */
  double images(NumberKey key) {
    String slice = key.slice();
    if (slice == null) {
      return all;
    }
    Long images = slices().get(slice);
    return images == null ? Double.NaN : images;
  }
}
