package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run in a browser, as people use it. */
@Tag("slow")
class ReportPageTest {
  private static final String READY = "document.body.dataset.ready";

  @TempDir static Path directory;

  private static Chromium browser;
  private static Path page;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Chromium.installed().isPresent(), "no Chromium: apt-get install chromium");
    page = HostileRun.page(directory.resolve("data"));
    browser = new Chromium(Files.createDirectories(directory.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void open() {
    browser.open(page, READY);
  }

  private static String text(String expression) {
    return browser.evaluate(expression).asText();
  }

  private static long count(String selector) {
    return browser
        .evaluate(
            "[...document.querySelectorAll('%s')].filter((e) => e.getClientRects().length > 0).length"
                .formatted(selector))
        .asLong();
  }

  /** Else a test that finds no problem would say nothing. */
  @Test
  void theBrowserTellsWhatIsWrongWithAPage() throws IOException {
    Path bad = directory.resolve("bad.html");
    Files.writeString(
        bad,
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><body><p>bad</p>"
            + "<script>alert(1)</script><img src='http://127.0.0.1:9/x.png'>");
    browser.open(bad, "window.breaches.length > 1");
    assertThat(browser.problems())
        .anyMatch(problem -> problem.startsWith("breach script-src"))
        .anyMatch(problem -> problem.startsWith("breach img-src"));
  }

  @Test
  void opensWithoutARequestAnErrorOrABreach() {
    open();
    assertThat(text("document.title")).contains(HostileRun.MODEL);
    assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isPositive();
    assertThat(
            browser
                .evaluate("[...document.images].filter((i) => !i.src.startsWith('data:')).length")
                .asInt())
        .isZero();
    assertThat(
            browser
                .evaluate(
                    "Promise.all([...document.images].map((i) => i.decode())).then(() => 'all')")
                .asText())
        .isEqualTo("all");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void namesAreText() {
    open();
    assertThat(text("document.querySelector('#pick-class').options[1].text"))
        .isEqualTo(HostileRun.CLASS);
    assertThat(text("[...document.querySelector('#pick-slice').options].map((o) => o.text).join()"))
        .isEqualTo("all,site=" + HostileRun.OTHER_SITE + ",site=" + HostileRun.SITE);
    assertThat(text("document.querySelector('article h3').textContent")).contains("/<i>");
    assertThat(
            browser
                .evaluate("document.querySelectorAll('main b, main img:not([data-column])').length")
                .asInt())
        .isZero();
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void sortsByAClickAndByTheKeyboard() {
    open();
    String first = "document.querySelector('#all-numbers tbody tr').cells[5].textContent";
    browser.evaluate("document.querySelectorAll('#all-numbers thead button')[5].click()");
    double lowest = Double.parseDouble(text(first));
    browser.evaluate("document.querySelectorAll('#all-numbers thead button')[5].focus()");
    browser.press("Enter");
    double highest = Double.parseDouble(text(first));
    assertThat(lowest).isLessThan(highest);
    assertThat(text("document.querySelectorAll('#all-numbers th')[5].getAttribute('aria-sort')"))
        .isEqualTo("descending");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void filtersNumbers() {
    open();
    long all = count("#all-numbers tbody tr");
    browser.evaluate(
        "(f => { f.value = 'mean_iou dataset'; f.dispatchEvent(new Event('input')); })"
            + "(document.getElementById('find'))");
    long some = count("#all-numbers tbody tr");
    assertThat(some).isPositive().isLessThan(all);
    assertThat(text("document.getElementById('found').textContent")).isEqualTo(some + " rows");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void aCellLeadsToItsPictures() {
    open();
    long all = count("article.image");
    String whole = text("document.querySelector('img.error').src");
    // The last cell of the first row: the first class in the last slice.
    browser.evaluate(
        "document.querySelector('#heat tbody tr').lastElementChild.querySelector('a').focus()");
    browser.press("Enter");
    browser.waitFor("document.body.dataset.errors === '0'");
    String slice = text("document.querySelector('#pick-slice').value");
    long some = count("article.image");
    assertThat(slice).isNotEmpty();
    assertThat(some).isPositive().isLessThan(all);
    JsonNode slices =
        browser.evaluate(
            "[...document.querySelectorAll('article.image:not([hidden])')].map((a) => a.dataset.slices)");
    slices.forEach(of -> assertThat(of.asText()).contains(" " + slice + " "));
    JsonNode order =
        browser.evaluate(
            "[...document.querySelectorAll('article.image:not([hidden])')].map((a) =>"
                + " parseFloat(a.dataset.classes.split(' ').find((e) => e.startsWith('0:')).slice(2)))");
    for (int i = 1; i < order.size(); i++) {
      assertThat(order.get(i).asDouble()).isGreaterThanOrEqualTo(order.get(i - 1).asDouble());
    }
    assertThat(text("document.querySelector('article.image:not([hidden]) img.error').src"))
        .as("what is right, false and missed of the class")
        .startsWith("data:image/png")
        .isNotEqualTo(whole);
    assertThat(text("document.activeElement.id")).isEqualTo("images-title");
    browser.evaluate("document.getElementById('everything').click()");
    browser.waitFor("document.body.dataset.errors === ''");
    assertThat(count("article.image")).isEqualTo(all);
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void theTrendShowsOneNumberAndTheChosenOne() {
    open();
    assertThat(count("#trend figure.trend")).isEqualTo(1);
    assertThat(
            text(
                "[...document.querySelectorAll('#trend figure.trend:not([hidden]) h3')][0].textContent"))
        .isEqualTo("mean_iou (dataset)");
    browser.evaluate(
        "(p => { p.selectedIndex = 2; p.dispatchEvent(new Event('change')); })"
            + "(document.getElementById('pick-trend'))");
    assertThat(count("#trend figure.trend")).isEqualTo(1);
    assertThat(
            text(
                "[...document.querySelectorAll('#trend figure.trend:not([hidden]) h3')][0].textContent"))
        .isEqualTo("pixel_accuracy (dataset)");
    assertThat(count("#trend figure.trend:not([hidden]) use.failed"))
        .as("the mark of the run that failed is drawn")
        .isEqualTo(1);
    assertThat(
            browser
                .evaluate(
                    "document.querySelector('#trend figure.trend:not([hidden]) use.failed').getBoundingClientRect().width")
                .asDouble())
        .isGreaterThan(5);
    assertThat(text("document.querySelector('.trend table tbody tr:last-child th').textContent"))
        .endsWith("(this page)");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void masksBecomeTransparentAndLarge() {
    open();
    browser.evaluate("opacity.value = 40; opacity.dispatchEvent(new Event('input'))");
    assertThat(text("getComputedStyle(document.querySelector('img.truth')).opacity"))
        .isEqualTo("0.4");
    assertThat(text("getComputedStyle(document.querySelector('img.truth')).imageRendering"))
        .isEqualTo("pixelated");
    int width = browser.evaluate("document.querySelector('img.truth').width").asInt();
    browser.evaluate("zoom.value = 2; zoom.dispatchEvent(new Event('change'))");
    assertThat(browser.evaluate("document.querySelector('img.error').width").asInt())
        .isEqualTo(2 * width);
    assertThat(browser.problems()).isEmpty();
  }

  /** An A4 sheet has 186 mm between its margins. */
  @Test
  void fitsASheetOfPaper() {
    browser.narrow(703, 900);
    browser.print(true);
    open();
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(703);
    browser.print(false);
    browser.narrow(1280, 900);
  }

  /**
   * Each image is of one class, so that 300 of 600 images are not of every class in every slice.
   */
  @Test
  void imagesThatAreNotListedAreFoundByAQuery() throws IOException {
    Path many = directory.resolve("many");
    for (int i = 0; i < 600; i++) {
      byte[] labels = new byte[Masks.WIDTH * Masks.HEIGHT];
      Arrays.fill(labels, (byte) (i / 4));
      Masks.write(many.resolve("truth/it's " + i % 4 + "/" + i + ".png"), labels);
      labels[i % 100] = 0;
      Masks.write(many.resolve("net/it's " + i % 4 + "/" + i + ".png"), labels);
    }
    String run = many.resolve("run").toString();
    MaskwiseRun.evaluate(
            many, "run", "truth net", "--classes 150 --no-intervals --slice ^(?<site>[^/]+)/")
        .succeeds();
    Path found = many.resolve("page.html");
    MaskwiseRun.plain("report", "--run", run, "--out", found.toString()).succeeds();
    browser.open(found, READY);
    browser.evaluate("location.hash = 'class=149&slice=3'");
    browser.waitFor("document.body.dataset.errors === '149'");
    assertThat(text("document.getElementById('shown').textContent"))
        .isEqualTo(
            "None of the 300 listed images is of the class 149, in the slice site=it's 3."
                + " This query finds those that are not listed:");
    String query = text("document.getElementById('query').textContent");
    assertThat(query).contains("/run/per_image.parquet`", "slices['site'] = 'it\\'s 3'");
    assertThat(MaskwiseRun.spark().sql(query).collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("it's 3/599");
    browser.evaluate("document.getElementById('everything').click()");
    browser.waitFor("document.body.dataset.errors === ''");
    assertThat(count("#query")).isZero();
    assertThat(browser.problems()).isEmpty();
  }

  /** Tables scroll for themselves; the page does not. */
  @Test
  void fitsATelephone() {
    browser.narrow(390, 800);
    open();
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
    browser.narrow(1280, 900);
  }
}
