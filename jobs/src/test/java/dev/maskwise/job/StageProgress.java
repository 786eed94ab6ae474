package dev.maskwise.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * How far a run has come, told by its stages of a certain number of tasks, in the order in which
 * they start. A stage that is tried again stays the same stage.
 */
final class StageProgress extends SparkListener {
  private record Moment(int stage, int task) {}

  private final int tasks;
  private final List<Integer> stages = new ArrayList<>();
  private final Map<Integer, AtomicInteger> ended = new ConcurrentHashMap<>();
  private final Map<Moment, Runnable> actions = new ConcurrentHashMap<>();
  private final AtomicInteger removedExecutors = new AtomicInteger();

  /**
   * @param tasks stages of another number of tasks are not counted
   */
  StageProgress(int tasks) {
    this.tasks = tasks;
  }

  /** Does something when so many tasks of a stage have ended; the first stage is 0. */
  void at(int stage, int task, Runnable action) {
    actions.put(new Moment(stage, task), action);
  }

  /** How many tasks of a stage have ended. */
  int ended(int stage) {
    AtomicInteger count = ended.get(stage);
    return count == null ? 0 : count.get();
  }

  /** How many executors have gone. */
  int removedExecutors() {
    return removedExecutors.get();
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    int id = event.stageInfo().stageId();
    if (event.stageInfo().numTasks() == tasks && !stages.contains(id)) {
      stages.add(id);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    int stage = stages.indexOf(event.stageId());
    if (stage >= 0) {
      int task = ended.computeIfAbsent(stage, s -> new AtomicInteger()).incrementAndGet();
      actions.getOrDefault(new Moment(stage, task), () -> {}).run();
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    removedExecutors.incrementAndGet();
  }
}
