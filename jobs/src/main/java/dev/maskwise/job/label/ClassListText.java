package dev.maskwise.job.label;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.job.label.ClassList.Entry;
import dev.maskwise.reader.InputRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of classes in lines of text: a name a line, from the label 0 on; a label and a name a
 * line; or columns under a header. Lines that begin with {@code #} are comments.
 */
final class ClassListText {
  private static final Pattern LABEL_AND_NAME =
      Pattern.compile("([0-9]{1,9})\\s*[,;:\t]\\s*(\\S.*)");

  /** What the columns of a header are called, in lower case without blanks and underscores. */
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("label", "label"),
          Map.entry("trainid", "label"),
          Map.entry("id", "id"),
          Map.entry("classid", "id"),
          Map.entry("index", "id"),
          Map.entry("name", "name"),
          Map.entry("class", "name"),
          Map.entry("classname", "name"),
          Map.entry("colour", "colour"),
          Map.entry("color", "colour"),
          Map.entry("r", "r"),
          Map.entry("red", "r"),
          Map.entry("g", "g"),
          Map.entry("green", "g"),
          Map.entry("b", "b"),
          Map.entry("blue", "b"));

  private ClassListText() {}

  private record Line(String source, int number, String text) {
    String place() {
      return "line " + number;
    }

    InputRefusedException fault(String clause) {
      return new InputRefusedException("%s, %s: %s.".formatted(source, place(), clause));
    }
  }

  /**
   * What the lines say.
   *
   * @throws InputRefusedException when one cannot be understood
   */
  static List<Entry> entries(String source, String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.stripTrailing().lines().toList()) {
      number++;
      if (!line.stripLeading().startsWith("#")) {
        lines.add(new Line(source, number, line.strip()));
      }
    }
    Line first = lines.stream().filter(line -> !line.text().isEmpty()).findFirst().orElse(null);
    if (first == null) {
      return List.of();
    }
    char delimiter = delimiter(first.text());
    List<String> header = split(first, delimiter).stream().map(ClassListText::column).toList();
    if (header.contains("name") && header.size() > 1) {
      return ofColumns(first, header, delimiter, lines);
    }
    boolean isHeader =
        header.size() == 1
            ? first.text().equalsIgnoreCase("name")
            : header.contains("id") || header.contains("label");
    if (isHeader) {
      throw first.fault(
          "it reads like a header without a name beside an id: write id,name, or leave it out");
    }
    return LABEL_AND_NAME.matcher(first.text()).matches() ? ofPairs(lines) : ofNames(lines);
  }

  private static List<Entry> ofNames(List<Line> lines) {
    List<Entry> entries = new ArrayList<>();
    for (Line line : lines) {
      if (line.text().isEmpty()) {
        throw line.fault(
            "it is blank, but every line up to the last one names a class: write one there");
      }
      entries.add(new Entry(line.place(), entries.size(), false, line.text(), null, null));
    }
    return entries;
  }

  private static List<Entry> ofPairs(List<Line> lines) {
    List<Entry> entries = new ArrayList<>();
    for (Line line : lines) {
      Matcher pair = LABEL_AND_NAME.matcher(line.text());
      if (pair.matches()) {
        String name = named(line, split(line, '\0', pair.group(2)).get(0));
        entries.add(
            new Entry(line.place(), Integer.parseInt(pair.group(1)), false, name, null, null));
      } else if (!line.text().isEmpty()) {
        throw line.fault(
            "it has no label before its name, but other lines have: write it as 0,road");
      }
    }
    return entries;
  }

  private static List<Entry> ofColumns(
      Line first, List<String> header, char delimiter, List<Line> lines) {
    String labels = header.contains("label") ? "label" : "id";
    boolean hasIds = header.contains("label") && header.contains("id");
    for (String column : header) {
      if (!column.isEmpty() && header.indexOf(column) != header.lastIndexOf(column)) {
        throw first.fault("two columns are the %s: leave one out".formatted(column));
      }
    }
    if (header.contains("") && !header.contains(labels)) {
      throw first.fault(
          "no column is the id or label, and not all others are known: call one of them id, or leave them out");
    }
    List<Entry> entries = new ArrayList<>();
    for (Line line : lines.subList(lines.indexOf(first) + 1, lines.size())) {
      if (line.text().isEmpty()) {
        continue;
      }
      List<String> cells = split(line, delimiter);
      if (cells.size() != header.size()) {
        throw line.fault(
            "it has %d cells, but the header %d: write as many, with a name that holds '%c' in double quotes"
                .formatted(cells.size(), header.size(), delimiter));
      }
      String label =
          header.contains(labels) ? cells.get(header.indexOf(labels)) : "" + entries.size();
      boolean ignored = label.matches("ignore( [0-9]+)?");
      String digits = ignored ? label.substring("ignore".length()).strip() : label;
      String name = named(line, cells.get(header.indexOf("name")));
      String id = hasIds ? cells.get(header.indexOf("id")) : "";
      entries.add(
          new Entry(
              line.place(),
              ignored && digits.isEmpty() ? -1 : number(line, "label", digits),
              ignored,
              name,
              id.isEmpty() ? null : Integer.valueOf(number(line, "id", id)),
              colour(line, header, cells)));
    }
    return entries;
  }

  private static String named(Line line, String name) {
    if (name.isEmpty()) {
      throw line.fault("it has no name: write one");
    }
    return name;
  }

  private static int number(Line line, String column, String digits) {
    if (!digits.matches(column.equals("id") ? "-?[0-9]{1,9}" : "[0-9]{1,9}")) {
      throw line.fault("the %s '%s' is no number: write one".formatted(column, digits));
    }
    return Integer.parseInt(digits);
  }

  private static @Nullable Integer colour(Line line, List<String> header, List<String> cells) {
    String text = header.contains("colour") ? cells.get(header.indexOf("colour")) : "";
    if (header.contains("r") && header.contains("g") && header.contains("b")) {
      text =
          "%s %s %s"
              .formatted(
                  cells.get(header.indexOf("r")),
                  cells.get(header.indexOf("g")),
                  cells.get(header.indexOf("b")));
    }
    try {
      return text.isBlank() ? null : Integer.valueOf(Colour.of(text));
    } catch (IllegalArgumentException e) {
      throw line.fault(String.valueOf(e.getMessage()));
    }
  }

  private static String column(String cell) {
    String plain = cell.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    return COLUMNS.getOrDefault(plain, "");
  }

  private static char delimiter(String header) {
    for (char delimiter : new char[] {'\t', ';'}) {
      if (header.indexOf(delimiter) >= 0) {
        return delimiter;
      }
    }
    return ',';
  }

  private static List<String> split(Line line, char delimiter) {
    return split(line, delimiter, line.text());
  }

  /** The cells of a line; in double quotes a delimiter is text, and a doubled quote is one. */
  private static List<String> split(Line line, char delimiter, String text) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && (quoted || cell.toString().isBlank())) {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (doubled) {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == delimiter && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    require(
        !quoted,
        "%s, %s: a double quote is not closed: close it.".formatted(line.source(), line.place()));
    cells.add(cell.toString().strip());
    return cells;
  }
}
