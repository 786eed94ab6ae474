/**
 * Layer 1, above the formats: files of label maps, told by their content.
 *
 * <p>Imports: {@code codec}, the packages of its formats, and the JDK. Imported by: {@code spark},
 * {@code reader}, {@code job}.
 *
 * <p>Invariant: the name of a file decides nothing. What is of no format that is read is named as
 * what it is.
 *
 * <pre>{@code
 * LabelMapRows labels = LabelMaps.open(file, 1 << 28);     // numbers are labels; colours are refused
 * ValueRows values = LabelMaps.values(file, 1 << 28);      // numbers or colours, for a table of labels
 * if (values instanceof LabelsAsValues stored) {
 *   stored.labels().bytesPerPixel();                       // 1 or 2: read and mapped as they lie
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.codec.format;

import org.jspecify.annotations.NullMarked;
