package dev.maskwise.image.object;

import java.util.BitSet;

/**
 * What became of a detection. Bits are those of {@link
 * dev.maskwise.statistic.object.DetectionRecords}: a bit a cell, cell 0 is the first threshold for
 * objects of any area.
 *
 * @param index its place in the list that was judged
 * @param rank its place among those of its image and category, by descending score, from 0
 * @param truth the place of the object that it took at the first threshold, whether that object
 *     counts or not; −1 where it took none
 * @param overlap with that object; where it took none, the largest with any
 * @param truePositive the cells in which it is a true positive
 * @param ignored the cells in which it counts neither for nor against
 */
public record JudgedDetection(
    int index, int rank, int truth, double overlap, BitSet truePositive, BitSet ignored) {}
