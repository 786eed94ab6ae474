package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
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

            Written from the list in `dev.maskwise.spark.catalog`; a test keeps it so, and runs every
            example with and without generated code.

            With the jar on the class path, or named in `--jars` of spark-submit, every new session has
            these functions, without configuration; they are called by name, in `spark.sql` or `expr`.
            `DESCRIBE FUNCTION EXTENDED name` shows what stands here.

            - A mask or label map is its raw bytes, row by row from the top. The functions see pixels, not
              shapes: two maps of equally many pixels are compared pixel by pixel.
            - Null in, null out. Undefined, such as 0/0, is null. Aggregates leave out rows with a null.
            - A wrong type or number of arguments fails the analysis. A wrong value ends the query with one
              sentence that starts with the name of the function, or is null with `try_` before the name:
              see [Queries that go on after a bad image](#queries-that-go-on-after-a-bad-image).
            - Scores are float32, as bytes or as `array<float>`: one a pixel, or, in the functions with
              `classes`, all pixels of the first class, then of the next. They are logits unless the call
              says `'probability'`: what they are is never guessed.
            - Where there are many classes, a value is an array with an element for each: `transform` and
              `posexplode` of Spark take it apart, `collect_list` puts it together.

            ## Names

                [try_][dataset_][multiclass_]NAME[_agg|_merge](…)
                NOUN_from_FORMAT(file)
                NOUN_of_SOURCE(…)

            `NAME` is that of a statistic, a metric or a loss, the same in reports, `--losses` and
            [metrics.md](metrics.md).

            - A statistic, `overlap(truth, prediction)`, is what must be remembered of an image: a struct, or
              a state, which is versioned bytes.
            - A metric is a function of a statistic: `iou(overlap)`, `auroc(state)`. A loss is one too, where
              the sums of a soft overlap suffice: `soft_dice_loss(overlap)`; else it takes scores and truth.
            - `multiclass_`: the scores are those of many classes, of which each pixel has one. Without it they
              are of one class, the foreground, but for `lovasz_softmax`, which is of classes by itself.
            - `_agg`: over the images of a group. `_merge`: a statistic from the statistics of single images,
              of slices, or stored ones; any order and grouping gives equal bytes.
            - `dataset_`: the loss of all images together, from their state.
            - `try_`: null in place of a refusal.
            - `NOUN` is what comes out: `labels_from_png`, `mask_of_scores`, `overlap_of_class`. Of single
              objects it is also what goes in: `mask_iou`.
            """);
    for (SqlFunction.Group group : SqlFunction.Group.values()) {
      page.append("\n## %s\n".formatted(group.title()));
      SqlFunctions.ALL.stream()
          .filter(function -> function.group() == group)
          .forEach(function -> append(page, function));
    }
    appendTrying(page);
    return page.toString();
  }

  private static void appendTrying(StringBuilder page) {
    page.append(
        """

        ## Queries that go on after a bad image

        One bad image ends a query over a million. Each function of files, of one image and of its objects has another
        with `try_` before its name, which gives the same value, and null where the function refuses a
        value:

        %s

        ```sql
        %s;
        -- %s
        ```

        - It is about values. A wrong type or number of arguments still fails the analysis, but a wrong
          constant, such as 0 classes, gives null in every row.
        - Every exception in the call gives null, also one in computing an argument that is written in
          it. An argument from a subquery is computed in the call or before it, as Spark sees fit:
          write `try_` before every function that may meet a bad image.
        - Errors of the virtual machine, such as too little memory for an image, end the query.
        - Null does not say why: the function without `try_` does, of that row. Losses are null without a
          valid pixel as well. The functions that are not losses, such as `try_overlap` and
          `try_soft_overlap`, are null for null and for bad images alone.
        - Aggregates leave out nulls, so `confusion_merge(try_confusion(truth, prediction, 11))` is
          `confusion_agg` over the good images. Aggregates and metrics have no `try_`.
        - Types, arguments and results are those of the function: `DESCRIBE FUNCTION EXTENDED
          try_overlap`.
        """
            .formatted(
                SqlFunctions.TRYING.stream()
                    .map(function -> "`" + function.name() + "`")
                    .collect(Collectors.joining(", ")),
                TryCallTest.EXAMPLE.sql(),
                TryCallTest.EXAMPLE.result()));
  }

  private static void append(StringBuilder page, SqlFunction function) {
    page.append(
        "\n### %s\n\n`%s`\n\n%s\n\n"
            .formatted(function.name(), function.signature(), function.usage()));
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
