package dev.maskwise.metric.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreLossesTest {

  private static final int CLASSES = 11;

  private static List<String> names(List<ScoreLoss> losses) {
    return losses.stream().map(ScoreLoss::name).toList();
  }

  @Test
  void defaultsFitTheTask() {
    assertThat(names(ScoreLosses.defaults(Task.BINARY, ScoreKind.LOGIT)))
        .containsExactly(
            "cross_entropy",
            "focal_loss",
            "soft_dice_loss",
            "soft_iou_loss",
            "tversky_loss",
            "lovasz_hinge");
    assertThat(names(ScoreLosses.defaults(Task.BINARY, ScoreKind.PROBABILITY)))
        .containsExactly(
            "cross_entropy",
            "focal_loss",
            "soft_dice_loss",
            "soft_iou_loss",
            "tversky_loss",
            "lovasz_softmax");
    assertThat(ScoreLosses.defaults(Task.MULTICLASS, ScoreKind.LOGIT))
        .extracting(ScoreLoss::name)
        .isEqualTo(names(ScoreLosses.defaults(Task.BINARY, ScoreKind.PROBABILITY)));
    assertThat(ScoreLosses.defaults(Task.LABELS, ScoreKind.LOGIT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "focal_loss(gamma=2,alpha=none,alpha_on=positive,background=0,normaliser=valid) | MULTICLASS | focal_loss",
        "focal_loss(gamma=2.0,alpha=.25) | BINARY | focal_loss",
        "focal_loss(alpha=none, gamma=5) | BINARY | focal_loss(gamma=5,alpha=none)",
        "focal_loss(normaliser=sum,alpha_on=negative) | BINARY | focal_loss(alpha_on=negative,normaliser=sum)",
        "focal_loss(alpha=0.25,background=10) | MULTICLASS | focal_loss(alpha=0.25,background=10)",
        "' soft_dice_loss ( eps = 1e-6 ) ' | MULTICLASS | soft_dice_loss",
        "soft_dice_loss(eps=0.00001,smooth=10.50) | BINARY | soft_dice_loss(eps=1e-5,smooth=10.5)",
        "soft_iou_loss(eps=00,squared=true,classes=joint) | MULTICLASS | soft_iou_loss(eps=0,squared=true,classes=joint)",
        "soft_dice_loss(smooth=12345678.25) | BINARY | soft_dice_loss(smooth=1.234567825e7)",
        "soft_dice_loss(absent=skip) | BINARY | soft_dice_loss(absent=skip)",
        "tversky_loss(beta=0.5,alpha=0.5) | BINARY | tversky_loss(alpha=0.5,beta=0.5)",
        "focal_tversky_loss(gamma=1) | MULTICLASS | focal_tversky_loss(gamma=1)",
        "lovasz_hinge(unlabelled=zero) | BINARY | lovasz_hinge(unlabelled=zero)",
        "lovasz_softmax(classes=8/3) | MULTICLASS | lovasz_softmax(classes=3/8)",
        "lovasz_softmax(classes=present) | MULTICLASS | lovasz_softmax",
        "cross_entropy(normaliser=values) | MULTICLASS | cross_entropy(normaliser=values)"
      })
  void namesAreCanonicalAndReadAgain(String spec, Task task, String name) {
    ScoreLoss loss = ScoreLosses.parse(spec, task, ScoreKind.LOGIT, CLASSES);
    assertThat(loss.name()).isEqualTo(name);
    assertThat(ScoreLosses.parse(name, task, ScoreKind.LOGIT, CLASSES)).isEqualTo(loss);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dice | BINARY | LOGIT | There is no loss 'dice'; the binary task has cross_entropy, focal_loss,"
            + " soft_dice_loss, soft_iou_loss, tversky_loss, focal_tversky_loss, lovasz_hinge,"
            + " lovasz_softmax.",
        "dice | MULTICLASS | LOGIT | There is no loss 'dice'; the multiclass task has"
            + " cross_entropy, focal_loss, soft_dice_loss, soft_iou_loss, tversky_loss,"
            + " focal_tversky_loss, lovasz_softmax.",
        "focal_loss | LABELS | LOGIT | Label maps have no scores and no loss 'focal_loss'; the binary and"
            + " multiclass tasks have.",
        "focal_loss(gama=2) | BINARY | LOGIT | The loss focal_loss has no parameter 'gama' in the binary"
            + " task; it has gamma, alpha, alpha_on, normaliser.",
        "soft_dice_loss(classes=joint) | BINARY | LOGIT | The loss soft_dice_loss has no parameter"
            + " 'classes' in the binary task; it has eps, smooth, squared, absent.",
        "focal_loss(gamma=2,gamma=3) | BINARY | LOGIT | The loss focal_loss has the parameter gamma once, not"
            + " twice.",
        "focal_loss(gamma=none) | BINARY | LOGIT | The parameter gamma of the loss focal_loss is a number"
            + " from 0 to 1000, not 'none'.",
        "focal_loss(alpha=1.5) | BINARY | LOGIT | The parameter alpha of the loss focal_loss is a number from"
            + " 0 to 1, or none, not '1.5'.",
        "focal_loss(alpha_on=foreground) | BINARY | LOGIT | The parameter alpha_on of the loss focal_loss is"
            + " one of positive, negative, not 'foreground'.",
        "cross_entropy(normaliser=values) | BINARY | LOGIT | The parameter normaliser of the loss"
            + " cross_entropy is one of valid, all, weights, sum, not 'values'.",
        "cross_entropy(weights=1/2) | MULTICLASS | LOGIT | The parameter weights of the loss"
            + " cross_entropy is a number of at least 0 for each class in a list such as 1/2/0.5, or"
            + " none, not '1/2'.",
        "cross_entropy(weights=1/-2) | BINARY | LOGIT | The parameter weights of the loss"
            + " cross_entropy is a number of at least 0 for each class in a list such as 1/3, or"
            + " none, not '1/-2'.",
        "soft_dice_loss(squared=yes) | BINARY | LOGIT | The parameter squared of the loss"
            + " soft_dice_loss is true or false, not 'yes'.",
        "focal_loss(background=11) | MULTICLASS | LOGIT | The parameter background of the loss focal_loss is"
            + " a class id below the number of classes, not '11'.",
        "lovasz_softmax(classes=3/11) | MULTICLASS | LOGIT | The parameter classes of the loss"
            + " lovasz_softmax is present, all, or different class ids in a list such as 3/5/8, not"
            + " '3/11'.",
        "lovasz_hinge | BINARY | PROBABILITY | The loss lovasz_hinge needs logits, and the"
            + " probabilities 0 and 1 have no finite one; lovasz_softmax takes probabilities.",
        "lovasz_hinge | MULTICLASS | LOGIT | The loss lovasz_hinge is of the binary task;"
            + " lovasz_softmax has scores of many classes.",
        "soft_dice_loss(classes=joint,absent=skip) | MULTICLASS | LOGIT | The loss"
            + " soft_dice_loss(classes=joint,absent=skip) has one value for all classes with"
            + " classes=joint, so that absent stays keep.",
        "tversky_loss(classes=joint,gamma=2,gamma_on=mean) | MULTICLASS | LOGIT | The loss"
            + " tversky_loss(classes=joint,gamma=2,gamma_on=mean) has one value for all classes with"
            + " classes=joint, so that gamma_on stays class."
      })
  void refusalsSayWhatIsAllowed(String spec, Task task, ScoreKind kind, String sentence) {
    assertThatThrownBy(() -> ScoreLosses.parse(spec, task, kind, CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "focal_loss(",
        "focal_loss()",
        "focal_loss(gamma=2",
        "focal)",
        "focal_loss(gamma)",
        "focal_loss(gamma=)",
        "focal_loss(=2)",
        "focal_loss(gamma=2,)",
        "focal_loss(gamma=2)x",
        "focal_loss((gamma=2))",
        "gamma=2",
        "focal_loss(gamma=1=2)"
      })
  void malformedSpecifications(String spec) {
    assertThatThrownBy(() -> ScoreLosses.parse(spec, Task.BINARY, ScoreKind.LOGIT, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A loss is a name, or a name with parameters such as focal_loss(gamma=5,alpha=none), not '%s'."
                .formatted(spec));
  }

  /** Java reads some of these as numbers, but they are not how numbers are written here. */
  @ParameterizedTest
  @CsvSource({"-1", "-0", "+1", "NaN", "Infinity", "1e999", "1f", "0x1p3", "1e", ".", "1.e+2"})
  void numbersThatAreNone(String text) {
    assertThatThrownBy(
            () ->
                ScoreLosses.parse(
                    "soft_dice_loss(eps=" + text + ")", Task.BINARY, ScoreKind.LOGIT, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a number of at least 0, not");
  }

  @ParameterizedTest
  @CsvSource({"3/3", "/3", "3/", "03", "-1", "9999999999", "3//4", "a"})
  void classListsThatAreNone(String list) {
    assertThatThrownBy(
            () ->
                ScoreLosses.parse(
                    "lovasz_softmax(classes=" + list + ")",
                    Task.MULTICLASS,
                    ScoreKind.LOGIT,
                    CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different class ids");
  }

  @Test
  void listsAreSplitOutsideOfBrackets() {
    List<ScoreLoss> losses =
        ScoreLosses.parseAll(
            "focal_loss(gamma=5,alpha=none), cross_entropy,lovasz_hinge",
            Task.BINARY,
            ScoreKind.LOGIT,
            1);
    assertThat(names(losses))
        .containsExactly("focal_loss(gamma=5,alpha=none)", "cross_entropy", "lovasz_hinge");
    assertThat(ScoreLosses.gammas(losses)).containsExactly(0, 5);
    assertThat(ScoreLosses.lovasz(losses)).containsExactly(LovaszKind.HINGE);
    assertThatThrownBy(
            () ->
                ScoreLosses.parseAll(
                    "focal_loss,focal_loss(gamma=2)", Task.BINARY, ScoreKind.LOGIT, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The loss focal_loss is named twice.");
    assertThatThrownBy(() -> ScoreLosses.parseAll("focal_loss,", Task.BINARY, ScoreKind.LOGIT, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void formulasHaveTheirParametersFilledIn() {
    assertThat(formula("focal_loss", Task.BINARY))
        .isEqualTo(
            "Σ α_t·(1 − p_t)^2·CE / valid pixels, α_t = 1 − 0.25 where y = 0, else 0.25, CE = −log"
                + " p_t, p_t the probability of the true class");
    assertThat(
            formula(
                "focal_loss(gamma=5,alpha=0.1,alpha_on=negative,background=3)", Task.MULTICLASS))
        .startsWith(
            "Σ α_t·(1 − p_t)^5·CE / valid pixels, α_t = 0.1 where the true class is 3, else 1 − 0.1");
    assertThat(formula("soft_dice_loss", Task.BINARY)).isEqualTo("1 − 2·Σpy / (Σp + Σy + 1e-6)");
    assertThat(formula("soft_dice_loss(eps=0,smooth=1,squared=true,absent=skip)", Task.MULTICLASS))
        .isEqualTo(
            "mean over classes of 1 − (2·Σpy + 1) / (Σp² + Σy + 1); undefined without true pixels");
    assertThat(formula("soft_iou_loss(classes=joint)", Task.MULTICLASS))
        .isEqualTo("1 − Σpy / (Σp + Σy − Σpy + 1e-6), sums over all classes");
    assertThat(formula("focal_tversky_loss(absent=zero)", Task.BINARY))
        .isEqualTo(
            "(1 − Σpy / (Σpy + 0.3·(Σp − Σpy) + 0.7·(Σy − Σpy) + 1e-6))^0.75; 0 without true"
                + " pixels");
    assertThat(formula("tversky_loss(eps=0,gamma=2,gamma_on=mean)", Task.MULTICLASS))
        .isEqualTo("(mean over classes of 1 − Σpy / (Σpy + 0.3·(Σp − Σpy) + 0.7·(Σy − Σpy)))^2");
    assertThat(
            ScoreLosses.parse(
                    "cross_entropy(normaliser=sum)", Task.BINARY, ScoreKind.PROBABILITY, 1)
                .definition())
        .isEqualTo(
            new LossDefinition(
                "cross_entropy(normaliser=sum)",
                "cross-entropy",
                "Σ CE, CE = −max(log p_t, log_floor), p_t the probability of the true class",
                "nats",
                "[0, ∞)",
                "Bishop 2006, Pattern Recognition and Machine Learning, §4.3"));
  }

  private static String formula(String spec, Task task) {
    return ScoreLosses.parse(spec, task, ScoreKind.LOGIT, CLASSES).definition().formula();
  }

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"BINARY", "MULTICLASS"})
  void everyFamilyIsDescribed(Task task) {
    Set<String> names = new HashSet<>();
    for (LossFamily family : ScoreLosses.ALL) {
      assertThat(names.add(family.name())).as(family.name()).isTrue();
      assertThat(family.name()).matches("[a-z]+(_[a-z]+)*");
      if (family.fits(task, ScoreKind.LOGIT)) {
        ScoreLoss loss = family.standard(task, ScoreKind.LOGIT);
        assertThat(loss.name()).isEqualTo(family.name());
        assertThat(loss.definition().title()).isEqualTo(family.title());
        assertThat(loss.definition().formula()).isNotBlank();
        assertThat(loss.definition().source()).contains(" 20");
        assertThat(loss.definition().range()).matches("\\[.+, .+[])]");
        assertThat(loss.better()).isEqualTo(Better.LOWER);
        for (LossParameter parameter : family.parameters(task)) {
          assertThat(parameter.name()).matches("[a-z]+(_[a-z]+)*");
          assertThat(parameter.canonical().apply(parameter.standard(), CLASSES))
              .contains(parameter.standard());
          assertThat(parameter.meaning()).isNotBlank();
        }
      }
    }
  }
}
