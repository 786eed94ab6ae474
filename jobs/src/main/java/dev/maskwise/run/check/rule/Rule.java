package dev.maskwise.run.check.rule;

import dev.maskwise.run.check.verdict.CaseState;
import dev.maskwise.run.check.verdict.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A rule: what is asked of which numbers, and what the answers are worth.
 *
 * @param selection of a rule about images, or about all numbers, only its models say something
 * @param minImages of how many images a number has to be; null where only a proof needs the
 *     standard
 * @param minClusters how many independent groups a proof needs
 */
public record Rule(
    String id,
    Selection selection,
    Asked asked,
    Severity severity,
    Consequence onAbsent,
    Consequence onUndecided,
    @Nullable Long minImages,
    long minClusters) {

  /** So many images a proof needs where nothing is said. */
  static final long IMAGES_FOR_PROOF = 30;

  /** So many groups. */
  static final long CLUSTERS_FOR_PROOF = 20;

  /** Of how many images a number has to be for its value to be judged. */
  public long imagesForValue() {
    return minImages == null ? 0 : minImages;
  }

  /** Of how many images a number has to be for a proof. */
  public long imagesForProof() {
    return minImages == null ? IMAGES_FOR_PROOF : minImages;
  }

  /** A state under the severity of the rule. */
  public CaseState severe(CaseState state) {
    return severity.apply(state);
  }
}
