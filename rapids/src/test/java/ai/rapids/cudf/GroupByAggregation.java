package ai.rapids.cudf;

/** The one aggregation of groups in the model. */
public final class GroupByAggregation {
  private GroupByAggregation() {}

  public static GroupByAggregation count() {
    return new GroupByAggregation();
  }

  public GroupByAggregationOnColumn onColumn(int index) {
    return new GroupByAggregationOnColumn();
  }
}
