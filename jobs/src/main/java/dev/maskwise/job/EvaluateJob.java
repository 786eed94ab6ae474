package dev.maskwise.job;

import dev.maskwise.job.exact.ExactLovasz;
import dev.maskwise.job.output.EvaluatedSlices;
import dev.maskwise.job.output.EvaluationFiles;
import dev.maskwise.job.output.OutputDirectory;
import dev.maskwise.job.pass.ImagePasses;
import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.pass.KeptImages;
import dev.maskwise.job.pass.KeptImages.Earlier;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.EvaluatePlan.Reuse;
import dev.maskwise.job.plan.Inputs;
import dev.maskwise.job.plan.ScorePlan;
import dev.maskwise.job.query.EngineChoice;
import dev.maskwise.job.query.PixelEngine;
import dev.maskwise.job.reuse.ReusePass;
import dev.maskwise.job.total.IntervalPass;
import dev.maskwise.job.total.SlicePass;
import dev.maskwise.job.total.Totals;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.report.ConsoleReport;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.report.Summary.RejectedImage;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.numbers.ErrorGroup;
import dev.maskwise.run.numbers.ExactLosses;
import dev.maskwise.run.numbers.Intervals;
import dev.maskwise.run.numbers.ListedSlices;
import dev.maskwise.run.numbers.ModelEvaluations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates models on label maps or scores: one pass over the pixels leaves the statistics of each
 * image on the executors' disks; everything else is made from those.
 */
final class EvaluateJob implements AutoCloseable {
  private static final String ADVICE = "Mend them, or go on without them with --on-reject skip.";

  private final RunningSpark spark;
  private final EvaluatePlan plan;
  private final ImagePasses passes;
  private final KeptImages images;
  private final List<String> remarks = new ArrayList<>();

  /**
   * @throws InputRefusedException when the inputs are not what the plan takes them for
   */
  EvaluateJob(RunningSpark spark, EvaluatePlan plan) {
    this.spark = spark;
    this.plan = plan;
    this.passes = new ImagePasses(spark, plan);
    if (!plan.inputs().areFiles() || plan.reuse() != null) {
      SparkOptions.suit(spark.session(), passes.partitions(), plan.inputs().sources());
    }
    plan.inputs().sources().forEach(this::requireRead);
    PixelEngine engine = EngineChoice.of(spark, plan, passes, pass());
    refuseFaults();
    this.images = engine.count();
  }

  /** The images of a file that cannot be read are not known by name: its own name is said. */
  private void requireRead(MaskSource source) {
    for (String unread : source.unread(spark.context())) {
      InputRefusedException.require(
          plan.skipsRejected(), "%s, or go on without it with --on-reject skip.".formatted(unread));
      String remark = "%s; the images that are lost in it are not evaluated.".formatted(unread);
      if (!remarks.contains(remark)) { // Several inputs may lie in one tar.
        remarks.add(remark);
      }
    }
  }

  /** What is known to be unreadable needs no pass to be refused. */
  private void refuseFaults() {
    List<RejectedImage> faults =
        plan.inputs().sources().stream()
            .filter(source -> !plan.skipsRejected())
            .flatMap(source -> source.faults(spark.context()).stream())
            .map(
                fault ->
                    new RejectedImage(
                        fault.imageId(), fault.path(), fault.kind().label(), fault.reason()))
            .sorted(Comparator.comparing(RejectedImage::sentence))
            .toList();
    long images = faults.stream().map(RejectedImage::imageId).distinct().count();
    InputRefusedException.require(
        faults.isEmpty(), ConsoleReport.rejected(images, faults) + ADVICE);
  }

  private PixelEngine pass() {
    Reuse reuse = plan.reuse();
    return reuse == null
        ? () -> KeptImages.of(passes.results(), List.of())
        : new ReusePass(spark, plan, passes, reuse, Version.current());
  }

