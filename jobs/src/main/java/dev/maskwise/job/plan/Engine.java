package dev.maskwise.job.plan;

/** What counts the pixels of label maps. */
public enum Engine {
  /** The query where it runs on GPUs and takes the input, else the pass. */
  AUTO,
  /** The job's own pass, which reads everything. */
  PASS,
  /** A query of SQL functions, which the RAPIDS Accelerator runs on GPUs. */
  QUERY
}
