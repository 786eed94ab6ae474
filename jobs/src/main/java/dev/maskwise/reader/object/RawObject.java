package dev.maskwise.reader.object;

import dev.maskwise.kernel.match.Box;
import org.jspecify.annotations.Nullable;

/**
 * An object as its file gives it.
 *
 * @param id of an annotation; of a detection its number in the file, from 0
 * @param score of a detection; NaN for an annotation
 * @param area as the file states it; NaN where it does not
 */
public record RawObject(
    long id,
    int category,
    double score,
    @Nullable Box box,
    double area,
    boolean crowd,
    boolean ignore,
    Segmentation mask) {}
