package dev.maskwise.image.object;

import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.Runs;
import org.jspecify.annotations.Nullable;

/**
 * A true object of one image.
 *
 * @param id names the object in its data set; any number, zero too
 * @param category the id of its category
 * @param area in square pixels, as the data set states it: bands of areas go by it
 * @param crowd whether it stands for many objects that nobody told apart
 * @param ignore whether the data set says that it is not to be counted
 * @param mask its pixels; null where only boxes are given
 */
public record TruthObject(
    long id,
    int category,
    Box box,
    double area,
    boolean crowd,
    boolean ignore,
    @Nullable Runs mask) {}
