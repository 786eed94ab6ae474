package dev.maskwise.image.object;

import dev.maskwise.metric.Choice;

/** Which true objects do not count. */
public enum IgnoreRule implements Choice {
  /** Crowds: COCO's API overwrites what the data set says of the others. */
  CROWD("crowds do not count; what a truth says of ignore is overwritten, as in COCO's API"),
  /** Crowds, and those that the data set says are to be ignored. */
  CROWD_OR_IGNORE("crowds do not count, nor do truths whose ignore is set"),
  /** Those that the data set says are to be ignored. A crowd is an object as any other. */
  IGNORE("truths whose ignore is set do not count; crowds count as one object, as in LVIS' API");

  private final String definition;

  IgnoreRule(String definition) {
    this.definition = definition;
  }

  @Override
  public String definition() {
    return definition;
  }

  /** The object as this rule sees it: its crowd and its ignore are what they are held to be. */
  TruthObject of(TruthObject truth) {
    boolean crowd = this != IGNORE && truth.crowd();
    boolean ignore = crowd || (this != CROWD && truth.ignore());
    return crowd == truth.crowd() && ignore == truth.ignore()
        ? truth
        : new TruthObject(
            truth.id(), truth.category(), truth.box(), truth.area(), crowd, ignore, truth.mask());
  }
}
