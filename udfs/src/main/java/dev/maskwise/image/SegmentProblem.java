package dev.maskwise.image;

/** How a list of segments and the map of their pixels can disagree. */
public enum SegmentProblem {
  /** Its id stands for pixels of no segment. */
  VOID("lists a segment with the id %d, which stands for pixels of no segment"),
  /** It stands in the list more than once. */
  TWICE("lists the segment %d twice"),
  /** Its category is not one of the data set. */
  UNKNOWN_CATEGORY("lists the segment %d with the category %d, which the data set does not have"),
  /** Pixels have its id, but the list does not. */
  NOT_LISTED("has pixels of the segment %d, which its list lacks"),
  /** The list has it, but no pixel. */
  NO_PIXELS("lists the segment %d, of which it has no pixel"),
  /** The area of the list is smaller than what a prediction covers of it. */
  AREA("lists an area of the segment %d that is smaller than the segment");

  private final String clause;

  SegmentProblem(String clause) {
    this.clause = clause;
  }

  String clause(int id, int category) {
    return clause.formatted(id, category);
  }
}
