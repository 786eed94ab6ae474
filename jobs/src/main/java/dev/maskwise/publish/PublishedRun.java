package dev.maskwise.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.metric.Averaging;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** What is sent of a run: the same to every target. */
final class PublishedRun {
  static final String REPORT = "report.html";
  private static final String PAGE = "page.html";

  private static final String CLASS_METRIC = "iou";
  private static final String MISSING = "is not there";

  /** A number of a model. */
  record ModelNumber(String model, NumberKey key, StoredNumber number) {}

  private final StoredRun run;
  private final List<ModelNumber> numbers;
  private final @Nullable Verdict verdict;
  private final @Nullable String markdown;

  private PublishedRun(
      StoredRun run,
      List<ModelNumber> numbers,
      @Nullable Verdict verdict,
      @Nullable String markdown) {
    this.run = run;
    this.numbers = numbers;
    this.verdict = verdict;
    this.markdown = markdown;
  }

  /**
   * Reads what is sent of a run.
   *
   * @param verdict the directory of a check's files; null for that of the run
   * @param metrics see {@link PublishSettings}
   * @param slices whether numbers of slices are sent too
   * @throws InputRefusedException when something cannot be read, or a metric has no number
   */
  static PublishedRun read(
      StoredRun run, @Nullable String verdict, List<String> metrics, boolean slices) {
    List<ModelNumber> numbers = numbers(run, metrics, slices);
    try {
      Path checked = verdict == null ? run.directory() : Location.path(verdict);
      Storage files = verdict == null ? run.storage() : run.access().at(checked);
      Path file = new Path(checked, "verdict.json");
      byte[] json = bytes(files, file);
      byte[] markdown = bytes(files, new Path(checked, "summary.md"));
      InputRefusedException.require(
          verdict == null || json != null,
          "%s %s: name the directory that check wrote into.".formatted(file, MISSING));
      return new PublishedRun(
          run,
          numbers,
          json == null ? null : verdict(file, json),
          markdown == null ? null : new String(markdown, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw new InputRefusedException(
          "The directory of the verdict, %s, cannot be opened: %s."
              .formatted(verdict, e.getMessage()),
          e);
    }
  }

  private static Verdict verdict(Path file, byte[] json) throws IOException {
    try {
      return Verdict.of(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new InputRefusedException(
          "%s is not JSON (%s): run check again.".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static List<ModelNumber> numbers(StoredRun run, List<String> metrics, boolean slices) {
    StoredSummary summary = run.summary();
    Set<String> left = new TreeSet<>(metrics);
    Set<String> known = new TreeSet<>();
    List<ModelNumber> numbers = new ArrayList<>();
    for (String model : summary.models()) {
      (slices
              ? summary.numbers(model, key -> key.slice() == null || isChosen(key, metrics))
              : summary.numbersOfAllImages(model, key -> true))
          .forEach(
              (key, number) -> {
                known.add(key.metric());
                left.remove(key.metric());
                if (isChosen(key, metrics)) {
                  numbers.add(new ModelNumber(model, key, number));
                }
              });
    }
    InputRefusedException.require(
        left.isEmpty(),
        "The run %s has no number %s, only %s: choose among these."
            .formatted(run.directory(), String.join(", ", left), String.join(", ", known)));
    return numbers;
  }

  private static boolean isChosen(NumberKey key, List<String> metrics) {
    return metrics.isEmpty()
        ? key.className() == null
            || (key.metric().equals(CLASS_METRIC) && key.averaging() == Averaging.DATASET)
        : metrics.contains(key.metric());
  }

  /** What a file holds; null where there is none. */
  private static byte @Nullable [] bytes(Storage files, Path file) {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      return null;
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s %s.".formatted(file, OpenFault.clause(files, file, e, MISSING)), e);
    }
  }

  Manifest manifest() {
    return run.manifest();
  }

  /** When it began. */
  Instant started() {
    return Instant.parse(manifest().started());
  }

  /** When the numbers were there. */
  Instant ended() {
    return Instant.parse(manifest().ended());
  }

  /** The numbers, model by model, in the order of the summary. */
  List<ModelNumber> numbers() {
    return numbers;
  }

  /** The models in one text, whatever their order is. */
  String models() {
    return String.join(",", new TreeSet<>(manifest().models()));
  }

  @Nullable Verdict verdict() {
    return verdict;
  }

  /** The state of the verdict; recorded where there is none. */
  String state() {
    return verdict == null ? "recorded" : verdict.state();
  }

  /** Whether it is a run that somebody would want: not judged, or judged good. */
  boolean isGood() {
    return verdict == null || verdict.isGood();
  }

  /** The summary for people, {@code summary.md}; null where there is none. */
  @Nullable String markdown() {
    return markdown;
  }

  /** The page of the run, else the report that evaluate wrote; null where there is neither. */
  byte @Nullable [] report() {
    byte @Nullable [] page = bytes(run.storage(), new Path(run.directory(), PAGE));
    return page == null ? bytes(run.storage(), new Path(run.directory(), REPORT)) : page;
  }

  /** The most important in one line. */
  String headline() {
    StringBuilder line = new StringBuilder("Maskwise: ").append(state());
    if (verdict != null) {
      line.append(
          " (%d of %d checks failed".formatted(verdict.count("failed"), verdict.cases().size()));
      for (String other : List.of("warned", "undecided")) {
        long count = verdict.count(other);
        line.append(count == 0 ? "" : ", %d %s".formatted(count, other));
      }
      line.append(')');
    }
    numbers.stream()
        .map(ModelNumber::key)
        .filter(key -> key.className() == null && key.slice() == null)
        .findFirst()
        .ifPresent(key -> line.append("; ").append(key).append(": ").append(values(key)));
    return line.append("; ")
        .append(String.format(Locale.ROOT, "%,d images", manifest().images().evaluated()))
        .toString();
  }

  private String values(NumberKey key) {
    return String.join(
        ", ",
        numbers.stream()
            .filter(number -> number.key().equals(key))
            .map(
                number ->
                    Double.isNaN(number.number().value())
                        ? number.model() + " undefined"
                        : String.format(
                            Locale.ROOT, "%s %.4f", number.model(), number.number().value()))
            .toList());
  }
}
