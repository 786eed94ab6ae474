package dev.maskwise.job.demo;

import java.util.Locale;

/** Light and weather of a scene. Half of the scenes are day, a quarter dusk, a quarter rain. */
enum Condition {
  DAY(1.0),
  DUSK(1.3),
  RAIN(2.0);

  /** Factor on everything that goes wrong in a model; 1 by day. */
  final double difficulty;

  Condition(double difficulty) {
    this.difficulty = difficulty;
  }

  /** The condition of the scene with this index: it repeats every four scenes. */
  static Condition of(int index) {
    return switch (index % 4) {
      case 2 -> DUSK;
      case 3 -> RAIN;
      default -> DAY;
    };
  }

  /** Name of the folder. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
