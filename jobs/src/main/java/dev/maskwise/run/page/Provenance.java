package dev.maskwise.run.page;

import dev.maskwise.run.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where numbers come from: what was read, what made them, and every choice that changes them. */
final class Provenance {
  private Provenance() {}

  /** A name and what it is. */
  record Item(String name, String value) {}

  /** What a run is. */
  static List<Item> run(Manifest manifest, String directory) {
    List<Item> items = new ArrayList<>();
    items.add(new Item("run", manifest.run()));
    items.add(new Item("directory", directory));
    items.add(new Item("started", manifest.started()));
    items.add(new Item("ended", manifest.ended()));
    items.add(new Item("Maskwise", manifest.versions().maskwise()));
    items.add(new Item("Spark", manifest.versions().spark()));
    items.add(new Item("Java", manifest.versions().java()));
    items.add(new Item("key", manifest.key()));
    items.add(new Item("digest of the definition", manifest.definitionDigest()));
    for (Manifest.Input input : manifest.inputs()) {
      String content = input.content() == null ? "unknown" : input.content();
      items.add(
          new Item(
              input.model() == null ? "truth" : "predictions of " + input.model(),
              "%s (listing %s, content %s)".formatted(input.location(), input.listing(), content)));
    }
    return items;
  }

  /** Every choice of a definition. */
  static List<Item> definition(Map<String, ? extends @Nullable Object> definition) {
    List<Item> items = new ArrayList<>();
    definition.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> nested) {
            nested.forEach((key, inner) -> items.add(new Item(name + "." + key, text(inner))));
          } else {
            items.add(new Item(name, text(value)));
          }
        });
    return items;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      return String.join(", ", list.stream().map(String::valueOf).toList());
    }
    return value == null || value instanceof List<?> ? "none" : value.toString();
  }
}
