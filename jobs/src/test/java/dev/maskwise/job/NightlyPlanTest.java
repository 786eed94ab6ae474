package dev.maskwise.job;

import static java.util.regex.Pattern.DOTALL;
import static java.util.regex.Pattern.MULTILINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.history.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The file of {@code nightly}: all of it is read before anything is done. */
class NightlyPlanTest {
  private static final Path PAGE = Path.of("..", "docs", "nightly.md");
  private static final Pattern YAML = Pattern.compile("^```yaml\n(.*?)^```$", DOTALL | MULTILINE);
  private static final String CHECKS =
      "version: 1\nchecks: [{id: a, metric: mean_iou, averaging: dataset, at-least: 0.5}]\n";

  @TempDir Path directory;

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  /** The blocks of the page are files that can be used as they stand. */
  @Test
  void thePageShowsFilesThatAreRead() throws IOException {
    List<String> blocks =
        YAML.matcher(Files.readString(PAGE)).results().map((MatchResult m) -> m.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
    List<String> checks = blocks.stream().filter(b -> b.startsWith("version: ")).toList();
    assertThat(checks).hasSize(1);
    String rules = file("checks.yaml", checks.get(0));
    CheckCommand.rules(new FileSystemOptions().storages(), rules);
    String config = "";
    for (String block : blocks) {
      if (!block.startsWith("version: ")) {
        // What does not begin with the store is added to the first.
        config = block.startsWith("store: ") ? block : config + block;
        NightlyCommand.Plan plan =
            NightlyCommand.Plan.read(
                file("nightly.yaml", config.replace("checks.yaml", rules)),
                List.of(),
                Main.commands());
        assertThat(plan.checks()).isEqualTo(rules);
      }
    }
    assertThat(config).contains("publish:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stores: s    | has the key 'stores', but there are only store, evaluate, checks",
        "store: s     | has no options of evaluate",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3, ignroe: 9} | is no option of evaluate: write 'ignore'.",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3, out: o} | evaluate has the key out",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3}~checks: c | does not exist",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3}~checks: BAD | line 2: 'cheks' is no key here",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3}~publish: {mlfow: u} | is no option of publish: write 'mlflow'.",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3}~publish: {timeout: 0} | --timeout 0 is no time",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3}~publish: {mlflow: 'http://h'} | --mlflow needs",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3}~report: {out: BAD} | is there already",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3}~report: {confidence: 2} | --confidence",
        "store: s~evaluate: {truth: t, prediction: p, classes: 3, ignore: } | has no value",
        "store: s~store: s | line 2: 'store' stands here twice",
        "              | holds no options: write one a line, such as 'store: DIR'",
      })
  void whatIsWrongIsSaidBeforeAnythingIsDone(@Nullable String text, String sentence)
      throws IOException {
    String bad = file("bad.yaml", CHECKS.replace("checks", "cheks"));
    String config =
        file("n.yaml", (text == null ? "" : text).replace('~', '\n').replace("BAD", bad));
    MaskwiseRun run = MaskwiseRun.plain("nightly", "--config", config);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains(sentence);
    assertThat(run.out()).isEmpty();
    assertThat(Path.of("s")).doesNotExist();
  }

  /** What is written is what is meant, also where YAML would know a number, a date or a switch. */
  @Test
  void aValueIsTheTextThatWasWritten() throws IOException {
    String text =
        "a: 1.10\nb: 2026-11-30\nc: 010\nd: no\ne: true\nf: [null, 1e3, 0x10]\ng: {k: 12:30:00}\nh: false\ni: 'true'\n";
    CommandSpec command = CommandSpec.create();
    "abcdi"
        .chars()
        .forEach(c -> command.addOption(OptionSpec.builder("--" + (char) c).arity("1").build()));
    command.addOption(OptionSpec.builder("--e").type(boolean.class).arity("0").build());
    command.addOption(OptionSpec.builder("--h").type(boolean.class).arity("0").build());
    command.addOption(OptionSpec.builder("--f").type(List.class).arity("1").build());
    OptionSpec.Builder named = OptionSpec.builder("--g").type(Map.class).paramLabel("K=V");
    command.addOption(named.arity("1").build());
    assertThat(
            ConfigFile.words("here", command, ConfigFile.read(file("values.yaml", text), "a: b")))
        .containsExactly(
            "--a 1.10 --b 2026-11-30 --c 010 --d no --e --f null --f 1e3 --f 0x10 --g k=12:30:00 --i true"
                .split(" "));
  }
}
