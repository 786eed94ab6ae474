package dev.maskwise.image.object;

/**
 * A segment as its list describes it. Its pixels are those of a map that have its id.
 *
 * @param id not 0, which stands for pixels of no segment
 * @param area in pixels, as the list states it; of a predicted segment it is not looked at
 * @param crowd whether it stands for many objects that nobody told apart; of a predicted segment it
 *     is not looked at
 */
public record Segment(int id, int category, long area, boolean crowd) {}
