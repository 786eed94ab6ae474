package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.run.check.SyntheticRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command: exit codes, files, messages. */
class CheckCommandTest {
  private static final String RULES =
      "version: 1\nchecks: [{id: floor, metric: mean_iou, averaging: dataset, %s}]\n";
  private static final String CHANGE = "change: {margin: 0.01}";

  @TempDir Path directory;

  private Path checks(String text) throws IOException {
    return Files.writeString(directory.resolve("checks.yaml"), text);
  }

  private MaskwiseRun check(String run, String rules, String... more) throws IOException {
    return MaskwiseRun.plain(
        Stream.concat(
                Stream.of(
                    "check",
                    "--run",
                    directory.resolve(run).toString(),
                    "--checks",
                    checks(rules).toString()),
                Stream.of(more).map(word -> word.replace("@", directory + "/")))
            .toArray(String[]::new));
  }

  private void night(String id) {
    new SyntheticRun(id, "m").number("m", "mean_iou", null, 0.8).in(directory);
  }

  private static JsonNode verdict(Path directory) throws IOException {
    return new ObjectMapper().readTree(directory.resolve("verdict.json").toFile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at-least: 0.8                  | 0 | passed",
        "at-least: 0.9, severity: warn  | 0 | warned",
        "at-least: 0.9                  | 2 | failed",
        "at-least: 0.8, min-images: 999 | 3 | undecided",
        "change: {}                     | 3 | undecided", // there is no baseline
      })
  void theExitCodeIsTheState(String test, int code, String state) throws IOException {
    night("run");
    MaskwiseRun done = check("run", RULES.formatted(test));
    assertThat(done.exitCode()).as("%s%s", done.out(), done.err()).isEqualTo(code);
    assertThat(done.out()).contains("Verdict: " + state + ": of 1 case 1 " + state + ".");
    assertThat(verdict(directory.resolve("run")).get("state").asText()).isEqualTo(state);
  }

