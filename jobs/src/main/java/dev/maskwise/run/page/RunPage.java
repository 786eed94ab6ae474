package dev.maskwise.run.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.maskwise.metric.Task;
import dev.maskwise.report.Numbers;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.run.page.ForestTable.Subject;
import dev.maskwise.run.page.Provenance.Item;
import dev.maskwise.run.page.survey.Headline;
import dev.maskwise.run.page.survey.ImageSurvey;
import dev.maskwise.run.page.survey.ModelView;
import dev.maskwise.run.page.trend.RunHistory;
import dev.maskwise.run.page.trend.TrendChart;
import dev.maskwise.run.page.trend.TrendLegend;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the page of a run: one HTML file with its style sheet, its script and its pictures. */
public final class RunPage {
  /** What a page begins with, by which it is known as one of these. */
  public static final String MARK = "<!DOCTYPE html><!-- A run's page, by Maskwise -->";

  private static final Mustache TEMPLATE =
      new DefaultMustacheFactory("dev/maskwise/run/page").compile("page.mustache");

  private static final Asset STYLE = Asset.of("page.css");
  private static final Asset SCRIPT = Asset.of("page.js");

  /** Numbers and images that are listed where there is room. */
  private static final int MOST_NUMBERS = 1200;

  private static final int MOST_IMAGES = 300;
  private static final int FEW = 60;

  /** Less than a megabyte of characters, since a few of them take two bytes. */
  private static final int MOST_LENGTH = 960_000;

  /** Charts are drawn of so many models. */
  private static final int MOST_MODELS = 4;

  private final RunImages run;
  private final @Nullable RunImages before;
  private final List<ModelView> all;
  private final List<ModelView> views;

  /** Says that not all slices are listed; empty where they are. */
  private final String ofAllSlices;

  private final double confidence;
  private final @Nullable RunHistory history;
  private final Headline headline;
  private final List<String> slices;

  /** A class or slice to choose. */
  private record Choice(int id, String name, String colour) {}

  /**
   * @param before the run that it is compared with; null for none
   * @param views the models of the run
   * @param confidence of the intervals of changes; one less it is the p below which one is proven
   * @param history the numbers of other runs; null where none are known
   */
  public RunPage(
      RunImages run,
      @Nullable RunImages before,
      List<ModelView> views,
      double confidence,
      @Nullable RunHistory history) {
    this.run = run;
    this.before = before;
    this.all = views;
    this.views = views.subList(0, Math.min(MOST_MODELS, views.size()));
    this.confidence = confidence;
    this.history = history;
    this.headline = new Headline(run.terms());
    StoredSummary summary = run.run().summary();
    this.ofAllSlices =
        summary.listsAllSlices()
            ? ""
            : " Of %s slices those are listed that deviate most from all images; every number of each is in %s."
                .formatted(Numbers.count(summary.slices()), Summary.TABLE_OF_SLICES);
    this.slices =
        views.stream()
            .flatMap(view -> view.numbers().keySet().stream().map(NumberKey::slice))
            .filter(slice -> slice != null)
            .distinct()
            .toList();
  }

  /** The page; without its pictures it has at most a megabyte, or as little as possible. */
  public String write(Pictures pictures) {
    ImageSurvey survey = new ImageSurvey(run, views, slices);
    Map<String, Object> page = new HashMap<>();
    describe(page);
    page.put("verdict", VerdictTable.of(run.run()));
    List<ChangeTable> changes = ChangeTable.of(views, confidence);
    page.put("hasChanges", !changes.isEmpty());
    page.put(
        "changesTitle", before == null && !changes.isEmpty() ? "Models compared" : "What changed");
    page.put("changes", changes);
    List<TrendChart> trends =
        history == null ? List.of() : TrendChart.of(history, run.run().manifest());
    page.put("hasTrends", !trends.isEmpty());
    page.put(
        "trendLegend",
        history == null || trends.isEmpty()
            ? List.of()
            : TrendLegend.of(history, run.run().manifest()));
    page.put("trends", trends);
    page.put("forests", forests());
    List<HeatTable> heats =
        views.stream()
            .flatMap(view -> HeatTable.ofSlices(view, headline, slices, confidence).stream())
            .map(table -> table.and(ofAllSlices))
            .toList();
    page.put("heats", heats);
    page.put("hasConfusions", !run.terms().task().overlaps());
    page.put(
        "confusions",
        run.terms().task().overlaps()
            ? List.of()
            : survey.views().stream()
                .map(images -> ConfusionHeat.of(images, run.terms().classes()))
                .toList());
    page.put(
        "histograms",
        survey.views().stream().map(images -> ValueHistogram.of(images, headline)).toList());
    List<CurveCharts> curves = CurveCharts.of(run.run(), run.terms().classes());
    page.put("hasCurves", !curves.isEmpty());
    page.put("curves", curves);
    page.put("classes", classes());
    page.put("slices", choices());
    page.put("hasSlices", !slices.isEmpty());
    Pictures once = remembered(pictures);
    int rows = MOST_NUMBERS;
    int listed = MOST_IMAGES;
    while (true) {
      ImageList list = ImageList.of(survey, once, listed);
      page.put("list", list);
      page.put("numbers", NumbersTable.of(all, rows).and(ofAllSlices));
      StringWriter text = new StringWriter();
      TEMPLATE.execute(text, page);
      String html = text.toString();
      if (html.length() - list.pictureLength() <= MOST_LENGTH || rows < FEW) {
        return html;
      }
      rows /= 2;
      listed = Math.max(FEW, listed / 2);
    }
  }

