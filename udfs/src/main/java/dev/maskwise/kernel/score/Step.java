package dev.maskwise.kernel.score;

/** One step of a score kernel on one block. */
interface Step {
  void on(PixelBlock block);

  /**
   * Takes one step after another. In one loop, so that the call has many targets and the compiler
   * inlines none: each step is compiled by itself.
   */
  static void takeAll(Step[] plan, PixelBlock block) {
    for (Step step : plan) {
      step.on(block);
    }
  }
}