  @Test
  void filesStandBesideTheOthersAndAreReplaced() throws IOException {
    night("run");
    List<String> before = names("run");
    check("run", RULES.formatted("at-least: 0.9"));
    check("run", RULES.formatted("at-least: 0.5"));
    assertThat(names("run"))
        .containsAll(before)
        .contains("verdict.json", "junit.xml", "summary.md", "metrics.prom", "versions")
        .hasSize(before.size() + 5);
    assertThat(names("run/versions/verdict.json")).hasSize(2);
    assertThat(verdict(directory.resolve("run")).get("state").asText()).isEqualTo("passed");
    check("run", RULES.formatted("at-least: 0.9"), "--out", "@new/out");
    assertThat(names("run/versions/verdict.json")).hasSize(2);
    assertThat(names("new/out"))
        .containsExactlyInAnyOrder("verdict.json", "junit.xml", "summary.md", "metrics.prom");
    assertThat(Files.readString(directory.resolve("new/out/metrics.prom")))
        .as("the state of this verdict, not of the one in the run")
        .contains("maskwise_verdict_state{models=\"m\"} 3\n");
    assertThat(verdict(directory.resolve("run")).get("state").asText()).isEqualTo("passed");
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    night("run");
    List<String> before = names("run");
    MaskwiseRun plan = check("run", RULES.formatted("at-least: 0.9"), "--dry-run");
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out())
        .contains("floor (fail): value at least 0.9; 1 case", "  mean_iou (dataset), model m");
    plan = check("run", RULES.formatted("at-least: 0.9, slices: site=north"), "--dry-run");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.out()).contains("absent: The run has no slice 'site=north'");
    assertThat(names("run")).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void otherDefinitionsAreUndecidedWithoutReadingAnImage() throws IOException {
    night("before");
    new SyntheticRun("after", "m")
        .define("ignore", 255)
        .number("m", "mean_iou", null, 0.1)
        .in(directory);
    MaskwiseRun done = check("after", RULES.formatted(CHANGE), "--against", "@before");
    assertThat(done.exitCode()).isEqualTo(3);
    assertThat(done.out()).contains("nothing is compared: ignore was null and is 255.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run  | @nowhere | manifest.json is not there, so that the directory holds no finished run",
        "run  | @run     | is the run that is judged: name another",
        "gone | -        | manifest.json is not there, so that the directory holds no finished run",
      })
  void whatCannotBeReadIsRefused(String run, String against, String reason) throws IOException {
    night("run");
    MaskwiseRun done =
        against.equals("-")
            ? check(run, RULES.formatted(CHANGE))
            : check(run, RULES.formatted(CHANGE), "--against", against);
    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.err()).startsWith("maskwise: ").contains(reason);
    assertThat(done.err().lines()).hasSize(1);
    assertThat(directory.resolve("run/verdict.json")).doesNotExist();
  }

  @Test
  void aFileOfChecksThatCannotBeReadIsRefused() throws IOException {
    night("run");
    String run = directory.resolve("run").toString();
    Path bytes = Files.write(directory.resolve("latin"), new byte[] {'#', (byte) 0xe4});
    Path large = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
    for (String file : List.of("nowhere.yaml", bytes.toString(), large.toString(), run)) {
      MaskwiseRun done = MaskwiseRun.plain("check", "--run", run, "--checks", file);
      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.err()).startsWith("maskwise: --checks " + file);
      assertThat(done.err().lines()).hasSize(1);
    }
    assertThat(check("run", "version: 1\ncheks: []").err())
        .contains("checks.yaml, line 2: 'cheks' is no key here: write 'checks'.");
  }

  /** An earlier verdict is replaced, and nothing that is none. */
  @Test
  void whatIsNoVerdictIsKept() throws IOException {
    String run = "20261130T023000Z-1a2b3c4d5e6f";
    night(run);
    night("other");
    String rules = RULES.formatted("at-least: 0");
    assertThat(check(run, rules, "--out", "@v").exitCode()).isZero();
    assertThat(check(run, rules, "--out", "@v").exitCode()).isZero();
    assertThat(check(run, rules, "--out", "@other").err())
        .contains("other is the directory of a run: leave --out away");
    for (String name : List.of("junit.xml", "summary.md", "verdict.json", "metrics.prom")) {
      Path project = Files.createDirectories(directory.resolve("project-of-" + name));
      Files.writeString(project.resolve(name), "{\"precious\": 1}");
      MaskwiseRun done = check(run, rules, "--out", project.toString());
      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.err()).contains("holds another " + name + ", which is not replaced");
      assertThat(project.resolve(name)).hasContent("{\"precious\": 1}");
      assertThat(names(project.getFileName().toString())).containsExactly(name);
    }
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefused() throws IOException {
    night("run");
    Files.writeString(directory.resolve("file"), "");
    MaskwiseRun done = check("run", RULES.formatted("at-least: 0"), "--out", "@file/x");
    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.err()).contains("file/x").contains("cannot be written");
  }

  /** From masks to a verdict: of 40 images the second night predicts one class worse. */
  @Test
  void aRegressionOfRealRunsIsProven() throws IOException {
    for (int i = 0; i < 40; i++) {
      byte[] truth = Masks.random(i, 3);
      byte[] good = truth.clone();
      byte[] bad = truth.clone();
      for (int p = 0; p < truth.length; p++) {
        good[p] = p % 20 == i % 20 ? (byte) 1 : truth[p];
        bad[p] = truth[p] == 2 && p % 3 != 0 ? (byte) 1 : good[p];
      }
      Masks.bytes(directory.resolve("truth/%d.png".formatted(i)), Masks.png(truth));
      Masks.bytes(directory.resolve("good/%d.png".formatted(i)), Masks.png(good));
      Masks.bytes(directory.resolve("bad/%d.png".formatted(i)), Masks.png(bad));
    }
    for (String model : List.of("good", "bad")) {
      MaskwiseRun.of(
              "evaluate",
              "--truth",
              directory.resolve("truth").toString(),
              "--prediction",
              "m=" + directory.resolve(model),
              "--classes",
              "3",
              "--out",
              directory.resolve("night-" + model).toString())
          .succeeds();
    }
    String classes =
        """
        version: 1
        checks:
          - {id: classes, metric: iou, averaging: dataset, classes: ['*'], change: {margin: 0.02}}
          - {id: inputs, images: {rejected-at-most: 0, truth-changed-at-most: 0}}
          - {id: same, identical-to: baseline, severity: warn}
        """;
    MaskwiseRun worse = check("night-bad", classes, "--against", "@night-good");
    assertThat(worse.exitCode()).as("%s%s", worse.out(), worse.err()).isEqualTo(2);
    JsonNode cases = verdict(directory.resolve("night-bad")).get("cases");
    assertThat(cases).hasSize(6);
    assertThat(cases.get(2).get("class").asText()).isEqualTo("2");
    assertThat(cases.get(2).get("finding").asText()).isEqualTo("proven_regression");
    assertThat(cases.get(2).get("images").asInt()).isEqualTo(40);
    MaskwiseRun better = check("night-good", classes, "--against", "@night-bad");
    assertThat(better.exitCode()).as("%s%s", better.out(), better.err()).isZero();
  }
}
