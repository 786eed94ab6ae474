package ai.rapids.cudf;

/** The one reduction of segments in the model. */
public final class SegmentedReductionAggregation {
  private SegmentedReductionAggregation() {}

  public static SegmentedReductionAggregation sum() {
    return new SegmentedReductionAggregation();
  }
}
