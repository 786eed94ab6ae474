package dev.maskwise.run.page;

import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.run.page.Pictures.Column;
import dev.maskwise.run.page.Pictures.Picture;
import dev.maskwise.run.page.survey.ImageChoice;
import dev.maskwise.run.page.survey.ImageSurvey;
import dev.maskwise.run.page.survey.ModelView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The images that the page lists, those first that are to be seen; the first of them with pictures.
 *
 * @param note how many there are, and what the pictures lack
 * @param listed how many are listed
 * @param table where the others are found too; empty where there are none
 */
record ImageList(
    String note, String listed, String table, List<String> models, List<Entry> entries) {
  private static final int MOST_PICTURES = 60;
  private static final int MOST_COLUMNS = 4;
  private static final int LARGEST_SIDE = 320;

  /**
   * An image.
   *
   * @param slices the positions of its slices, each between spaces
   * @param classes "class:IoU" for each class that it has, under the model that is worst there
   * @param value its number under the worst model
   * @param change the largest change of a model; empty where nothing is compared
   */
  record Entry(
      int number,
      String id,
      String sliceNames,
      String slices,
      String classes,
      String value,
      String change,
      List<Value> values,
      String lowest,
      List<Pair> pairs) {
    boolean hasPictures() {
      return !pairs.isEmpty();
    }
  }

  /** The number of the image under a model. */
  record Value(String model, String text) {}

  /** Pictures above one another: the photograph and the truth, or a prediction and its errors. */
  record Pair(List<Panel> panels) {}

  /**
   * A picture.
   *
   * @param kind photograph, truth, prediction or error: the class of the style sheet
   * @param column the position of the model whose prediction it is; empty for the others
   */
  record Panel(String kind, String column, String caption, String source, int width, int height) {}

  /**
   * Chooses images and has their pictures made.
   *
   * @param most so many are listed at most
   */
  static ImageList of(ImageSurvey survey, Pictures pictures, int most) {
    RunImages run = survey.run();
    List<Integer> chosen = ImageChoice.of(survey, most);
    List<Column> columns = columns(survey);
    List<Picture> made =
        pictures.of(
            chosen.stream().limit(MOST_PICTURES).map(image -> run.images().get(image)).toList(),
            columns);
    Set<String> notes = new LinkedHashSet<>();
    made.stream().map(Picture::note).filter(said -> !said.isEmpty()).forEach(notes::add);
    int largest =
        made.stream().mapToInt(each -> Math.max(each.width(), each.height())).max().orElse(1);
    int zoom = Math.max(1, LARGEST_SIDE / Math.max(1, largest));
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Picture picture = i < made.size() ? made.get(i) : Picture.none("");
      entries.add(entry(survey, i, chosen.get(i), pairs(picture, columns, zoom)));
    }
    long shown = made.stream().filter(Picture::isThere).count();
    String note =
        "%s of %s images are listed, %s of them with pictures: the most changed, the worst, and the worst of each class and slice."
            .formatted(
                Numbers.count(entries.size()),
                Numbers.count(run.images().size()),
                Numbers.count(shown));
    int step = made.stream().mapToInt(Picture::step).max().orElse(1);
    if (step > 1) {
      note += " Large images show one pixel in %d, across and down.".formatted(step);
    }
    List<String> said = List.copyOf(notes).subList(0, Math.min(3, notes.size()));
    return new ImageList(
        said.isEmpty() ? note : note + " " + String.join(" ", said),
        Numbers.count(entries.size()),
        entries.size() < run.images().size() ? run.run().directory() + "/per_image.parquet" : "",
        survey.views().stream().map(view -> view.view.model()).toList(),
        entries);
  }

  /** The models whose predictions are shown: before and after where runs are compared. */
  private static List<Column> columns(ImageSurvey survey) {
    List<Column> columns = new ArrayList<>();
    for (ImageSurvey.ViewImages images : survey.views()) {
      ModelView view = images.view;
      ModelView.Baseline baseline = view.baseline();
      if (baseline != null && isOfOtherRun(baseline, survey) && view.changes() != null) {
        columns.add(new Column(baseline.label(), baseline.run(), baseline.index()));
      }
      columns.add(new Column(view.model(), survey.run(), view.index()));
    }
    return columns.subList(0, Math.min(MOST_COLUMNS, columns.size()));
  }

  private static boolean isOfOtherRun(ModelView.Baseline baseline, ImageSurvey survey) {
    return !baseline.run().run().directory().equals(survey.run().run().directory());
  }

  private static List<Pair> pairs(Picture picture, List<Column> columns, int zoom) {
    List<Pair> pairs = new ArrayList<>();
    if (!picture.isThere()) {
      return pairs;
    }
    int width = picture.width() * zoom;
    int height = picture.height() * zoom;
    List<Panel> first = new ArrayList<>();
    if (!picture.photograph().isEmpty()) {
      first.add(new Panel("photograph", "", "photograph", picture.photograph(), width, height));
    }
    first.add(new Panel("truth", "", "truth", picture.truth(), width, height));
    pairs.add(new Pair(first));
    for (int c = 0; c < columns.size(); c++) {
      String label = columns.get(c).label();
      String column = String.valueOf(c);
      String prediction = picture.predictions().get(c);
      if (!prediction.isEmpty()) {
        pairs.add(
            new Pair(
                List.of(
                    new Panel("prediction", column, label, prediction, width, height),
                    new Panel(
                        "error",
                        column,
                        label + ": errors",
                        picture.errors().get(c),
                        width,
                        height))));
      }
    }
    return pairs;
  }

  private static Entry entry(ImageSurvey survey, int number, int index, List<Pair> pairs) {
    StoredImage image = survey.run().images().get(index);
    List<String> labels = image.sliceLabels();
    List<Value> values = new ArrayList<>();
    Map<Integer, Double> iou = new TreeMap<>();
    double lowest = Double.NaN;
    double largestChange = Double.NaN;
    for (ImageSurvey.ViewImages of : survey.views()) {
      double value = of.after[index];
      double change = value - of.before[index];
      String changed = Double.isNaN(change) ? "" : " (" + Numbers.change(change) + ")";
      values.add(new Value(of.view.model(), Numbers.value(value) + changed));
      lowest = Double.isNaN(lowest) ? value : Math.min(lowest, value);
      if (!Double.isNaN(change) && !(Math.abs(change) <= Math.abs(largestChange))) {
        largestChange = change;
      }
      ClassCounts counts =
          survey.headline().counts(image.predictions().get(of.view.index()).pixelCounts());
      for (int c = 0; c < counts.classes(); c++) {
        if (ImageSurvey.union(counts.overlap(c)) > 0) {
          iou.merge(c, counts.value(OverlapMetrics.IOU, c), Math::min);
        }
      }
    }
    List<String> names = survey.run().terms().classes();
    String worst =
        iou.entrySet().stream()
            .filter(entry -> !Double.isNaN(entry.getValue()))
            .min(Map.Entry.comparingByValue())
            .map(entry -> names.get(entry.getKey()) + " " + Numbers.value(entry.getValue()))
            .orElse("");
    return new Entry(
        number,
        image.imageId(),
        String.join(", ", labels.subList(1, labels.size())),
        Arrays.stream(survey.slicesOf(image))
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(" ", " ", " ")),
        iou.entrySet().stream()
            .map(entry -> entry.getKey() + ":" + plain(entry.getValue()))
            .collect(Collectors.joining(" ")),
        plain(lowest),
        plain(largestChange),
        values,
        worst,
        pairs);
  }

  /** For the script, in few characters; empty where it is undefined. */
  private static String plain(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, "%.3f", value).replaceFirst("^(-?)0\\.", "$1.");
  }

  /** How many characters the pictures have. */
  long pictureLength() {
    return entries.stream()
        .flatMap(entry -> entry.pairs().stream())
        .flatMap(pair -> pair.panels().stream())
        .mapToLong(panel -> panel.source().length())
        .sum();
  }
}
