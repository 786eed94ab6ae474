package dev.maskwise.job.plan;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.image.object.CategoryRule;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.image.object.IgnoreRule;
import dev.maskwise.image.object.LimitRule;
import dev.maskwise.image.object.OverlapKind;
import dev.maskwise.image.object.ZeroIdRule;
import dev.maskwise.metric.Choice;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.statistic.object.AreaBand;
import dev.maskwise.statistic.object.DetectionGrid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} for predictions that are objects. */
final class ObjectOptions {
  /** The other options that have a meaning for objects. */
  private static final Set<String> OF_ALL_TASKS =
      Set.of(
          "--truth",
          "--prediction",
          "--slice",
          "--max-pixels",
          "--task",
          "--on-reject",
          "--partitions",
          "--out",
          "--overwrite",
          "--store",
          "--again",
          "--master",
          "--conf");

  /** Whose conventions hold where nothing else is said. */
  private enum Convention implements Choice {
    COCO("those of COCO's API"),
    LVIS("those of LVIS' API: 300 detections an image, and categories that are not exhaustive");

    private final String definition;

    Convention(String definition) {
      this.definition = definition;
    }

    @Override
    public String definition() {
      return definition;
    }
  }

  @Option(
      names = "--rules",
      paramLabel = "coco|lvis",
      description =
          "Whose rules hold for what the options below do not say: those of COCO or of LVIS."
              + " Default: coco.")
  private Convention convention = Convention.COCO;

  @Option(
      names = "--overlap",
      paramLabel = "box|mask|boundary",
      description =
          "What of two objects is laid upon each other. Default: box for --task detections, mask for"
              + " --task instances; boundary takes the lesser of mask and border.")
  private @Nullable OverlapKind overlap;

  @Option(
      names = "--boundary-ratio",
      paramLabel = "R",
      description = "The width of borders, as part of the diagonal of the image. Default: 0.02.")
  private @Nullable Double boundaryRatio;

  @Option(
      names = "--iou-thresholds",
      paramLabel = "T,…",
      split = ",",
      description =
          "From which overlap on an object is found, ascending (default: 0.5 to 0.95 in steps of"
              + " 0.05).")
  private List<String> thresholds = new ArrayList<>();

  @Option(
      names = "--area-bands",
      paramLabel = "NAME=LOW..HIGH,…",
      split = ",",
      description =
          "Sizes of objects that have numbers of their own, in square pixels (default: small=0..1024,"
              + " medium=1024..9216 and large=9216..1e10).")
  private List<String> bands = new ArrayList<>();

  @Option(
      names = "--max-detections",
      paramLabel = "N,…",
      split = ",",
      description =
          "How many detections of an image recalls look at, ascending; no more than the last are"
              + " matched (default: 1,10,100; by LVIS' rules 300).")
  private List<Integer> maxDetections = new ArrayList<>();

  @Option(
      names = "--ignore-rule",
      paramLabel = "crowd|crowd_or_ignore",
      description =
          "Which true objects count neither as found nor as missed: crowds, or also those that the"
              + " truth says are ignored (default: crowd; by LVIS' rules crowd_or_ignore).")
  private @Nullable IgnoreRule ignoreRule;

  @Option(
      names = "--zero-id",
      paramLabel = "found|lost",
      description =
          "Whether the annotation with the id 0 can be found; in COCO's API it cannot. Default:"
              + " found.")
  private ZeroIdRule zeroId = ZeroIdRule.FOUND;

  @Option(
      names = "--limit",
      paramLabel = "category|image",
      description =
          "Whether the last of --max-detections is the limit of each category of an image, or of the"
              + " image (default: category; by LVIS' rules image).")
  private @Nullable LimitRule limit;

  @Option(
      names = "--categories",
      paramLabel = "separate|pooled|federated",
      description =
          "Whether objects are matched within their category, as if there was one, or as LVIS has it"
              + " (default: separate; by LVIS' rules federated).")
  private @Nullable CategoryRule categories;

  /**
   * What it comes to.
   *
   * @param maxDetections how many detections of an image recalls look at, ascending
   */
  record Matched(DetectionRules rules, List<Integer> maxDetections) {}

