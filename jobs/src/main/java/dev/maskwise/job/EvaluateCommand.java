package dev.maskwise.job;

import dev.maskwise.job.object.ObjectJob;
import dev.maskwise.job.output.OutputDirectory;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.ObjectPlan;
import dev.maskwise.job.plan.OutputPlan;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.reader.source.MaskSources;
import dev.maskwise.report.ConsoleReport;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.RunStore;
import dev.maskwise.run.store.StoreIndex;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maskwise evaluate}: the numbers of one or several models against the truth. */
@Command(
    name = "evaluate",
    description = "Evaluates one or several models against the truth, in one pass over it.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  private static final String NAME = "maskwise evaluate";

  @Mixin private final EvaluateOptions options = new EvaluateOptions();
  @Mixin private final SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    evaluate(options, sparkOptions, spec.commandLine().getOut());
    return 0;
  }

  /** Evaluates into a store, which the options name. */
  StoredRun intoStore(PrintWriter console) {
    return intoStore(options, sparkOptions, console);
  }

  /** Evaluates and says on the console what came out, how long it took and where it is. */
  static void evaluate(EvaluateOptions options, SparkOptions sparkOptions, PrintWriter console) {
    OutputPlan output = options.output();
    if (output.out() == null) {
      intoStore(options, sparkOptions, console);
      return;
    }
    RunningSpark spark = sparkOptions.start(NAME);
    Configuration hadoop = spark.hadoop();
    try (OutputDirectory out =
        new OutputDirectory(hadoop, output.out(), output.overwrite(), options.inputs(hadoop))) {
      run(Planned.of(options, spark), out, Instant.now(), console);
    }
  }

  /** The run, which may be one that was there already. */
  private static StoredRun intoStore(
      EvaluateOptions options, SparkOptions sparkOptions, PrintWriter console) {
    OutputPlan output = options.output();
    RunningSpark spark = sparkOptions.start(NAME);
    Configuration hadoop = spark.hadoop();
    String place = Objects.requireNonNull(output.store());
    InputRefusedException.require(
        place.lastIndexOf('@') <= place.lastIndexOf('/'),
        "--store %s names a run, but a store is asked for: leave out what begins with @."
            .formatted(place));
    OutputDirectory.requireApart(hadoop, place, options.inputs(hadoop));
    RunStore store = RunStore.openOrCreate(StorageAccess.of(hadoop), place);
    Planned plan = Planned.of(options, spark);
    Optional<StoredRun> finished = output.again() ? Optional.empty() : store.finished(plan.key());
    if (finished.isPresent()) {
      console.printf(
          "The run %s is of the same inputs and definition and is used again; --again makes another.%n"
              + "Results: %s%n",
          finished.get().manifest().run(), finished.get().directory());
      console.flush();
      return finished.get();
    }
    Instant started = start(store);
    String id = ManifestJson.id(started, plan.key());
    try (OutputDirectory out = OutputDirectory.inStore(hadoop, store.place(id))) {
      run(plan, out, started, console);
    }
    StoredRun run = StoredRun.open(StorageAccess.of(hadoop), store.place(id).toString());
    new StoreIndex(store).record(run);
    return run;
  }

  /** A run of some task. */
  private interface Work {
    Summary run(OutputDirectory out, Instant started, PrintWriter console);
  }

  /**
   * What the options come to: this is the one place where the job of pixels and that of objects
   * part.
   *
   * @param key that of the run
   */
  private record Planned(String key, Work work) {
    static Planned of(EvaluateOptions options, RunningSpark spark) {
      return options.task().ofObjects() ? ofObjects(options, spark) : ofPixels(options, spark);
    }

    private static Planned ofObjects(EvaluateOptions options, RunningSpark spark) {
      ObjectPlan plan = options.objectPlan(spark.hadoop());
      return new Planned(
          plan.key(),
          (out, started, console) -> {
            plan.remarks().forEach(console::println);
            try (ObjectJob job = new ObjectJob(spark, plan, Version.current())) {
              return job.run(out, started);
            }
          });
    }

    private static Planned ofPixels(EvaluateOptions options, RunningSpark spark) {
      EvaluatePlan plan =
          options.plan(
              new MaskSources(spark.hadoop(), spark::session),
              () -> SparkOptions.ofTables(spark.session()));
      return new Planned(
          plan.key(),
          (out, started, console) -> {
            try (EvaluateJob job = new EvaluateJob(spark, plan)) {
              plan.inputs().remarks().forEach(console::println);
              Summary summary = job.run(out, started);
              job.remarks().forEach(console::println);
              return summary;
            }
          });
    }
  }

  /** When the run starts: in a second in which no other did, since ids say which was first. */
  private static Instant start(RunStore store) {
    Instant now = Instant.now();
    while (store.ids().stream().anyMatch(ManifestJson.startedAt(now))) {
      Instant next = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      LockSupport.parkNanos(now.until(next, ChronoUnit.NANOS));
      now = Instant.now();
    }
    return now;
  }

  private static void run(Planned plan, OutputDirectory out, Instant started, PrintWriter console) {
    double startUp = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    long start = System.nanoTime();
    Summary summary = plan.work().run(out, started, console);
    double seconds = (System.nanoTime() - start) / 1e9;
    console.print(ConsoleReport.write(summary));
    console.println();
    console.println(work(summary, seconds, startUp));
    console.printf("Results: %s%n", out.target());
    out.remarks().forEach(console::println);
    console.flush();
  }

  private static String work(Summary summary, double seconds, double startUp) {
    long pixels =
        summary.evaluations().stream()
            .filter(e -> e.slice() == null)
            .mapToLong(ModelEvaluation::pixels)
            .sum();
    String counted =
        pixels == 0 ? "" : String.format(Locale.ROOT, ", %,.1f valid Mpx", pixels / 1e6);
    return String.format(
        Locale.ROOT,
        "%,d %s × %d %s%s in %.2f s (start-up %.2f s)",
        summary.images().evaluated(),
        summary.images().evaluated() == 1 ? "image" : "images",
        summary.models().size(),
        summary.models().size() == 1 ? "model" : "models",
        counted,
        seconds,
        startUp);
  }
}
