package dev.maskwise.run.compare;

/**
 * How the images of two runs were brought together.
 *
 * @param paired how many are in both with the same truth: changes are of these
 * @param changedTruth how many are in both with another truth
 * @param added how many only the second has
 * @param vanished how many only the first has
 * @param changedPrediction how many of the paired have another prediction
 * @param groups how many independent groups the paired are
 */
public record Pairing(
    long paired,
    long changedTruth,
    long added,
    long vanished,
    long changedPrediction,
    long groups) {}
