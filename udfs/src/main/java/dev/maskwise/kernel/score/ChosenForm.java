package dev.maskwise.kernel.score;

/** The choice between the forms of the score kernels. */
final class ChosenForm {
  private static final String VECTOR = "dev.maskwise.kernel.vector.VectorScoreBlocks";

  private ChosenForm() {}

  /** The vector form where its module is in the layer and the machine has the vectors for it. */
  static ScoreBlocks choose(ModuleLayer layer) {
    if (layer.findModule("jdk.incubator.vector").isPresent()) {
      try {
        return Class.forName(VECTOR)
            .asSubclass(ScoreBlocks.class)
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        return new PlainScoreBlocks();
      }
    }
    return new PlainScoreBlocks();
  }
}
