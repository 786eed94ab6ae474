package dev.maskwise.jupyter;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A colour for each class of a label map, with the names that a legend shows. */
public final class ClassColours {
  /** Told apart best; further classes get hues between them. */
  private static final int[] FIRST = {
    0x7B5E8B, 0xE3A6C9, 0x8C8C8C, 0x5E9440, 0x9CCBEA, 0x1F4E9C, 0xE0A400, 0x4B4B4B, 0xF2E205,
    0x17A398, 0x8C510A, 0xB8DE6F
  };

  private static final double GOLDEN_ANGLE = 0.381966;

  private static final String SWATCH =
      """
      <span style="white-space: nowrap; margin-right: 1.1em"><span style="display: inline-block; width: 0.8em; \
      height: 0.8em; margin-right: 0.35em; border: 1px solid #888; background: #%06x"></span>%s</span>
      """;

  private final List<String> names;
  private final List<Color> colours;

  private ClassColours(List<String> names, List<Color> colours) {
    this.names = names;
    this.colours = colours;
  }

  /** Colours for classes by id. None of them is the red of {@link LabelPicture#errors}. */
  public static ClassColours of(List<String> names) {
    List<Color> colours = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      colours.add(
          c < FIRST.length
              ? new Color(FIRST[c])
              : Color.getHSBColor((float) (0.15 + 0.7 * (c * GOLDEN_ANGLE % 1)), 0.55f, 0.8f));
    }
    return new ClassColours(List.copyOf(names), List.copyOf(colours));
  }

  /** The same colours, one of them replaced. */
  public ClassColours with(String name, Color colour) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "There is no class %s; there are %s.".formatted(name, String.join(", ", names)));
    }
    List<Color> changed = new ArrayList<>(colours);
    changed.set(index, colour);
    return new ClassColours(names, List.copyOf(changed));
  }

  /** The colour of a class; white for a label that is no class, such as an ignore label. */
  Color of(int label) {
    return label < colours.size() ? colours.get(label) : Color.WHITE;
  }

  /** Names beside their colours. */
  String legend() {
    return IntStream.range(0, names.size())
        .mapToObj(c -> legend(colours.get(c), names.get(c)))
        .collect(Collectors.joining());
  }

  static String legend(Color colour, String name) {
    return SWATCH.formatted(colour.getRGB() & 0xFFFFFF, Html.escape(name));
  }
}
