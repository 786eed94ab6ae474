package dev.maskwise.run.check.verdict;

import dev.maskwise.report.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code summary.md}: the verdict for the page of a CI system and for a pull request, in GitHub's
 * Markdown; the worst cases first, and no more than such a place takes.
 */
public final class VerdictMarkdown {
  /** GitHub takes 65,536 characters in a comment. */
  static final int MAX_BYTES = 60_000;

  /** What the last line may take. */
  private static final int RESERVED = 200;

  /** More of a name or a reason is no help in a table. */
  private static final int LONGEST = 1_000;

  /** What means something in Markdown, in a link, in a mention or in HTML. */
  private static final String SPECIAL = "&<>`*[]\\|~#@$";

  /** Stands after what would name a person or an issue, which GitHub would tell of it. */
  private static final String NOTHING = "&#8203;";

  private VerdictMarkdown() {}

  /** The verdict as a Markdown text that ends in a line feed. */
  public static String write(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append("## Maskwise: ").append(escape(verdict.headline())).append("\n\n");
    text.append("Run ").append(escape(verdict.run()));
    if (verdict.baseline() != null) {
      text.append(", compared with ").append(escape(verdict.baseline()));
    }
    text.append(".\n\n| state | rule | number | value | baseline | change | why |\n");
    text.append("|---|---|---|--:|--:|--:|---|\n");
    int bytes = bytes(text);
    List<VerdictCase> cases = verdict.worstFirst();
    for (int i = 0; i < cases.size(); i++) {
      String row = row(cases.get(i));
      bytes += bytes(row);
      if (bytes > MAX_BYTES - RESERVED) {
        text.append("\nAnd %,d more cases: see verdict.json.\n".formatted(cases.size() - i));
        break;
      }
      text.append(row);
    }
    return text.toString();
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String row(VerdictCase each) {
    Figures figures = each.figures();
    return "| %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            mark(each.state()),
            escape(each.rule()),
            escape(each.subject().toString()),
            Shown.value(figures.value()),
            Shown.value(figures.baseline()),
            Shown.change(figures.delta()),
            escape(each.reason()));
  }

  private static String mark(CaseState state) {
    return switch (state) {
      case FAILED -> "❌ failed";
      case UNDECIDED -> "❔ undecided";
      case WARNED -> "⚠️ warned";
      case PASSED -> "✅ passed";
    };
  }

  /** A text that means nothing to Markdown. */
  static String escape(String text) {
    String line = OneLine.of(text);
    if (line.length() > LONGEST) {
      line = line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST))) + "…";
    }
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean means =
          SPECIAL.indexOf(c) >= 0
              || (c == '_' && !isInWord(line, i))
              || (c == ':' && !line.startsWith(" ", i + 1))
              || endsWww(line, i);
      if (means) {
        escaped.append("&#").append((int) c).append(';');
        escaped.append(c == '@' || c == '#' ? NOTHING : "");
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** An underscore between letters or digits is one. */
  private static boolean isInWord(String line, int i) {
    return i > 0
        && i + 1 < line.length()
        && isWord(line.charAt(i - 1))
        && isWord(line.charAt(i + 1));
  }

  private static boolean isWord(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** GitHub makes a link of what begins like a name in the web. */
  private static boolean endsWww(String line, int i) {
    return line.charAt(i) == '.' && i >= 3 && line.regionMatches(true, i - 3, "www", 0, 3);
  }
}
