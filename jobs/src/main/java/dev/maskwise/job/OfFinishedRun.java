package dev.maskwise.job;

import dev.maskwise.reader.InputRefusedException;

/** A command that does something with a run when it is finished, which may take hours. */
interface OfFinishedRun {
  /**
   * Looks at all that can be known to be wrong before there is a run: values of options, places,
   * and what has to be in the environment. Does nothing.
   *
   * @throws InputRefusedException when something is
   */
  void requireSound();
}
