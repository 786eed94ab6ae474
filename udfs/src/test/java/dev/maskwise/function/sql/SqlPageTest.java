package dev.maskwise.function.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/sql.md is what the list of SQL functions says. To write it anew: {@code ./mvnw test -pl udfs
 * -Dtest=SqlPageTest -Ddocs.write}.
 */
class SqlPageTest {
  private static final Path PAGE = Path.of("..", "docs", "sql.md");

  @Test
  void pageIsUpToDate() throws IOException {
    String page = page();
    if (System.getProperty("docs.write") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # SQL functions

            Written from the list in `dev.maskwise.function.sql`; a test keeps it so, and runs every
            example with and without generated code.

            With the jar on the class path, or named in `--jars` of spark-submit, every new session has
            these functions, without configuration; they are called by name, in `spark.sql` or `expr`.
            `DESCRIBE FUNCTION EXTENDED name` shows what stands here.

            - A mask or label map is its raw bytes, row by row from the top. The functions see pixels, not
              shapes: two maps of equally many pixels are compared pixel by pixel.
            - Null in, null out. Undefined, such as 0/0, is null. Aggregates leave out rows with a null.
            - A wrong type or number of arguments fails the analysis. A wrong value ends the query with one
              sentence that starts with the name of the function.
            - Scores are float32, as bytes or as `array<float>`: one a pixel, or, in the functions with
              `classes`, all pixels of the first class, then of the next. They are logits unless the call
              says `'probability'`: what they are is never guessed.
            - `…_agg` takes images, `…_merge` takes states that were stored or come from groups, and
              `dataset_…` is a loss of such a state. States are versioned bytes; merging them in any order
              and grouping gives equal bytes.
            - Plurals are arrays with an element for each class: `transform` and `posexplode` of Spark take
              them apart, `collect_list` puts them together.
            """);
    for (SqlFunction.Group group : SqlFunction.Group.values()) {
      page.append("\n## %s\n".formatted(group.title()));
      SqlFunctions.ALL.stream()
          .filter(function -> function.group() == group)
          .forEach(function -> append(page, function));
    }
    return page.toString();
  }

  private static void append(StringBuilder page, SqlFunction function) {
    page.append("\n### `%s`\n\n%s\n\n".formatted(function.signature(), function.usage()));
    for (SqlArgument argument : function.arguments()) {
      page.append(
          "- `%s` (%s): %s\n"
              .formatted(argument.name(), argument.typeName(), argument.description()));
    }
    page.append(
        "- gives %s\n- source: %s\n\n```sql\n".formatted(function.result(), function.source()));
    for (SqlFunction.Example example : function.examples()) {
      page.append("%s;\n-- %s\n".formatted(example.sql(), example.result()));
    }
    page.append("```\n");
  }
}
