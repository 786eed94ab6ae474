package dev.maskwise.metric.loss;

/** 1 − IoU (Jaccard) of probabilities. */
record SoftIouLoss(LossDefinition definition, RegionTerms terms) implements RegionLoss {

  static final LossFamily FAMILY =
      LossFamily.ofAll(
          "soft_iou_loss",
          "soft IoU loss (Jaccard)",
          task -> RegionTerms.parameters(task, true),
          (task, kind, values) -> {
            RegionTerms terms = RegionTerms.of(task, values, true);
            String formula = terms.formula("Σpy", terms.predictionSymbol() + " + Σy − Σpy");
            return new SoftIouLoss(
                new LossDefinition(
                    values.name(),
                    "soft IoU loss (Jaccard)",
                    terms.overClasses(formula),
                    "ratio",
                    "[0, 1]",
                    "Rahman & Wang 2016, Optimizing Intersection-over-Union, §3"),
                terms);
          });

  @Override
  public double loss(double intersection, double prediction, double truth) {
    return terms.loss(intersection, prediction + truth - intersection);
  }
}