  /** Makes the pictures of the same images once. */
  private static Pictures remembered(Pictures pictures) {
    Map<List<String>, List<Pictures.Picture>> made = new HashMap<>();
    return (images, columns) ->
        made.computeIfAbsent(
            images.stream().map(StoredImage::imageId).toList(),
            ids -> pictures.of(images, columns));
  }

  private void describe(Map<String, Object> page) {
    Manifest manifest = run.run().manifest();
    String models = String.join(" · ", manifest.models());
    page.put("mark", MARK);
    page.put("style", STYLE.text());
    page.put("script", SCRIPT.text());
    page.put(
        "policy",
        "default-src 'none'; img-src data: 'self'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
            .formatted(STYLE.source(), SCRIPT.source()));
    page.put("title", models);
    page.put("run", manifest.run());
    page.put("against", before == null ? "" : before.run().manifest().run());
    page.put("hasAgainst", before != null);
    page.put("confidence", ForestTable.percent(confidence));
    page.put("images", images(manifest.images()));
    page.put("facts", facts());
    page.put(
        "modelsNote",
        views.size() == all.size()
            ? ""
            : "Charts show the first %d of %d models; all numbers are in the table."
                .formatted(views.size(), all.size()));
    page.put("colours", errorColours());
    page.put("binary", run.terms().task() == Task.BINARY);
    page.put("provenance", Provenance.run(manifest, run.run().directory().toString()));
    page.put(
        "earlier",
        before == null
            ? List.of()
            : Provenance.run(before.run().manifest(), before.run().directory().toString()));
    page.put("definition", Provenance.definition(manifest.definition()));
  }

  private static List<Item> errorColours() {
    return List.of(
        new Item("right: truth and prediction", Palette.hex(Palette.HIT)),
        new Item("false: prediction alone", Palette.hex(Palette.FALSE)),
        new Item("missed: truth alone", Palette.hex(Palette.MISSED)));
  }

  private static List<Item> images(ImageCounts images) {
    List<Item> items = new ArrayList<>();
    items.add(new Item("images", Numbers.count(images.evaluated())));
    items.add(new Item("rejected", Numbers.count(images.rejected())));
    return items;
  }

  /** The number that stands for each model. */
  private List<Item> facts() {
    return views.stream()
        .map(
            view -> {
              var number = view.numbers().get(headline.key(null));
              return new Item(
                  headline.title() + " of " + view.model(),
                  Numbers.value(number == null ? Double.NaN : number.value()));
            })
        .toList();
  }

  private List<ForestTable> forests() {
    List<String> names = run.terms().classes();
    List<ForestTable> forests = new ArrayList<>();
    for (ModelView view : views) {
      List<Subject> classes =
          IntStream.range(0, names.size())
              .mapToObj(c -> new Subject(names.get(c), Focus.ofClass(c), headline.ofClass(c, null)))
              .toList();
      forests.add(ForestTable.of("By class: " + view.title(), "IoU", view, classes, confidence));
      if (!slices.isEmpty()) {
        List<Subject> ofSlices =
            IntStream.range(0, slices.size())
                .mapToObj(
                    s -> new Subject(slices.get(s), Focus.ofSlice(s), headline.key(slices.get(s))))
                .toList();
        forests.add(
            ForestTable.of(
                    "By slice: " + view.title(), headline.title(), view, ofSlices, confidence)
                .and(ofAllSlices));
      }
    }
    return forests;
  }

  private List<Choice> classes() {
    List<String> names = run.terms().classes();
    int[] colours = Palette.classes(names.size());
    return IntStream.range(0, names.size())
        .mapToObj(c -> new Choice(c, names.get(c), Palette.hex(colours[c])))
        .toList();
  }

  private List<Choice> choices() {
    return IntStream.range(0, slices.size())
        .mapToObj(s -> new Choice(s, slices.get(s), ""))
        .toList();
  }
}
