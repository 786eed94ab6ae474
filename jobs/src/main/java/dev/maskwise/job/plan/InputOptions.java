package dev.maskwise.job.plan;

import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.SourceNumbers;
import dev.maskwise.reader.coco.CocoSource;
import dev.maskwise.reader.source.MaskSources;
import dev.maskwise.reader.source.TableLocation;
import dev.maskwise.reader.source.TableSource.Columns;
import dev.maskwise.reader.table.TableFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say what is read, and what files and columns hold. */
final class InputOptions {

  @Option(
      names = "--truth",
      paramLabel = "DIR|TABLE|TARS",
      description =
          "True masks: a directory of label maps (PNG, TIFF, NumPy, BMP, GIF); a table of Parquet,"
              + " ORC, CSV or JSON lines, or delta:PATH, iceberg:TABLE, table:NAME, sql:QUERY"
              + " (TABLE#COLUMN names the mask column); or tars such as 'shards/{000..049}.tar'"
              + " (TARS#SUFFIX names what the masks in them end in), on any Hadoop file system."
              + " Multilabel: arrays of the masks of all classes, or a place for each with {class} in"
              + " its name. Objects: a data set in COCO's JSON, or a directory of such files.")
  private @Nullable String truth;

  @Option(
      names = "--prediction",
      required = true,
      paramLabel = "[NAME=]DIR|TABLE|TARS",
      description =
          "Predicted masks or scores of a model, in the same form; scores are .npy or .npz files,"
              + " objects are results in COCO's JSON. Repeat it for several models.")
  private List<String> predictions = new ArrayList<>();

  @Option(
      names = "--pairs",
      paramLabel = "FILE|TABLE",
      description =
          "A manifest: a .csv or .jsonl file or a table with the path of each mask in a row for each"
              + " image. Then --prediction [NAME=]COLUMN and --truth COLUMN (default: truth) name"
              + " its columns.")
  private @Nullable String pairs;

  @Option(
      names = "--slice",
      paramLabel = "COLUMN|REGEX",
      description =
          "Numbers for parts of the data too: a column of the truth table, or a regular expression"
              + " with named groups that is searched in the image id; can be repeated.")
  private List<String> slices = new ArrayList<>();

  @Option(
      names = "--truth-suffix",
      paramLabel = "TEXT",
      description =
          "What the names of truth files end in; the rest of the path is the image id. Default:"
              + " whichever of .png, .tif, .tiff, .npy, .npz, .bmp and .gif there is.")
  private @Nullable String truthSuffix;

  @Option(
      names = "--prediction-suffix",
      paramLabel = "TEXT",
      description = "The same for predictions; scores are .npy or .npz files.")
  private @Nullable String predictionSuffix;

  @Option(
      names = "--id-column",
      paramLabel = "NAME",
      description = "The image id in tables. Default: ${DEFAULT-VALUE}.")
  private String idColumn = "image_id";

  @Option(
      names = "--mask-column",
      paramLabel = "NAME",
      description =
          "The mask in tables: the bytes of such a file, or a raw label map where the table has the columns height"
              + " and width. Default: ${DEFAULT-VALUE}.")
  private String maskColumn = "mask";

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Larger images are rejected before memory is taken. Default: ${DEFAULT-VALUE}.")
  private long maxPixels = 1L << 28;

  /**
   * Finds the inputs, and adds to the definition what is read.
   *
   * @param opener opens them
   * @param scoreColumn the column of a table that holds scores; null when predictions are label
   *     maps
   * @param overlapping the names of the classes where a pixel may have several; else empty
   * @throws InputRefusedException when one is missing, or may not be read, or a slice is no slice
   */
  Inputs open(
      MaskSources opener,
      @Nullable String scoreColumn,
      List<String> overlapping,
      Definition definition) {
    List<SliceRule> rules = slices.stream().filter(SliceRule::isRule).map(SliceRule::of).toList();
    List<String> sliceColumns = slices.stream().filter(slice -> !SliceRule.isRule(slice)).toList();
    refuseEqualNames(rules, sliceColumns);
    boolean scores = scoreColumn != null;
    Columns columns = columns(scoreColumn == null ? maskColumn : scoreColumn);
    Content content = scores ? Content.SCORES : Content.LABELS;
    Named named = named(opener.hadoop());
    List<MaskSource> truths =
        InputPlaces.ofClasses(named.truth(), overlapping).stream()
            .map(place -> open(opener, place, truthSuffix, columns(maskColumn), Content.LABELS))
            .toList();
    String nameOfTruth = name(truths, named.truth(), overlapping);
    List<MaskSource> sources = new ArrayList<>(truths);
    List<Integer> numbers = new ArrayList<>(List.of(truths.size()));
    Map<String, String> names = new LinkedHashMap<>();
    named
        .models()
        .forEach(
            (model, location) -> {
              List<MaskSource> ofModel =
                  InputPlaces.ofClasses(location, overlapping).stream()
                      .map(place -> open(opener, place, predictionSuffix, columns, content))
                      .toList();
              sources.addAll(ofModel);
              numbers.add(ofModel.size());
              names.put(model, name(ofModel, location, overlapping));
            });
    sources.forEach(MaskSource::look);
    definition
        .put("truth", nameOfTruth)
        .put("predictions", names)
        .put("slices", slices)
        .put("truth_suffix", truthSuffix)
        .put("prediction_suffix", predictionSuffix)
        .put("id_column", idColumn)
        .put("mask_column", maskColumn)
        .put("max_pixels", maxPixels);
    return new Inputs(
        sources,
        Stream.concat(Stream.of(nameOfTruth), names.values().stream()).toList(),
        new SourceNumbers(numbers, overlapping),
        List.copyOf(names.keySet()),
        sliceColumns,
        rules,
        maxPixels);
  }

