package dev.maskwise.run.check;

import dev.maskwise.run.check.verdict.Shown;

/** The words for what is too little, and for a proof. */
final class Words {
  private Words() {}

  static String images(double images, long wanted) {
    return "It is of %s %s, and the rule wants %s: add images, or lower min-images."
        .formatted(Shown.count(images), images == 1 ? "image" : "images", Shown.count(wanted));
  }

  static String groups(double groups, long wanted) {
    return "It is of %s independent %s, and the rule wants %s: add groups, or lower min-clusters."
        .formatted(Shown.count(groups), groups == 1 ? "group" : "groups", Shown.count(wanted));
  }

  /** "p 0.0010, among the cases of the rule 0.0120". */
  static String p(Proof.P p) {
    String raw = Shown.p(p.raw());
    String adjusted = Shown.p(p.adjusted());
    return raw.equals(adjusted)
        ? "p " + raw
        : "p %s, among the cases of the rule %s".formatted(raw, adjusted);
  }
}
