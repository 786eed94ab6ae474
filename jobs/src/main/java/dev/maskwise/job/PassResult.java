package dev.maskwise.job;

import java.io.Serializable;

/**
 * What the pass over the pixels leaves: an outcome for each image, and at the end of a partition
 * what is remembered of all its images together.
 */
sealed interface PassResult extends Serializable permits ImageOutcome, Distributions {}