  /**
   * Checks and resolves the options, and adds them to the definition.
   *
   * @throws InputRefusedException when one cannot be worked with
   */
  Matched plan(Task task, Definition definition) {
    OverlapKind kind =
        overlap != null ? overlap : task == Task.INSTANCES ? OverlapKind.MASK : OverlapKind.BOX;
    require(
        (task == Task.INSTANCES) == (kind != OverlapKind.BOX),
        "--overlap %s does not go with --task %s: detections are boxes, instances are masks and their borders."
            .formatted(kind.label(), task.label()));
    require(
        boundaryRatio == null || kind == OverlapKind.BOUNDARY,
        "--boundary-ratio is for --overlap boundary: leave it out.");
    DetectionRules start =
        convention == Convention.LVIS ? DetectionRules.LVIS : DetectionRules.COCO;
    List<Integer> most =
        !maxDetections.isEmpty()
            ? maxDetections
            : convention == Convention.LVIS ? List.of(300) : List.of(1, 10, 100);
    for (int i = 0; i < most.size(); i++) {
      require(
          most.get(i) > (i == 0 ? 0 : most.get(i - 1)) && most.get(i) <= DetectionGrid.MAX_LIMIT,
          "--max-detections %s is no list of numbers from 1 to %,d that ascend."
              .formatted(most, DetectionGrid.MAX_LIMIT));
    }
    DetectionGrid grid;
    DetectionRules rules;
    try {
      grid =
          new DetectionGrid(
              thresholds.isEmpty() ? start.grid().thresholds() : thresholds(),
              bands.isEmpty() ? start.grid().bands() : bands(start.grid().bands().get(0)),
              most.get(most.size() - 1));
      rules =
          new DetectionRules(
              grid,
              kind,
              boundaryRatio == null ? DetectionRules.BOUNDARY_RATIO : boundaryRatio,
              ignoreRule == null ? start.ignore() : ignoreRule,
              zeroId,
              limit == null ? start.limit() : limit,
              categories == null ? start.categories() : categories);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(String.valueOf(e.getMessage()), e);
    }
    describe(definition, rules, most);
    return new Matched(rules, most);
  }

  /**
   * Refuses an option that would do nothing: one of pixels where predictions are objects, one of
   * objects where they are not.
   *
   * @param command has the options; null where they were not parsed
   */
  static void requireSuitable(@Nullable CommandSpec command, Task task) {
    CommandLine line = command == null ? null : command.commandLine();
    if (line == null || line.getParseResult() == null) {
      return;
    }
    CommandSpec ofObjects = CommandSpec.forAnnotatedObject(new ObjectOptions());
    for (OptionSpec option : line.getParseResult().matchedOptionsSet()) {
      String name = option.longestName();
      boolean isOfObjects = ofObjects.findOption(name) != null;
      require(
          !task.ofObjects() || isOfObjects || OF_ALL_TASKS.contains(name),
          "%s is for label maps and scores, but with --task %s predictions are objects: leave it out."
              .formatted(name, task.label()));
      require(
          task.ofObjects() || !isOfObjects,
          "%s is for objects, but --task is %s: leave it out, or say --task detections or --task instances."
              .formatted(name, task.label()));
    }
  }

  private void describe(Definition definition, DetectionRules rules, List<Integer> most) {
    Map<String, List<Double>> areas = new LinkedHashMap<>();
    rules
        .grid()
        .bands()
        .forEach(band -> areas.put(band.name(), List.of(band.lowest(), band.highest())));
    definition
        .put("rules", convention.label())
        .put("overlap", rules.overlap())
        .put(
            "boundary_ratio",
            rules.overlap() == OverlapKind.BOUNDARY ? (Double) rules.boundaryRatio() : null)
        .put("iou_thresholds", rules.grid().thresholds())
        .put("area_bands", areas)
        .put("max_detections", most)
        .put("ignore_rule", rules.ignore())
        .put("zero_id", rules.zeroId())
        .put("limit", rules.limit())
        .put("categories", rules.categories());
    Map<String, String> meanings = new LinkedHashMap<>();
    rules.choices().forEach(choice -> meanings.put(choice.label(), choice.definition()));
    definition.put("meanings", meanings);
  }

  private List<Double> thresholds() {
    return thresholds.stream().map(text -> number("--iou-thresholds", text)).toList();
  }

  /** The band of all objects is always the first. */
  private List<AreaBand> bands(AreaBand all) {
    List<AreaBand> list = new ArrayList<>(List.of(all));
    for (String text : bands) {
      int equals = text.indexOf('=');
      int dots = text.indexOf("..", equals + 1);
      require(
          equals > 0 && dots > 0,
          "--area-bands %s is no band: write NAME=LOW..HIGH, in square pixels.".formatted(text));
      list.add(
          new AreaBand(
              text.substring(0, equals).strip(),
              number("--area-bands", text.substring(equals + 1, dots)),
              number("--area-bands", text.substring(dots + 2))));
    }
    return list;
  }

  private static double number(String option, String text) {
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // It is refused below, as a number that is not finite is.
    }
    throw new InputRefusedException(
        "%s: '%s' is no finite number: write one such as 0.5.".formatted(option, text.strip()));
  }
}