  /**
   * Runs the evaluation and writes its files.
   *
   * @param started when the run started, which its id says too
   * @throws InputRefusedException when an image was rejected and rejects are to fail, or nothing is
   *     left to evaluate; then there is no output
   */
  Summary run(OutputDirectory out, Instant started) {
    JavaRDD<ImageResult> results = images.results();
    Totals totals =
        results.treeAggregate(Totals.of(plan), Totals::add, Totals::merge, Totals.depth(results));
    totals.rejected().require(totals.images().evaluated(), plan.skipsRejected(), typesOfIds());
    Manifest.Reused reused = takeEarlier(totals);
    ScorePlan scores = plan.scores();
    ExactLosses exact = exactLosses();
    EvaluationFiles files = new EvaluationFiles(spark, plan, out);
    EvaluatedSlices slices =
        slices(
            files,
            totals,
            new ModelEvaluations(
                    plan.models(),
                    plan.terms(),
                    totals.slices(),
                    totals.distributions().models(),
                    exact,
                    intervals(results, totals))
                .all());
    Summary summary =
        new Summary(
            Version.current(),
            plan.definition(),
            totals.images(),
            plan.classes(),
            plan.models(),
            scores == null ? List.of() : scores.losses().stream().map(ScoreLoss::name).toList(),
            slices.evaluations(),
            totals.rejected().first(),
            slices.slices());
    files.write(results, totals, exact, summary, reused, started);
    out.commit();
    return summary;
  }

  private EvaluatedSlices slices(
      EvaluationFiles files, Totals totals, List<ModelEvaluation> evaluations) {
    ListedSlices listed = new ListedSlices(plan.terms(), plan.models().size());
    return totals.hasManySlices()
        ? EvaluatedSlices.many(files, listed, evaluations, SlicePass.of(images.results(), plan))
        : EvaluatedSlices.few(files, listed, evaluations);
  }

  /** Adds what is taken of an earlier run as a whole, and says how much was. */
  private Manifest.@Nullable Reused takeEarlier(Totals totals) {
    Earlier earlier = images.earlier();
    if (earlier == null) {
      return null;
    }
    if (earlier.distributions() != null) {
      totals.distributions().add(earlier.distributions());
    }
    long evaluated = totals.images().evaluated();
    long read = evaluated + totals.images().rejected() - totals.reused();
    remarks.add(
        "%s taken from the run %s and %,d read."
            .formatted(images(totals.reused()), earlier.run(), read));
    return new Manifest.Reused(earlier.run(), totals.reused());
  }

  private static String images(long count) {
    return count == 1 ? "1 image was" : "%,d images were".formatted(count);
  }

  private Intervals intervals(JavaRDD<ImageResult> results, Totals totals) {
    Confidence confidence = plan.confidence();
    return confidence == null ? Intervals.none() : IntervalPass.of(results, totals, confidence);
  }

  /** The Lovász losses that a second pass finds; none where none is asked for. */
  private ExactLosses exactLosses() {
    ScorePlan scores = plan.scores();
    if (scores == null || !scores.exactLovasz()) {
      return ExactLosses.NONE;
    }
    List<ErrorGroup> groups = scores.errorGroups(plan.models().size());
    return ExactLovasz.losses(groups, passes.errors(scores, groups));
  }

  /** Said where an id 7 may stand against a text 007; empty where all are of one type. */
  private String typesOfIds() {
    Inputs inputs = plan.inputs();
    if (inputs.areFiles()) {
      return "";
    }
    Map<String, String> locations = new LinkedHashMap<>();
    for (MaskSource source : inputs.sources()) {
      locations.putIfAbsent(source.idType(spark.session()), source.location());
    }
    return locations.size() < 2
        ? ""
        : "The image ids are %s; they are compared as text, in which 7 is not 007. "
            .formatted(
                locations.entrySet().stream()
                    .map(type -> "%s in %s".formatted(type.getKey(), type.getValue()))
                    .collect(Collectors.joining(" and ")));
  }

  /** What the user should know of how the images were counted. */
  List<String> remarks() {
    String types = typesOfIds().stripTrailing();
    return Stream.of(
            images.remarks(), remarks, types.isEmpty() ? List.<String>of() : List.of(types))
        .flatMap(List::stream)
        .toList();
  }

  /** Frees the executors' disks. */
  @Override
  public void close() {
    images.close();
  }
}
