package dev.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.ConfusionMetrics;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.OverlapMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * docs/metrics.md is what the lists of metrics, averagings and policies say. To write it anew:
 * {@code ./mvnw test -pl udfs,jobs -Dtest=MetricsPageTest -Ddocs.write
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  @Test
  void pageIsUpToDate() throws IOException {
    String page = page();
    if (System.getProperty("docs.write") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Metrics

        Written from the lists in `dev.maskwise.metric`; a test keeps it so.

        Every metric is a function of counts. With T_c the pixels of class c in the truth, P_c the
        pixels predicted as c, I_c those in both, and N all valid pixels (those whose truth is not
        the ignore label), the true negatives of c are N − T_c − P_c + I_c.

        ## Of one class

        """);
    table(page, OverlapMetrics.ALL);
    page.append("\n## Over all classes\n\n");
    table(page, ConfusionMetrics.ALL);
    page.append(
        """

        ## Averagings

        The same metric over the same images is a different number under each of these, so no number
        is shown without its averaging.

        | averaging | what is averaged over what |
        |---|---|
        """);
    for (Averaging averaging : Averaging.values()) {
      page.append("| `%s` | %s |\n".formatted(averaging.label(), averaging.definition()));
    }
    page.append(
        """

        Class metrics are given under `dataset` and `class_over_images`; metrics that are a mean over
        classes under all of the first four; the others under `dataset` and `image_then_dataset`.
        Values of single images are in `per_image.parquet`. Beside each value stand `n`, how many
        defined values entered it, `undefined`, how many had none, and `over`, what the two count:
        images, classes, or (image, class) pairs. Under `dataset` the counts are summed first, so
        there `n` and `undefined` of a class say in how many images its metric is defined.

        ## What 0/0 is worth: `--policy`

        | policy | meaning |
        |---|---|
        """);
    for (EmptyMask empty : EmptyMask.values()) {
      page.append("| `%s` | %s |\n".formatted(empty.label(), empty.definition()));
    }
    page.append(
        """

        An image without a valid pixel is undefined under every policy. `--background N` leaves class
        N out of the means over classes, and so does an ignore label that is one of the classes; both
        keep their own row, and their pixels still count as errors of the other classes.
        """);
    return page.toString();
  }

  private static void table(StringBuilder page, List<? extends Metric<?>> metrics) {
    page.append("| name | title | formula | unit | range | better | source |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (Metric<?> metric : metrics) {
      page.append(
          "| `%s` | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  metric.name(),
                  metric.title(),
                  metric.formula(),
                  metric.unit(),
                  metric.range(),
                  metric.better().name().toLowerCase(Locale.ROOT),
                  metric.source()));
    }
  }
}
