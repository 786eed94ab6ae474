package ai.rapids.cudf;

/** The one scan of the model. */
public final class ScanAggregation {
  private ScanAggregation() {}

  public static ScanAggregation sum() {
    return new ScanAggregation();
  }
}
