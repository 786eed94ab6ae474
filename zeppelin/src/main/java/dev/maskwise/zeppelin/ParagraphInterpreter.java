package dev.maskwise.zeppelin;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.JobExecutionStatus;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.sql.SparkSession;
import org.apache.zeppelin.interpreter.Interpreter;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterException;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.InterpreterResult.Code;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;

/**
 * What both interpreters do with a paragraph: its Spark jobs are a group that can be watched and
 * cancelled, and a failure becomes one sentence.
 */
abstract class ParagraphInterpreter extends Interpreter {
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  ParagraphInterpreter(Properties properties) {
    super(properties);
  }

  /** The session of the interpreter process. */
  abstract SparkSession spark();

  /** The class loader that finds the classes of Java paragraphs. */
  abstract ClassLoader classes();

  /** Runs a paragraph, and gives what it shows besides what it printed. */
  abstract List<InterpreterResultMessage> run(String text, InterpreterContext context)
      throws Exception;

  @Override
  public final InterpreterResult interpret(String text, InterpreterContext context) {
    String paragraph = context.getParagraphId();
    cancelled.remove(paragraph);
    SparkContext jobs = spark().sparkContext();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes());
    jobs.setJobGroup(paragraph, "paragraph " + paragraph, true);
    try {
      List<InterpreterResultMessage> messages = run(text, context);
      return isCancelled(context)
          ? failure("The paragraph was cancelled.")
          : new InterpreterResult(Code.SUCCESS, messages);
    } catch (Exception e) {
      return failure(isCancelled(context) ? "The paragraph was cancelled." : Sentence.of(e));
    } finally {
      jobs.clearJobGroup();
      thread.setContextClassLoader(before);
    }
  }

  private static InterpreterResult failure(String sentence) {
    return new InterpreterResult(Code.ERROR, InterpreterResult.Type.TEXT, sentence);
  }

  /** Whether somebody cancelled the paragraph since it began. */
  final boolean isCancelled(InterpreterContext context) {
    return cancelled.contains(context.getParagraphId());
  }

  @Override
  public void cancel(InterpreterContext context) throws InterpreterException {
    cancelled.add(context.getParagraphId());
    spark().sparkContext().cancelJobGroup(context.getParagraphId());
  }

  /** Text is taken as it is: {@code ${…}} is no form. */
  @Override
  public final FormType getFormType() {
    return FormType.NATIVE;
  }

  /** How much is done of the Spark jobs that run for the paragraph: tasks, in percent. */
  @Override
  public final int getProgress(InterpreterContext context) {
    JavaSparkStatusTracker status = new JavaSparkContext(spark().sparkContext()).statusTracker();
    long tasks = 0;
    long done = 0;
    for (int id : status.getJobIdsForGroup(context.getParagraphId())) {
      SparkJobInfo job = status.getJobInfo(id);
      if (job != null && job.status() == JobExecutionStatus.RUNNING) {
        for (int stageId : job.stageIds()) {
          SparkStageInfo stage = status.getStageInfo(stageId);
          tasks += stage == null ? 0 : stage.numTasks();
          done += stage == null ? 0 : stage.numCompletedTasks();
        }
      }
    }
    return tasks == 0 ? 0 : (int) (100 * done / tasks);
  }
}
