package ai.rapids.cudf;

/** A count of the rows of each group. */
public final class GroupByAggregationOnColumn {}
