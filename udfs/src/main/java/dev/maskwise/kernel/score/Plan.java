package dev.maskwise.kernel.score;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a kernel on the block in hand, taken one after another in one loop, so that the call
 * has many targets and the compiler keeps them apart, each compiled by itself: together the vector
 * operations of several steps go beyond what it inlines into one method, and what is not inlined is
 * ten times slower.
 */
final class Plan {
  private final List<Runnable> steps = new ArrayList<>();

  void add(Runnable step) {
    steps.add(step);
  }

  void takeAll() {
    for (Runnable step : steps) {
      step.run();
    }
  }
}
