package dev.maskwise.run.page.survey;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.run.compare.Change;
import org.jspecify.annotations.Nullable;

/** What a comparison proves of a number. */
public enum Judgement {
  WORSE("proven worse", "worse", "▼"),
  BETTER("proven better", "better", "▲"),
  OTHER("proven different", "open", "◆"),
  OPEN("not proven", "open", ""),
  SAME("the same", "open", "="),
  UNKNOWN("no interval", "open", "");

  private final String words;
  private final String style;
  private final String mark;

  Judgement(String words, String style, String mark) {
    this.words = words;
    this.style = style;
    this.mark = mark;
  }

  /**
   * Judges a change.
   *
   * @param adjusted its p, adjusted for the number of comparisons
   */
  public static Judgement of(@Nullable Change change, double adjusted, double confidence) {
    Estimate improvement = change == null ? null : change.improvement();
    if (change == null || improvement == null) {
      return UNKNOWN;
    }
    if (improvement.value() == 0 && improvement.standardError() == 0) {
      return SAME;
    }
    if (!(adjusted < 1 - confidence)) {
      return OPEN;
    }
    return change.better() == Better.NEITHER ? OTHER : improvement.value() < 0 ? WORSE : BETTER;
  }

  public String words() {
    return words;
  }

  /** The class of the style sheet. */
  public String style() {
    return style;
  }

  /** A sign that says it without colour; empty where nothing is proven. */
  public String mark() {
    return mark;
  }
}
