package dev.maskwise.codec.label;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.NoLabelException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.ValueRows.Kind;
import dev.maskwise.codec.ValuesAsLabels;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LabelMapping} made fit for pixels: what it ignores, and every label that counts nowhere,
 * is one label. Immutable; the tables of bytes and of two bytes are made once and shared.
 */
public final class LabelTable extends LabelLookup implements Serializable {
  private static final long serialVersionUID = 1;

  /** Labels are what is stored. */
  public static final LabelTable AS_STORED =
      new LabelTable(LabelMapping.IDENTITY, List.of(), /* ignored= */ -1);

  private static final int LARGEST_LABEL = 0xffff;

  private final LabelMapping mapping;
  private final Set<Integer> ignore;
  private final int ignored;
  private final boolean asStored;
  private transient volatile int @Nullable [] ofBytes;
  private transient volatile int @Nullable [] ofTwoBytes;

  /**
   * @param ignore the labels that count nowhere
   * @param ignored the label that stands for all of them; negative where nothing is ignored. A
   *     stored number that is this one by chance is refused
   */
  public LabelTable(LabelMapping mapping, List<Integer> ignore, int ignored) {
    this.mapping = mapping;
    this.ignore = Set.copyOf(ignore);
    this.ignored = ignored;
    this.asStored = ignored < 0 && mapping.equals(LabelMapping.IDENTITY);
  }

  /**
   * The labels that the values of a map mean.
   *
   * @param values taken over and closed with the labels
   * @return one byte a pixel where no label needs two
   * @throws MalformedException when they are colours and no colour is named, or the other way round
   */
  public LabelMapRows rows(ValueRows values) throws MalformedException {
    boolean ofColours = values.kind() == Kind.COLOUR;
    if (asStored) {
      return ValuesAsLabels.of(values);
    }
    if (ofColours && !mapping.hasColours()) {
      return mapping.equals(LabelMapping.IDENTITY) ? ValuesAsLabels.of(values) : namesNoColour();
    }
    if (!ofColours && !mapping.hasNumbers() && mapping.hasColours()) {
      throw new MalformedException(
          "holds numbers, and the map names colours alone: leave the map out, or name numbers");
    }
    int bytes = bytesPerPixel(values.largest());
    return values instanceof LabelsAsValues stored
        ? new MappedLabels(stored.labels(), this, bytes)
        : new MappedValues(values, this, bytes);
  }

  /** Whether labels are what is stored. */
  public boolean isAsStored() {
    return asStored;
  }

  private static LabelMapRows namesNoColour() throws MalformedException {
    throw new MalformedException(
        "holds colours (RGB), and the map names numbers alone: name colours, such as #804080=0");
  }

  private int bytesPerPixel(int largestValue) {
    int largest = Math.max(mapping.largestLabel(), ignored);
    if (mapping.has(LabelMapping.SAME)) {
      largest = Math.max(largest, Math.min(largestValue, LARGEST_LABEL));
    }
    return largest <= 0xff ? 1 : 2;
  }

  @Override
  int label(boolean ofColour, int value) {
    int target = mapping.target(ofColour, value);
    if (target == LabelMapping.SAME) {
      boolean isLabel = value >= 0 && value <= LARGEST_LABEL;
      return ignore.contains(value) ? ignored : isLabel && value != ignored ? value : REFUSED;
    }
    if (target == LabelMapping.REFUSE) {
      return REFUSED;
    }
    return target == LabelMapping.IGNORE || ignore.contains(target) ? ignored : target;
  }

  @Override
  int[] labels(int bytesPerPixel) {
    int[] labels = bytesPerPixel == 1 ? ofBytes : ofTwoBytes;
    if (labels == null) {
      labels = new int[1 << (Byte.SIZE * bytesPerPixel)];
      for (int value = 0; value < labels.length; value++) {
        labels[value] = label(false, value);
      }
      if (bytesPerPixel == 1) {
        ofBytes = labels;
      } else {
        ofTwoBytes = labels;
      }
    }
    return labels;
  }

  @Override
  NoLabelException refusal(boolean ofColour, int value, int x, int y) {
    String what = ofColour ? "the colour #%06x".formatted(value) : "the value " + value;
    return new NoLabelException(
        "holds %s at (%d, %d), which %s"
            .formatted(
                what,
                x,
                y,
                mapping.target(ofColour, value) == LabelMapping.SAME
                    ? "is neither a class nor an ignore label"
                    : "the map gives no label: add it, or '*=ignore'"));
  }
}
