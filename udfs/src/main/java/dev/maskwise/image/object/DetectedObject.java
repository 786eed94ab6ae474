package dev.maskwise.image.object;

import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.Runs;
import org.jspecify.annotations.Nullable;

/**
 * An object that a model found in one image. Objects of equal score keep the order of the file.
 *
 * @param category the id of its category
 * @param score how sure the model is; finite
 * @param area in square pixels: of the box where there is one, else of the mask
 * @param mask its pixels; null where only boxes are given
 */
public record DetectedObject(
    int category, double score, Box box, double area, @Nullable Runs mask) {}
