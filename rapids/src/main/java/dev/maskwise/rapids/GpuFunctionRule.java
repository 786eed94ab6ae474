package dev.maskwise.rapids;

import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Exchanges calls of SQL functions of Maskwise for their GPU versions, where {@link GpuUse} says
 * so. It runs when types are cast and constants folded.
 */
final class GpuFunctionRule extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return GpuUse.in(SQLConf.get()) ? exchanged(plan) : plan;
  }

  private static LogicalPlan exchanged(LogicalPlan plan) {
    return plan.mapChildren(GpuFunctionRule::exchanged).mapExpressions(Exchange::in);
  }
}
