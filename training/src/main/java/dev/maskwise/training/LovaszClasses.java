package dev.maskwise.training;

/** The classes that the Lovász-softmax of an image is the mean of. */
public enum LovaszClasses {
  /** Those that occur in the truth of the image. */
  PRESENT,
  /** All: an absent class counts with its largest probability. */
  ALL
}
