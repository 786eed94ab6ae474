package dev.maskwise.kernel.score;

/** The forms of the score kernels, for tests and benchmarks that name one. */
public enum ScoreForm {
  PLAIN,
  /** The form that is chosen where the module is; the tests run with it. */
  VECTOR;

  public ScoreKernels kernels() {
    return new ScoreKernels(
        this == PLAIN ? new PlainScoreBlocks() : ChosenForm.choose(ModuleLayer.boot()));
  }
}
