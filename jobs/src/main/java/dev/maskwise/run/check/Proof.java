package dev.maskwise.run.check;

import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.run.check.rule.Checks.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether a distance to what is allowed is proven to be none of chance, with regard to all cases of
 * the rule. A distance of at least 0 is allowed.
 *
 * @param against p of "the true distance is at least 0": small where a breach is proven
 * @param inFavour p of "the true distance is below 0": small where it is proven that none is
 */
record Proof(P against, P inFavour, Statistics statistics) {

  /** A p value, alone and with regard to the others of the rule. */
  record P(double raw, double adjusted) {}

  /** The proofs of the cases of a rule. */
  static List<Proof> of(List<Estimate> distances, Statistics statistics) {
    List<P> against = adjust(distances, statistics, distance -> distance.pAtLeast(0));
    List<P> inFavour = adjust(distances, statistics, Proof::pBelow);
    List<Proof> proofs = new ArrayList<>();
    for (int i = 0; i < distances.size(); i++) {
      proofs.add(new Proof(against.get(i), inFavour.get(i), statistics));
    }
    return proofs;
  }

  private static List<P> adjust(
      List<Estimate> distances, Statistics statistics, ToDoubleFunction<Estimate> p) {
    double[] raw = distances.stream().mapToDouble(p).toArray();
    double[] adjusted = statistics.multiplicity().adjust(raw);
    List<P> all = new ArrayList<>();
    for (int i = 0; i < raw.length; i++) {
      all.add(new P(raw[i], adjusted[i]));
    }
    return all;
  }

  /** Without a standard error the distance is the true one, and 0 is not below 0. */
  private static double pBelow(Estimate distance) {
    return distance.standardError() == 0 && distance.value() == 0 ? 0 : distance.pAtMost(0);
  }

  boolean isBreached() {
    return statistics.proves(against.adjusted());
  }

  boolean isKept() {
    return statistics.proves(inFavour.adjusted());
  }
}
