/**
 * Layer 2: what is remembered of the objects of images.
 *
 * <p>Imports: the JDK, {@code statistic}. Imported by: {@code metric}, {@code image.object}, {@code
 * spark}, {@code job}.
 *
 * <p>Invariant: as in {@link dev.maskwise.statistic}: merging in any order and grouping gives equal
 * values and equal bytes. What is remembered does not grow with the pixels of an image.
 *
 * <pre>{@code
 * StatisticType<DetectionRecords> type = DetectionRecords.TYPE;
 * DetectionRecords all = type.empty();
 * for (byte[] image : storedImages) {
 *   all = type.add(all, type.decode(image));
 * }
 * int detections = all.records();
 * byte[] bytes = type.encode(all); // the same, whatever the order of the images
 * }</pre>
 */
@NullMarked
package dev.maskwise.statistic.object;

import org.jspecify.annotations.NullMarked;
