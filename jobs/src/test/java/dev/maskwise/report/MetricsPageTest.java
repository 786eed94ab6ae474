package dev.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Choice;
import dev.maskwise.metric.Definition;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.curve.CurveMetric;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.loss.LossDefinition;
import dev.maskwise.metric.loss.LossFamily;
import dev.maskwise.metric.loss.LossParameter;
import dev.maskwise.metric.loss.ScoreLosses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * docs/metrics.md is what the lists of metrics, averagings, policies, losses and curves say. To
 * write it anew: {@code ./mvnw test -pl udfs,jobs -Dtest=MetricsPageTest -Ddocs.write
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
    table(page, OverlapMetrics.ALL.stream().map(metric -> row(metric)).toList());
    page.append("\n## Over all classes\n\n");
    table(page, ConfusionMetrics.ALL.stream().map(metric -> row(metric)).toList());
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
    losses(page);
    curves(page);
    return page.toString();
  }

  private static void curves(StringBuilder page) {
    page.append(
        """

        ## Curves and calibration

        Of the scores of all valid pixels of all images, so the averaging is `dataset`: each class
        against the rest, and the mean over the classes, but of no thresholds. Only
        `ece_top_label` is of all classes at once, and of the multiclass task alone. N is the
        valid pixels, p and y as above.

        """);
    List<CurveMetric<?>> metrics = new ArrayList<>(CurveMetrics.ALL);
    metrics.add(CurveMetrics.ECE_TOP_LABEL);
    table(page, metrics.stream().map(metric -> row(metric)).toList());
    page.append(
        """

        Curves come from a histogram of the scores, whose bins are as wide as `--score-bins` says:
        scores that share so many bits of the mantissa. `bound` stands beside each value, and the
        true value is proven to be no further away; where each bin holds one score, as in quantised
        scores, it is 0 or nearly so. The best threshold is a score that occurs, and its IoU and
        Dice are attained. Calibration is over `--calibration-bins` equal bins of [0, 1], closed on
        the left; `--calibration-norm` says how their gaps become one number: `l1` is the mean
        weighted by pixels, `l2` the root of the weighted mean of squares, `max` the largest gap.
        It and the Brier score are blurred by no bin of scores, and have no bound. A class that
        never occurs has no curve: its values are undefined, but for the calibration error and the
        Brier score.
        """);
  }

  private static void losses(StringBuilder page) {
    page.append(
        """

        ## Losses of scores

        A loss is written `name`, or `name(parameter=value,parameter=value)` as in
        `focal_loss(gamma=5,alpha=none)`. Its name in reports has the parameters that differ from their
        defaults, in the order of the tables below, so that equal names are equal numbers. Lower is
        better, always.

        In the formulas p is the probability of the class at a pixel, y its truth, 0 or 1, z the
        logit, and sums are over the valid pixels of an image or, under `dataset`, of all images.

        """);
    for (Choice choice : List.of(Task.BINARY, Task.MULTICLASS, Task.MULTILABEL)) {
      page.append("- task `%s`: %s\n".formatted(choice.label(), choice.definition()));
    }
    for (Choice choice : ScoreKind.values()) {
      page.append("- score `%s`: %s\n".formatted(choice.label(), choice.definition()));
    }
    page.append(
        """

        From probabilities the logarithm in the cross-entropy is not below `log_floor`; PyTorch's
        BCELoss has −100. In the multiclass task the losses that are a mean over classes also have a
        value for each class, and all four averagings over images; the others, and every loss of the
        binary task, have `dataset` and `image_then_dataset`. Libraries reduce a batch in one of
        these two ways: image by image (MONAI's batch=False, LovaszSoftmax's per_image=True) or all
        its images as one (batch=True, per_image=False, and every Dice of
        segmentation_models.pytorch), where the number depends on the size of the batch.

        The multiclass focal loss is the softmax form. The mean of sigmoid losses of each class
        against the rest (MONAI's default, segmentation_models.pytorch) is another loss, from other
        probabilities: that of the multilabel task, in which every class has the losses of the binary
        task with their parameters, and the mean over classes all four averagings. It has no
        `lovasz_softmax`, no `ece_top_label` and no `pixel_accuracy`, which are of pixels of one class.

        The policy says which classes enter a mean over classes (and the sums over all classes), not
        what 0/0 is worth: that is a parameter of each loss. Without a valid pixel a loss is
        undefined unless its parameters say otherwise. The Lovász losses under `dataset` rank the
        errors of all pixels together, in a histogram. `bound` stands beside the value, and the true
        value is proven to be no further away: half the width of a bin at most, and about 10⁻¹⁵ where
        each bin holds one score. `--exact-lovasz` sorts the errors besides, which it rounds to
        float32: 6·10⁻⁸ of the loss. Each value is the one of the two whose bound is smaller.
        """);
    for (LossFamily family : ScoreLosses.ALL) {
      family(page, family);
    }
  }

  private static void family(StringBuilder page, LossFamily family) {
    page.append("\n### `%s`\n\n".formatted(family.name()));
    List<Task> tasks = new ArrayList<>(List.of(Task.BINARY, Task.MULTICLASS));
    tasks.removeIf(task -> !family.fits(task, ScoreKind.LOGIT));
    for (Task task : tasks) {
      LossDefinition definition = family.standard(task, ScoreKind.LOGIT).definition();
      page.append("- %s: %s\n".formatted(task.label(), definition.formula()));
    }
    for (String why : refusals(family)) {
      page.append("- it %s\n".formatted(why));
    }
    LossDefinition definition = family.standard(Task.BINARY, ScoreKind.LOGIT).definition();
    page.append(
        "- %s, range %s, unit: %s; %s\n\n"
            .formatted(family.title(), definition.range(), definition.unit(), definition.source()));
    page.append("| parameter | task | default | values | meaning |\n|---|---|---|---|---|\n");
    // The last task has every parameter.
    for (LossParameter ordered : family.parameters(tasks.get(tasks.size() - 1))) {
      Map<String, List<String>> rows = new LinkedHashMap<>();
      for (Task task : tasks) {
        for (LossParameter parameter : family.parameters(task)) {
          if (parameter.name().equals(ordered.name())) {
            rows.computeIfAbsent(row(parameter), row -> new ArrayList<>()).add(task.label());
          }
        }
      }
      rows.forEach((row, labels) -> page.append(row.formatted(String.join(", ", labels))));
    }
  }

  private static Set<String> refusals(LossFamily family) {
    Set<String> refusals = new LinkedHashSet<>();
    for (Task task : List.of(Task.BINARY, Task.MULTICLASS, Task.MULTILABEL)) {
      for (ScoreKind kind : ScoreKind.values()) {
        family.refusal().apply(task, kind).ifPresent(refusals::add);
      }
    }
    refusals.removeIf(why -> refusals.stream().anyMatch(other -> other.startsWith(why + ";")));
    return refusals;
  }

  /** A row of the table with a place for the tasks. */
  private static String row(LossParameter parameter) {
    return "| `%s` | %%s | `%s` | %s | %s |\n"
        .formatted(
            parameter.name(), parameter.standard(), parameter.allowed(), parameter.meaning());
  }

  private static void table(StringBuilder page, List<String> rows) {
    page.append("| name | title | formula | unit | range | better | source |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    rows.forEach(page::append);
  }

  private static String row(Definition number) {
    return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            number.name(),
            number.title(),
            number.formula().replace("|", "\\|"),
            number.unit(),
            number.range(),
            number.better().name().toLowerCase(Locale.ROOT),
            number.source());
  }
}
