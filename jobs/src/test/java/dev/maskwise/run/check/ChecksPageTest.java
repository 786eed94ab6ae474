package dev.maskwise.run.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.run.check.rule.CheckKey;
import dev.maskwise.run.check.rule.CheckKey.Section;
import dev.maskwise.run.check.rule.ChecksFile;
import dev.maskwise.run.check.verdict.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tables of keys in docs/checks.md are what {@link CheckKey} says, and its examples are read.
 * To write the tables anew: {@code -Ddocs.write}.
 */
class ChecksPageTest {
  private static final Path PAGE = Path.of("..", "docs", "checks.md");
  private static final String BEGIN = "<!-- keys: written from CheckKey -->\n";
  private static final String END = "<!-- end of keys -->\n";
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void theTablesAreUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).isBetween(BEGIN.length(), end);
    if (System.getProperty("docs.write") != null) {
      Files.writeString(PAGE, page.substring(0, begin) + tables() + page.substring(end));
    }
    assertThat(Files.readString(PAGE).substring(begin)).startsWith(tables() + END);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    for (Section section : Section.values()) {
      boolean isKey = Section.FILE != section && Section.RULE != section;
      String title = isKey ? "`%s`".formatted(section.title()) : section.title();
      text.append("\n**%s**\n\n".formatted(title));
      text.append("| key | value | if left out | meaning |\n|---|---|---|---|\n");
      for (CheckKey key : section.keys()) {
        text.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(key.word(), key.wanted(), key.standard(), key.meaning()));
      }
    }
    return text.append('\n').toString();
  }

  @Test
  void theExamplesAreRead() throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher yaml = YAML.matcher(Files.readString(PAGE));
    while (yaml.find()) {
      examples.add(yaml.group(1));
    }
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      assertThat(ChecksFile.read("docs/checks.md", example).rules()).isNotEmpty();
    }
  }

  @Test
  void everyFindingIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    for (Finding finding : Finding.values()) {
      assertThat(page).contains("| `%s` |".formatted(finding.label()));
    }
  }
}
