package dev.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.curve.ScoreCurve;
import dev.maskwise.report.CurveFigures.Figure;
import dev.maskwise.report.CurvePanel.Line;
import dev.maskwise.report.Summary.ClassCurve;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveFiguresTest {
  private static final String EVIL = "<script>alert('x')</script>&\"";

  /** Points, by hand: recall 1/2, 1/2, 1, 1 and precision 1, 1/2, 2/3, 1/2. */
  private static final ScoreCurve CURVE =
      curve(new float[] {4, 2, 1, -30_000}, new byte[] {1, 0, 1, 0});

  private static ScoreCurve curve(float[] scores, byte[] truth) {
    ScoreHistogram histogram = new ScoreHistogram(ScoreHistogram.DEFAULT_BITS);
    histogram.add(scores, truth, scores.length);
    return ScoreCurve.of(histogram);
  }

  private static Summary summary(List<String> classes, List<String> models, ClassCurve... curves) {
    CountEvaluation labels = new CountEvaluation(classes.size(), Policy.undefined());
    List<ModelEvaluation> evaluations =
        models.stream()
            .map(
                model ->
                    new ModelEvaluation(
                        model, null, 1, 4, labels.values(), List.of(), List.of(curves)))
            .toList();
    return new Summary(
        "9.9",
        Map.of(),
        new ImageCounts(1, 0, 0, 0, 0),
        classes,
        models,
        curves.length == 0 ? List.of() : List.of("focal_loss"),
        evaluations,
        List.of());
  }

  @Test
  void labelMapsHaveNoCurves() {
    Summary summary = summary(List.of("background", "car"), List.of("base"));
    assertThat(new CurveFigures(summary).all()).isEmpty();
    assertThat(HtmlReport.write(summary)).doesNotContain("<polyline", "<figure");
  }

  @Test
  void aLineGoesThroughThePointsOfTheCurve() {
    Summary summary =
        summary(List.of("background", "car"), List.of("base"), new ClassCurve(1, CURVE));
    List<Figure> figures = new CurveFigures(summary).all();
    assertThat(figures).extracting(Figure::style).containsExactly("one", "one");
    Line precision = figures.get(0).panels().get(0).lines().get(0);
    assertThat(precision.points()).isEqualTo("140.0,0.0 140.0,100.0 280.0,66.7 280.0,100.0");
    assertThat(List.of(precision.dotX(), precision.dotY())).containsExactly("280.0", "66.7");
    assertThat(HtmlReport.write(summary)).contains(precision.points(), ">car</figcaption>");
  }

  @Test
  void namesAreEscaped() {
    Summary summary = summary(List.of(EVIL, EVIL), List.of(EVIL), new ClassCurve(0, CURVE));
    String html = HtmlReport.write(summary);
    assertThat(html).contains("<polyline", "&lt;script&gt;");
    assertThat(html).doesNotContain("<script", "alert('x')<", "&\"", "http://", "https://");
  }

  @Test
  void classesWithoutForegroundAndThoseThatAreTooManyAreLeftOut() {
    ScoreCurve nothing = curve(new float[] {1, 2}, new byte[] {0, 0});
    ClassCurve[] curves =
        IntStream.range(0, 20)
            .mapToObj(c -> new ClassCurve(c, c == 3 ? nothing : CURVE))
            .toArray(ClassCurve[]::new);
    List<String> classes = IntStream.range(0, 20).mapToObj(c -> "class " + c).toList();
    for (Figure figure : new CurveFigures(summary(classes, List.of("a", "b"), curves)).all()) {
      assertThat(figure.style()).isEqualTo("many");
      assertThat(figure.panels()).hasSize(12).noneMatch(panel -> panel.title().equals("class 3"));
      assertThat(figure.panels()).allMatch(panel -> panel.lines().size() == 2);
      assertThat(figure.note()).contains("The first 12 classes; all are in curves.parquet.");
    }
  }

  @Test
  void anAxisHasFewRoundNumbers() {
    assertThat(labels(CurveAxis.around(0.003, 0.97)))
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(CurveAxis.around(-7.2, 11.9)))
        .containsExactly("−10", "−5", "0", "5", "10", "15");
    assertThat(labels(CurveAxis.around(0.25, 0.25))).contains("0.2");
    assertThat(labels(CurveAxis.around(0, 0))).hasSizeGreaterThan(1);
    for (double length = 1e-3; length < 1e5; length *= 1.37) {
      CurveAxis axis = CurveAxis.around(-length / 3, length);
      assertThat(axis.steps()).isBetween(1, 7);
      assertThat(axis.position(-length / 3)).isBetween(-1e-9, 1.0);
      assertThat(axis.position(length)).isBetween(0.0, 1 + 1e-9);
    }
  }

  private static List<String> labels(CurveAxis axis) {
    return IntStream.rangeClosed(0, axis.steps()).mapToObj(axis::label).toList();
  }
}
