package dev.maskwise.job;

import dev.maskwise.job.history.FileSystemOptions;
import dev.maskwise.job.output.VerdictFiles;
import dev.maskwise.publish.PrometheusText;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.check.BaselineRun;
import dev.maskwise.run.check.Checker;
import dev.maskwise.run.check.Comparisons;
import dev.maskwise.run.check.DryRun;
import dev.maskwise.run.check.Evidence;
import dev.maskwise.run.check.rule.Checks;
import dev.maskwise.run.check.rule.ChecksFile;
import dev.maskwise.run.check.verdict.Verdict;
import dev.maskwise.run.check.verdict.VerdictText;
import dev.maskwise.run.compare.Comparer;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.store.RunReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise check}: judges a finished run by rules. */
@Command(
    name = "check",
    description =
        "Judges a finished run by rules. Ends with 0 (passed, or only warnings), 2 (a rule failed)"
            + " or 3 (something could not be decided).",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final int INCOMPLETE = 1;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      required = true,
      description = "The run that is judged: its directory, or STORE@WHICH.")
  private String run = "";

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description = "What changes are measured against (default: as the file of checks says).")
  private @Nullable String against;

  @Option(
      names = "--checks",
      paramLabel = "FILE",
      required = true,
      description = "The rules, in YAML; see docs/checks.md.")
  private String checks = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where verdict.json, junit.xml, summary.md and metrics.prom go (default: into the run)."
              + " Earlier ones are replaced.")
  private @Nullable String out;

  @Option(
      names = "--dry-run",
      description = "Only list what each rule is about in the run; 1 if something is not there.")
  private boolean dryRun;

  @Mixin private final FileSystemOptions fileSystems = new FileSystemOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    StorageAccess storages = fileSystems.storages();
    PrintWriter console = spec.commandLine().getOut();
    Checks rules = rules(storages, checks);
    VerdictFiles files = out == null ? null : VerdictFiles.in(storages, out);
    StoredRun judged = RunReference.resolve(storages, run);
    StoreEvidence store = new StoreEvidence(storages, judged);
    if (dryRun) {
      DryRun plan = DryRun.of(rules, judged);
      console.print(plan.text());
      console.flush();
      return plan.isComplete() ? 0 : INCOMPLETE;
    }
    Evidence evidence =
        new Evidence(
            baseline(storages, store, judged, rules.baseline()),
            comparisons(rules.statistics().clusterBy()),
            store.history(),
            store::sameKey);
    Verdict verdict = new Checker(rules).judge(judged, evidence);
    BiConsumer<String, String> into = files == null ? judged::put : files::write;
    VerdictFiles.of(verdict).forEach(into);
    into.accept(
        VerdictFiles.METRICS, PrometheusText.of(judged, out, List.of(), /* slices= */ false));
    console.print(VerdictText.write(verdict));
    console.println("Results: " + (out == null ? judged.directory() : out));
    console.flush();
    return verdict.state().exitCode();
  }

  /** Reads the rules in a file on any file system. */
  static Checks rules(StorageAccess storages, String file) {
    return ChecksFile.read("--checks " + file, text(storages, file));
  }

  private BaselineRun baseline(
      StorageAccess storages, StoreEvidence store, StoredRun judged, Checks.Baseline baseline) {
    String location = against == null ? baseline.run() : against;
    if (location != null) {
      StoredRun other = RunReference.resolve(storages, location);
      InputRefusedException.require(
          !isItself(judged, other, baseline),
          "The baseline %s is the run that is judged: name another, or a model of it in the file of checks."
              .formatted(location));
      return BaselineRun.of(other, baseline.model());
    }
    String ref = baseline.ref();
    if (ref != null) {
      String otherwise = baseline.otherwise();
      Optional<StoredRun> found = store.named(ref);
      if (found.isEmpty() && otherwise != null) {
        found = store.named(otherwise);
      }
      if (found.isEmpty()) {
        String names =
            "'%s'%s".formatted(ref, otherwise == null ? "" : " or '%s'".formatted(otherwise));
        return BaselineRun.none(
            store.isInStore()
                ? "the store has no earlier run that is " + names
                : "the run is in no store, which could have a run " + names);
      }
      return isItself(judged, found.get(), baseline)
          ? BaselineRun.none("'%s' is the run that is judged".formatted(ref))
          : BaselineRun.of(found.get(), baseline.model());
    }
    return baseline.model() == null
        ? BaselineRun.none("neither --against nor the file of checks names one")
        : BaselineRun.of(judged, baseline.model());
  }

  /** A comparison with itself would find nothing. */
  private static boolean isItself(StoredRun judged, StoredRun other, Checks.Baseline baseline) {
    return baseline.model() == null && judged.manifest().run().equals(other.manifest().run());
  }

  /** Compares runs, each of which is read once. */
  private static Comparisons comparisons(@Nullable Pattern clusterBy) {
    Map<Path, RunImages> images = new HashMap<>();
    return (before, modelBefore, after, modelAfter) ->
        new Comparer(
                images.computeIfAbsent(before.directory(), directory -> RunImages.of(before)),
                images.computeIfAbsent(after.directory(), directory -> RunImages.of(after)))
            .compare(modelBefore, modelAfter, clusterBy == null ? null : clusterBy.pattern());
  }

  private static String text(StorageAccess storages, String file) {
    Storage storage;
    Path path;
    try {
      path = Location.path(file);
      storage = storages.at(path);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputRefusedException(
          "--checks %s cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
    try (InputStream in = storage.open(path)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      InputRefusedException.require(
          bytes.length <= MAX_FILE_BYTES,
          "--checks %s is longer than %,d bytes, more than rules take: check it."
              .formatted(file, MAX_FILE_BYTES));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputRefusedException(
          "--checks %s is not UTF-8: save it in that encoding.".formatted(file), e);
    } catch (IOException e) {
      String clause = OpenFault.clause(storage, path, e, "does not exist: check the path");
      throw new InputRefusedException("--checks %s %s.".formatted(file, clause), e);
    }
  }
}
