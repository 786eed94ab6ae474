package dev.maskwise.run.page;

import dev.maskwise.metric.Interval;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.Terms;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.compare.Pairing;
import dev.maskwise.run.page.survey.Judgement;
import dev.maskwise.run.page.survey.ModelView;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed of the numbers over all classes; or in which choices the definitions differ, and
 * then nothing is compared.
 *
 * @param sentence which images are compared
 * @param before what is compared with
 * @param now what is compared
 */
record ChangeTable(
    String title,
    String sentence,
    String before,
    String now,
    List<Row> rows,
    List<Terms.Difference> differences) {

  /** A number over all classes. */
  record Row(
      String metric,
      String averaging,
      String before,
      String after,
      String change,
      String p,
      String images,
      String verdict,
      String style) {}

  boolean hasDifferences() {
    return !differences.isEmpty();
  }

  /** The tables of the models that are compared. */
  static List<ChangeTable> of(List<ModelView> views, double confidence) {
    List<ChangeTable> tables = new ArrayList<>();
    for (ModelView view : views) {
      ModelView.Baseline baseline = view.baseline();
      if (baseline != null) {
        Comparison comparison = baseline.comparison();
        tables.add(
            new ChangeTable(
                view.title(),
                sentence(comparison),
                view.sideBefore(),
                view.model(),
                rows(comparison, confidence),
                comparison.differences()));
      }
    }
    return tables;
  }

  private static String sentence(Comparison comparison) {
    Pairing images = comparison.images();
    if (!comparison.differences().isEmpty()) {
      return "Numbers that mean different things are not subtracted: evaluate both in the same way.";
    }
    String sentence =
        "%s images are in both with the same truth, in %s independent groups"
            .formatted(Numbers.count(images.paired()), Numbers.count(images.groups()));
    if (images.changedTruth() + images.added() + images.vanished() > 0) {
      sentence +=
          "; %s have another truth, %s are new, %s are gone: these are not compared"
              .formatted(
                  Numbers.count(images.changedTruth()),
                  Numbers.count(images.added()),
                  Numbers.count(images.vanished()));
    }
    return sentence
        + ". %s have another prediction.".formatted(Numbers.count(images.changedPrediction()));
  }

  private static List<Row> rows(Comparison comparison, double confidence) {
    List<Row> rows = new ArrayList<>();
    comparison
        .changes()
        .forEach(
            (key, change) -> {
              if (key.className() == null && key.slice() == null) {
                Estimate delta = change.delta();
                Interval interval = delta == null ? null : delta.interval(confidence);
                double p = comparison.adjusted().applyAsDouble(key);
                Judgement judgement = Judgement.of(change, p, confidence);
                rows.add(
                    new Row(
                        key.metric(),
                        key.averaging().label(),
                        Numbers.value(change.before()),
                        Numbers.value(change.after()),
                        interval == null
                            ? Numbers.change(change.after() - change.before())
                            : Numbers.change(
                                change.after() - change.before(), interval.low(), interval.high()),
                        Numbers.probability(p),
                        "%d / %d / %d".formatted(change.wins(), change.ties(), change.losses()),
                        (judgement.mark() + " " + judgement.words()).strip(),
                        judgement.style()));
              }
            });
    return rows;
  }
}
