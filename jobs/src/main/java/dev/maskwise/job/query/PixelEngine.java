package dev.maskwise.job.query;

import dev.maskwise.job.pass.KeptImages;

/** Counts the pixels of a run. */
public interface PixelEngine {

  /** The results of all images; the caller closes them. */
  KeptImages count();
}
