package dev.maskwise.training;

/** What the sums of an overlap loss run over when an image has more than one class. */
public enum ClassSums {
  /** The pixels of all classes jointly: one overlap, in which large classes weigh more. */
  JOINT,
  /** The pixels of each class: the loss is the mean over all classes, absent ones included. */
  EACH_CLASS
}
