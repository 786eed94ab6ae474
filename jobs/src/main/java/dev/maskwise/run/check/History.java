package dev.maskwise.run.check;

import dev.maskwise.run.NumberKey;
import dev.maskwise.run.check.rule.Asked.Usual;
import java.util.List;

/** The numbers of earlier runs. */
@FunctionalInterface
public interface History {
  /** No earlier runs are known. */
  History NONE = (model, key, asked) -> List.of();

  /**
   * The defined values of a number in the last runs of the same definition before the judged one,
   * as many as the window has and of the kind that is asked for.
   */
  List<Double> values(String model, NumberKey key, Usual asked);
}
