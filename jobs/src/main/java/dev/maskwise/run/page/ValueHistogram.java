package dev.maskwise.run.page;

import dev.maskwise.report.Numbers;
import dev.maskwise.run.page.survey.Headline;
import dev.maskwise.run.page.survey.ImageSurvey;
import dev.maskwise.run.page.survey.ModelView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the numbers of single images are spread, as bars, with those of the baseline as a line.
 *
 * @param outline the line of the baseline; empty where there is none
 * @param bins the same as a table
 */
record ValueHistogram(
    String title,
    String note,
    String number,
    String label,
    String baseline,
    String most,
    List<Bar> bars,
    String outline,
    List<Bin> bins) {
  private static final int BINS = 20;
  private static final double WIDTH = 400;
  private static final double HEIGHT = 140;

  /** A bar of the picture. */
  record Bar(String x, String y, String width, String height) {}

  /** A row of the table. */
  record Bin(String range, String after, String before) {}

  boolean hasBaseline() {
    return !outline.isEmpty();
  }

  static ValueHistogram of(ImageSurvey.ViewImages images, Headline headline) {
    ModelView view = images.view;
    int[] after = count(images.after);
    boolean compared = view.changes() != null;
    int[] before = compared ? count(images.before) : new int[BINS];
    int most = Math.max(1, Math.max(max(after), max(before)));
    List<Bar> bars = new ArrayList<>();
    StringBuilder outline = new StringBuilder("M0 ").append(number(HEIGHT));
    List<Bin> bins = new ArrayList<>();
    double width = WIDTH / BINS;
    for (int b = 0; b < BINS; b++) {
      double height = HEIGHT * after[b] / most;
      bars.add(
          new Bar(
              number(b * width + 1), number(HEIGHT - height), number(width - 2), number(height)));
      outline
          .append(" V")
          .append(number(HEIGHT - HEIGHT * before[b] / most))
          .append(" H")
          .append(number((b + 1) * width));
      bins.add(
          new Bin(
              "%s to %s"
                  .formatted(
                      String.format(Locale.ROOT, "%.2f", (double) b / BINS),
                      String.format(Locale.ROOT, "%.2f", (double) (b + 1) / BINS)),
              Numbers.count(after[b]),
              Numbers.count(before[b])));
    }
    long undefined = Arrays.stream(images.after).filter(Double::isNaN).count();
    String note =
        "The %s of each image alone, median %s%s%s."
            .formatted(
                headline.title(),
                Numbers.value(median(images.after)),
                compared ? ", before " + Numbers.value(median(images.before)) : "",
                undefined == 0 ? "" : "; undefined for " + Numbers.count(undefined));
    return new ValueHistogram(
        view.title(),
        note,
        headline.title(),
        view.model(),
        view.baseline() == null ? "" : view.baseline().label(),
        Numbers.count(most),
        bars,
        compared ? outline.append(" V").append(number(HEIGHT)).toString() : "",
        bins);
  }

  private static int[] count(double[] values) {
    int[] counts = new int[BINS];
    for (double value : values) {
      if (!Double.isNaN(value)) {
        counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(value * BINS)))]++;
      }
    }
    return counts;
  }

  private static double median(double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length == 0
        ? Double.NaN
        : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static int max(int[] counts) {
    return Arrays.stream(counts).max().orElse(0);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
