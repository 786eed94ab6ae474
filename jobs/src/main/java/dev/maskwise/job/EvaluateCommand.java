package dev.maskwise.job;

import dev.maskwise.job.output.OutputDirectory;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.report.ConsoleReport;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maskwise evaluate}: the numbers of one or several models against the truth. */
@Command(
    name = "evaluate",
    description = "Evaluates one or several models against the truth, in one pass over it.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private final EvaluateOptions options = new EvaluateOptions();
  @Mixin private final SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    evaluate(options, sparkOptions, spec.commandLine().getOut());
    return 0;
  }

  /** Evaluates and says on the console what came out, how long it took and where it is. */
  static void evaluate(EvaluateOptions options, SparkOptions sparkOptions, PrintWriter console) {
    SparkSession spark = sparkOptions.session("maskwise evaluate");
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (OutputDirectory out =
        new OutputDirectory(hadoop, options.out(), options.overwrites(), options.inputs())) {
      EvaluatePlan plan = options.plan(hadoop, SparkOptions.ofTables(spark));
      plan.inputs().remarks().forEach(console::println);
      Summary summary;
      double startUp = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
      long start = System.nanoTime();
      try (EvaluateJob job = new EvaluateJob(spark, plan)) {
        summary = job.run(out);
        job.remarks().forEach(console::println);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      console.print(ConsoleReport.write(summary));
      console.println();
      console.println(work(summary, seconds, startUp));
      console.printf("Results: %s%n", out.target());
      out.remarks().forEach(console::println);
      console.flush();
    }
  }

  private static String work(Summary summary, double seconds, double startUp) {
    long pixels =
        summary.evaluations().stream()
            .filter(e -> e.slice() == null)
            .mapToLong(ModelEvaluation::pixels)
            .sum();
    return String.format(
        Locale.ROOT,
        "%,d images × %d models, %,.1f valid Mpx in %.2f s (start-up %.2f s)",
        summary.images().evaluated(),
        summary.models().size(),
        pixels / 1e6,
        seconds,
        startUp);
  }
}
