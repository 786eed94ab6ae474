/**
 * Layer 1, beside the codecs: what the stored values of a label map mean.
 *
 * <p>Imports: {@code codec}. Imported by: {@code spark}, {@code reader}, {@code job}.
 *
 * <p>Invariant: every value of a map becomes the one label that the table says, or the map is
 * refused with the value and its pixel; nothing is guessed and nothing passes unseen.
 *
 * <pre>{@code
 * LabelMapping mapping = LabelMapText.parse("7=0,8=1,*=ignore", LabelMapText.NUMBERS);
 * LabelTable table = new LabelTable(mapping, List.of(255), 255);
 * try (LabelMapRows rows = table.rows(LabelMaps.values(file, 1 << 28))) {
 *   rows.read(labels, rows.height());                          // 0, 1 and 255
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.codec.label;

import org.jspecify.annotations.NullMarked;
