package dev.maskwise.reader;

import org.jspecify.annotations.Nullable;

/**
 * The input or the options cannot be worked with. The message is one sentence for the user: what,
 * where, and what to do.
 */
public final class InputRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InputRefusedException(String sentence) {
    super(sentence);
  }

  public InputRefusedException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /**
   * Refuses the input unless something holds.
   *
   * @param sentence what is wrong
   * @throws InputRefusedException when it does not hold
   */
  public static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new InputRefusedException(sentence);
    }
  }
}