  /**
   * Where objects are, and what is read of them; adds it to the definition.
   *
   * @param sliceFields the fields of images that are slices
   * @param sliceRules slices by the names of the files of images
   */
  record Objects(
      List<CocoSource> sources,
      List<String> models,
      List<String> sliceFields,
      List<SliceRule> sliceRules,
      long maxPixels) {}

  /**
   * Finds the inputs of objects, and adds to the definition what is read.
   *
   * @throws InputRefusedException when one is missing, or may not be read, or a slice is no slice
   */
  Objects openObjects(Configuration hadoop, Definition definition) {
    List<SliceRule> rules = slices.stream().filter(SliceRule::isRule).map(SliceRule::of).toList();
    List<String> fields = slices.stream().filter(slice -> !SliceRule.isRule(slice)).toList();
    refuseEqualNames(rules, fields);
    Named named = named(hadoop);
    List<CocoSource> sources = new ArrayList<>(List.of(CocoSource.open(hadoop, named.truth())));
    Map<String, String> names = new LinkedHashMap<>();
    named
        .models()
        .forEach(
            (model, location) -> {
              CocoSource source = CocoSource.open(hadoop, location);
              sources.add(source);
              names.put(model, source.location());
            });
    definition
        .put("truth", sources.get(0).location())
        .put("predictions", names)
        .put("slices", slices)
        .put("max_pixels", maxPixels);
    return new Objects(sources, List.copyOf(names.keySet()), fields, rules, maxPixels);
  }

  /** Beside a manifest each place is a column of it. */
  private MaskSource open(
      MaskSources opener, String place, @Nullable String suffix, Columns columns, Content content) {
    return pairs == null
        ? opener.open(place, suffix, columns, content)
        : opener.openColumn(pairs, place.substring(pairs.length() + 1), columns, content);
  }

  /** What the sources of an input are called, together. */
  private static String name(List<MaskSource> sources, String location, List<String> overlapping) {
    String name = sources.get(0).name();
    return sources.size() < 2 ? name : InputPlaces.nameOfAll(name, location, overlapping.get(0));
  }

  /** Of two slices with one name only one could be told. */
  private static void refuseEqualNames(List<SliceRule> rules, List<String> columns) {
    Set<String> seen = new HashSet<>();
    Stream.concat(columns.stream(), rules.stream().flatMap(rule -> rule.names().stream()))
        .forEach(
            name ->
                InputRefusedException.require(
                    seen.add(name),
                    "--slice names '%s' twice: give each column and each group a name of its own."
                        .formatted(name)));
  }

  private Columns columns(String content) {
    return new Columns(idColumn, content, Columns.DEFAULT.height(), Columns.DEFAULT.width());
  }

  /**
   * Where the truth and the predictions lie.
   *
   * @param overlapping the names of the classes where a pixel may have several; else empty
   * @throws InputRefusedException when two models have one name, or a pattern matches several
   *     places
   */
  List<String> locations(Configuration hadoop, List<String> overlapping) {
    Named named = named(hadoop);
    return Stream.concat(Stream.of(named.truth()), named.models().values().stream())
        .flatMap(location -> InputPlaces.ofClasses(location, overlapping).stream())
        .flatMap(
            location ->
                TableLocation.of(location)
                    .map(TableLocation::place)
                    .orElse(Optional.of(location))
                    .stream())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** What the options name: the truth, and what each model predicts. */
  private record Named(String truth, Map<String, String> models) {}

  private Named named(Configuration hadoop) {
    if (pairs != null) {
      InputRefusedException.require(
          TableFormat.ofName(pairs).isPresent()
              || TableLocation.of(pairs).filter(table -> !table.kind().equals("sql")).isPresent(),
          "--pairs %s is no manifest by its name: give a .csv, .jsonl, .parquet or .orc file, or a table such as table:NAME."
              .formatted(pairs));
      String column = truth == null ? "truth" : truth;
      return new Named(pairs + "#" + column, InputPlaces.modelsOf(pairs, predictions));
    }
    InputRefusedException.require(
        truth != null,
        "Nothing says where the true masks are: give --truth DIR or --truth TABLE, or a manifest with --pairs FILE.");
    InputPlaces places = new InputPlaces(hadoop);
    return new Named(places.place("--truth", String.valueOf(truth)), places.models(predictions));
  }
}
