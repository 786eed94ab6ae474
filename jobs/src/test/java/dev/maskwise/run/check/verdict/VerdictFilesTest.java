package dev.maskwise.run.check.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.report.OneLine;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The forms of a verdict, also where names are none that one would choose. */
class VerdictFilesTest {
  private static final double NONE = Double.NaN;

  private static VerdictCase of(
      String rule, CaseState state, @Nullable String className, String reason) {
    return new VerdictCase(
        rule,
        new Subject("base", "iou", "dataset", className, null),
        Figures.of(0.25, 0.5, 0.01, 100).withBounds(0.1, -0.4, -0.1, 90, 0.3).withP(1e-3, 2e-3),
        state == CaseState.FAILED ? Finding.PROVEN_REGRESSION : Finding.HOLDS,
        state,
        state == CaseState.WARNED ? Severity.WARN : Severity.FAIL,
        reason);
  }

  private static Verdict verdict(VerdictCase... cases) {
    return new Verdict("today", "yesterday", 0.95, List.of(cases));
  }

  private static Document xml(Verdict verdict)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(JunitXml.write(verdict))));
  }

  @Test
  void verdictJsonIsTheContract() throws IOException {
    String text = VerdictJson.write(verdict(of("r", CaseState.FAILED, "car", "Why.")));
    assertThat(text)
        .isEqualTo(
            """
            {
              "state" : "failed",
              "run" : "today",
              "baseline" : "yesterday",
              "confidence" : 0.95,
              "counts" : {
                "passed" : 0,
                "warned" : 0,
                "undecided" : 0,
                "failed" : 1
              },
              "cases" : [ {
                "id" : "r",
                "model" : "base",
                "metric" : "iou",
                "averaging" : "dataset",
                "class" : "car",
                "slice" : null,
                "value" : 0.25,
                "baseline" : 0.5,
                "delta" : -0.25,
                "se" : 0.1,
                "lower" : -0.4,
                "upper" : -0.1,
                "p" : 0.001,
                "p_adjusted" : 0.002,
                "threshold" : 0.01,
                "detectable" : 0.3,
                "images" : 100,
                "groups" : 90,
                "finding" : "proven_regression",
                "state" : "failed",
                "severity" : "fail",
                "reason" : "Why."
              } ]
            }
            """);
    Verdict nothing =
        new Verdict(
            "today",
            null,
            0.95,
            List.of(
                new VerdictCase(
                    "r",
                    new Subject(null, "images.rejected", null, null, null),
                    new Figures(
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        Double.POSITIVE_INFINITY,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE),
                    Finding.ABSENT,
                    CaseState.PASSED,
                    Severity.FAIL,
                    "")));
    JsonNode json = new ObjectMapper().readTree(VerdictJson.write(nothing));
    assertThat(json.get("baseline").isNull()).isTrue();
    for (String name :
        List.of("model", "averaging", "class", "slice", "value", "lower", "images")) {
      assertThat(json.at("/cases/0/" + name).isNull()).as(name).isTrue();
    }
  }

  @Test
  void eachStateHasItsFormInJunit() throws Exception {
    Document xml =
        xml(
            verdict(
                of("a", CaseState.PASSED, "w", "Passed."),
                of("a", CaseState.WARNED, "x", "Warned."),
                of("b", CaseState.UNDECIDED, "y", "Undecided."),
                of("b", CaseState.FAILED, "z", "Failed.")));
    Element suites = xml.getDocumentElement();
    assertThat(suites.getTagName()).isEqualTo("testsuites");
    assertThat(suites.getAttribute("tests")).isEqualTo("4");
    assertThat(suites.getAttribute("failures")).isEqualTo("1");
    NodeList rules = xml.getElementsByTagName("testsuite");
    assertThat(rules.getLength()).isEqualTo(2);
    Element second = (Element) rules.item(1);
    assertThat(second.getAttribute("name")).isEqualTo("b");
    assertThat(second.getAttribute("tests")).isEqualTo("2");
    assertThat(second.getAttribute("failures")).isEqualTo("1");
    assertThat(second.getAttribute("skipped")).isEqualTo("1");
    NodeList cases = xml.getElementsByTagName("testcase");
    assertThat(cases.item(0).hasChildNodes()).isFalse();
    assertThat(child(cases, 1, "system-out").getTextContent()).isEqualTo("Warning: Warned.");
    assertThat(child(cases, 2, "skipped").getAttribute("message")).isEqualTo("Undecided.");
    assertThat(child(cases, 3, "failure").getAttribute("message")).isEqualTo("Failed.");
    assertThat(child(cases, 3, "failure").getAttribute("type")).isEqualTo("proven_regression");
    Element last = (Element) cases.item(3);
    assertThat(last.getAttribute("classname")).isEqualTo("b");
    assertThat(last.getAttribute("name")).isEqualTo("iou/dataset/z/all/base");
  }

  private static Element child(NodeList cases, int i, String name) {
    NodeList children = ((Element) cases.item(i)).getElementsByTagName(name);
    assertThat(children.getLength()).isEqualTo(1);
    return (Element) children.item(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=x onerror=alert(1)>",
        "a|b|c",
        "`code` and ``more``",
        "]]></failure><failure>",
        "&lt;script&gt; & &amp;",
        "line\nbreak\r\n\ttab",
        "\u0000\u0001\u001b[31m\ufffe",
        "\ud800 half",
        "\u202egnp.exe\u2066",
        "[link](javascript:alert(1)) ![i](http://x/y.png)",
        "@everyone #1 GH-1 www.example.org https://example.org *b* _i_ ~~s~~ $x$",
        "\\`\\|",
        "😀 名前",
        "\"quoted\" 'single'",
        "<!-- comment --",
      })
  void namesAreTextInEveryForm(String name) throws Exception {
    VerdictCase hostile =
        new VerdictCase(
            name,
            new Subject(name, name, name, name, name),
            Figures.NONE,
            Finding.BREACHED,
            CaseState.FAILED,
            Severity.FAIL,
            name);
    Verdict verdict = new Verdict(name, name, 0.95, List.of(hostile, hostile));

    Document xml = xml(verdict);
    NodeList cases = xml.getElementsByTagName("testcase");
    assertThat(cases.getLength()).isEqualTo(2);
    assertThat(xml.getElementsByTagName("*").getLength()).isEqualTo(6);
    assertThat(((Element) cases.item(0)).getAttribute("classname")).isEqualTo(OneLine.of(name));
    assertThat(((Element) cases.item(0)).getAttribute("name"))
        .isNotEqualTo(((Element) cases.item(1)).getAttribute("name"));

    JsonNode json = new ObjectMapper().readTree(VerdictJson.write(verdict));
    if (name.indexOf('\ud800') < 0) {
      assertThat(json.at("/cases/0/class").asText()).isEqualTo(name);
    }

    String markdown = VerdictMarkdown.write(verdict);
    List<String> rows = markdown.lines().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows).hasSize(3); // the header, and a row each
    assertThat(rows).allMatch(row -> row.chars().filter(c -> c == '|').count() == 8);
    assertThat(rows.get(1)).doesNotContain("<", ">", "`", "[", "]", "\\", "*", "~", "$");
    assertThat(Pattern.compile("@(?!&)|#(?!\\d+;)|www\\.|://").matcher(rows.get(1)).find())
        .isFalse();
    assertThat(markdown.lines().count()).isEqualTo(8);

    String text = VerdictText.write(verdict);
    assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n')).isEmpty();
    assertThat(text).contains("Verdict: failed: of 2 cases 2 failed.");
  }

  @Test
  void theSummaryIsWorstFirstAndNoLongerThanItsPlaceTakes() {
    List<VerdictCase> cases = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      cases.add(of("r", CaseState.PASSED, "😀<>" + i, "Why <not>? ".repeat(40)));
    }
    cases.add(of("last", CaseState.FAILED, "car", "Failed."));
    String text = VerdictMarkdown.write(new Verdict("today", null, 0.95, cases));
    assertThat(text.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(VerdictMarkdown.MAX_BYTES)
        .isGreaterThan(VerdictMarkdown.MAX_BYTES - 4_000);
    List<String> rows = text.lines().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows.get(1)).startsWith("| ❌ failed | last |");
    assertThat(text).endsWith("more cases: see verdict.json.\n");
    int shown = rows.size() - 1;
    assertThat(text).contains("And %,d more cases".formatted(3_001 - shown));
  }

  @Test
  void aLongNameIsCut() {
    VerdictCase one = of("r", CaseState.FAILED, "😀".repeat(100_000), "Why.");
    String text = VerdictMarkdown.write(verdict(one));
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(10_000);
    assertThat(text).contains("😀…");
  }

  @Test
  void namesInJunitAreUnique() throws Exception {
    Document xml =
        xml(
            verdict(
                of("r", CaseState.PASSED, "x", ""),
                of("r", CaseState.PASSED, "x", ""),
                of("r", CaseState.PASSED, "x\u0001", ""),
                of("r", CaseState.PASSED, "x\u0002", "")));
    NodeList cases = xml.getElementsByTagName("testcase");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < cases.getLength(); i++) {
      names.add(((Element) cases.item(i)).getAttribute("name"));
    }
    assertThat(names).hasSize(4);
  }

  @Test
  void theConsoleShowsTheWorstCases() {
    List<VerdictCase> cases = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      cases.add(of("r", CaseState.PASSED, "c" + i, "Fine."));
    }
    cases.add(of("bad", CaseState.FAILED, "car", "Broken."));
    String text = VerdictText.write(new Verdict("today", null, 0.95, cases));
    assertThat(text.lines().skip(2).findFirst().orElse("")).contains("failed", "bad");
    assertThat(text)
        .contains("… and 61 more.")
        .contains("failed: bad: iou (dataset) of car, model base: Broken.")
        .doesNotContain("Fine.");
  }
}
