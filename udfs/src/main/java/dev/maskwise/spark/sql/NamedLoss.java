package dev.maskwise.spark.sql;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The losses of the metric layer by their names, with parameters as the jobs write them. */
public final class NamedLoss {
  private static final int REMEMBERED = 32;

  /** The losses that a thread has used last; rows of one query ask for the same few. */
  private static final ThreadLocal<Map<Key, ScoreLoss>> KNOWN =
      ThreadLocal.withInitial(
          () ->
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, ScoreLoss> eldest) {
                  return size() > REMEMBERED;
                }
              });

  private record Key(String spec, Task task, int classes) {}

  private NamedLoss() {}

  /**
   * A loss.
   *
   * @param function the name of the SQL function, for the message
   * @param family the name of the family of losses
   * @param parameters {@code name=value}, separated by commas; empty for none
   */
  public static ScoreLoss of(
      String function, String family, String parameters, Task task, int classes) {
    String spec = parameters.isEmpty() ? family : family + "(" + parameters + ")";
    Key key = new Key(spec, task, classes);
    ScoreLoss known = KNOWN.get().get(key);
    if (known != null) {
      return known;
    }
    try {
      // The formula alone depends on what the scores were, and nobody sees it here.
      ScoreLoss loss = ScoreLosses.parse(spec, task, ScoreKind.LOGIT, classes);
      KNOWN.get().put(key, loss);
      return loss;
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, String.valueOf(e.getMessage()), e);
    }
  }

  /** The parameters of names and numbers in turn. */
  public static String parameters(Object... namesAndNumbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      text.append(i == 0 ? "" : ",")
          .append(namesAndNumbers[i])
          .append('=')
          .append(namesAndNumbers[i + 1].toString().toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
