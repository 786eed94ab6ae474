package dev.maskwise.metric.loss;

/** 1 − Dice of probabilities. */
record SoftDiceLoss(LossDefinition definition, RegionTerms terms) implements RegionLoss {

  static final LossFamily FAMILY =
      LossFamily.ofAll(
          "soft_dice_loss",
          "soft Dice loss",
          task -> RegionTerms.parameters(task, true),
          (task, kind, values) -> {
            RegionTerms terms = RegionTerms.of(task, values, true);
            String formula = terms.formula("2·Σpy", terms.predictionSymbol() + " + Σy");
            return new SoftDiceLoss(
                new LossDefinition(
                    values.name(),
                    "soft Dice loss",
                    terms.overClasses(formula),
                    "ratio",
                    "[0, 1]",
                    "Milletari et al. 2016, V-Net, §3; Sudre et al. 2017, Generalised Dice, §2"),
                terms);
          });

  @Override
  public double loss(double intersection, double prediction, double truth) {
    return terms.loss(2 * intersection, prediction + truth);
  }
}
