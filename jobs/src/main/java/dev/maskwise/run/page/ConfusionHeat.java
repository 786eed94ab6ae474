package dev.maskwise.run.page;

import dev.maskwise.report.Numbers;
import dev.maskwise.run.page.HeatTable.Cell;
import dev.maskwise.run.page.HeatTable.Head;
import dev.maskwise.run.page.HeatTable.Row;
import dev.maskwise.run.page.HeatTable.Shade;
import dev.maskwise.run.page.survey.ImageSurvey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The confusion of a model as a heat map, each row as shares of the pixels of its class, and what
 * is confused the most as a list.
 *
 * @param maps the confusion, and its change where the model is compared
 * @param largest the largest confusions of all classes
 */
record ConfusionHeat(String model, List<HeatTable> maps, List<Pair> largest) {
  private static final int MOST_CLASSES = 24;
  private static final int MOST_PAIRS = 12;

  /** A confusion of two classes. */
  record Pair(String truth, String prediction, String pixels, String share, String link) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Counts(int classes, long[] cells) {
    long at(int truth, int prediction) {
      return cells[truth * classes + prediction];
    }

    long row(int truth) {
      return IntStream.range(0, classes).mapToLong(p -> at(truth, p)).sum();
    }

    double share(int truth, int prediction) {
      long row = row(truth);
      return row == 0 ? Double.NaN : (double) at(truth, prediction) / row;
    }

    /** Pixels of the class that are predicted as another, and of others predicted as it. */
    long confused(int c) {
      return IntStream.range(0, classes)
          .filter(other -> other != c)
          .mapToLong(other -> at(c, other) + at(other, c))
          .sum();
    }
  }

  static ConfusionHeat of(ImageSurvey.ViewImages images, List<String> names) {
    int classes = names.size();
    Counts counts = new Counts(classes, images.confusion);
    List<Integer> shown =
        IntStream.range(0, classes)
            .boxed()
            .sorted(Comparator.comparingLong(counts::confused).reversed())
            .limit(MOST_CLASSES)
            .sorted()
            .toList();
    String left =
        shown.size() < classes
            ? " The %d of %d classes that are confused the most; counts are of all."
                .formatted(shown.size(), classes)
            : "";
    List<HeatTable> maps = new ArrayList<>();
    maps.add(
        map(
            "What %s predicts".formatted(images.view.model()),
            "In percent of the pixels of each true class, over all images." + left,
            shown,
            names,
            (truth, prediction) -> value(counts, names, truth, prediction)));
    if (images.view.changes() != null) {
      Counts after = new Counts(classes, images.pairedAfter);
      Counts before = new Counts(classes, images.pairedBefore);
      maps.add(
          map(
              "Change of what is predicted, " + images.view.title(),
              "In points of percent of each true class, over the images that both have with the"
                  + " same truth. Orange says less right or more wrong, blue the opposite."
                  + left,
              shown,
              names,
              (truth, prediction) -> change(after, before, names, truth, prediction)));
    }
    return new ConfusionHeat(images.view.model(), maps, largest(counts, names));
  }

  private interface Cells {
    Cell at(int truth, int prediction);
  }

  private static HeatTable map(
      String title, String note, List<Integer> shown, List<String> names, Cells cells) {
    List<Head> heads = shown.stream().map(c -> new Head(names.get(c), "")).toList();
    List<Row> rows = new ArrayList<>();
    for (int truth : shown) {
      rows.add(
          new Row(
              new Head(names.get(truth), Focus.ofClass(truth)),
              shown.stream().map(prediction -> cells.at(truth, prediction)).toList()));
    }
    return new HeatTable(title, note, "truth ↓ prediction →", heads, rows);
  }

  private static Cell value(Counts counts, List<String> names, int truth, int prediction) {
    double share = counts.share(truth, prediction);
    return new Cell(
        percent(share),
        Shade.of(share),
        "%s predicted as %s: %s of %s pixels"
            .formatted(
                names.get(truth),
                names.get(prediction),
                Numbers.count(counts.at(truth, prediction)),
                Numbers.count(counts.row(truth))),
        "");
  }

  private static Cell change(
      Counts after, Counts before, List<String> names, int truth, int prediction) {
    double change = after.share(truth, prediction) - before.share(truth, prediction);
    double gain = truth == prediction ? change : -change;
    return new Cell(
        Double.isNaN(change)
            ? Numbers.UNDEFINED
            : Math.abs(change) < 0.0005 ? "" : String.format(Locale.ROOT, "%+.1f", 100 * change),
        Shade.ofChange(gain, 0.1),
        "%s predicted as %s: %s pixels before, %s after"
            .formatted(
                names.get(truth),
                names.get(prediction),
                Numbers.count(before.at(truth, prediction)),
                Numbers.count(after.at(truth, prediction))),
        "");
  }

  private static String percent(double share) {
    if (Double.isNaN(share)) {
      return Numbers.UNDEFINED;
    }
    return share == 0
        ? ""
        : share < 0.0005 ? "<0.1" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static List<Pair> largest(Counts counts, List<String> names) {
    return IntStream.range(0, counts.cells().length)
        .filter(cell -> cell / names.size() != cell % names.size() && counts.cells()[cell] > 0)
        .boxed()
        .sorted(Comparator.comparingLong((Integer cell) -> counts.cells()[cell]).reversed())
        .limit(MOST_PAIRS)
        .map(
            cell -> {
              int truth = cell / names.size();
              int prediction = cell % names.size();
              return new Pair(
                  names.get(truth),
                  names.get(prediction),
                  Numbers.count(counts.at(truth, prediction)),
                  percent(counts.share(truth, prediction)) + " %",
                  Focus.ofClass(truth));
            })
        .toList();
  }
}
