package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user gets for words about scores that are wrong: one sentence, and no output. */
class ScoreCommandLineTest {
  @TempDir static Path directory;

  @BeforeAll
  static void makeDataSet() throws IOException {
    Scores.writeTruth(directory, 2);
    Scores.writeModel(directory, "one", 2, 1, Scores::probabilities);
    Scores.writeModel(directory, "many", 2, 3, Scores::probabilities);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --ignore 3                              | say --score logit or --score probability
          --score certainty                       | certainty
          --score logit --foreground 3 --ignore 3 | --foreground 3 is the ignore label too
          --score logit --foreground -1           | --foreground -1 is out of range: it has to be from 0 to 65535
          --score logit --foreground 2 --classes 2| --foreground 2 is out of range: it has to be from 0 to 1
          --score logit --threshold NaN           | --threshold NaN is no finite number
          --score logit --threshold Infinity      | --threshold Infinity is no finite number
          --score logit --threshold high          | --threshold
          --score logit --threshold-operator eq   | --threshold-operator
          --score logit --losses focus            | There is no loss 'focus'; the binary task has cross_entropy, focal_loss, soft_dice_loss, soft_iou_loss, tversky_loss, focal_tversky_loss, lovasz_hinge, lovasz_softmax
          --score logit --losses focal_loss(gama=2) | has no parameter 'gama' in the binary task; it has gamma, alpha
          --score logit --losses focal_loss(gamma=-1) | The parameter gamma of the loss focal_loss is a number
          --score logit --losses focal_loss,focal_loss | The loss focal_loss is named twice
          --score logit --losses focal_loss(      | A loss is a name, or a name with parameters
          --score probability --losses lovasz_hinge | lovasz_hinge needs logits
          --score logit --score-bins 17           | --score-bins 17 is out of range: it has to be from 0 to 16
          --score logit --score-bins -1           | --score-bins -1 is out of range
          --score logit --calibration-bins 0      | --calibration-bins 0 is out of range: it has to be from 1 to
          --score logit --calibration-norm l3     | --calibration-norm
          --score probability --log-floor 1       | --log-floor 1.0 is no finite number up to 0
          --score logit --score-scale 0           | --score-scale 0.0 is no finite number other than 0
          --score logit --score-offset 2          | --score-offset 2.0 needs a --score-scale beside it
          --score logit --score-scale 1 --score-offset NaN | --score-offset NaN is no finite number
          --score logit --score-type int8         | --score-type
          --score logit --background 2            | --background 2 is out of range: it has to be a class from 0 to 1
          """)
  void wrongWordsAboutOneClass(String words, String sentence) {
    assertRefused("truth one", "--task binary " + words, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --score logit                           | --classes is not given
          --classes 3                             | say --score logit or --score probability
          --classes 3 --score logit --foreground 1 | --foreground 1 belongs to --task binary
          --classes 3 --score logit --threshold 0.5 | --threshold 0.5 belongs to --task binary
          --classes 3 --score logit --losses hinge | There is no loss 'hinge'; the multiclass task has cross_entropy, focal_loss, soft_dice_loss, soft_iou_loss, tversky_loss, focal_tversky_loss, lovasz_softmax
          --classes 3 --score logit --losses lovasz_hinge | is of the binary task; lovasz_softmax
          --classes 3 --score logit --losses lovasz_softmax(classes=3) | different class ids in a list
          """)
  void wrongWordsAboutManyClasses(String words, String sentence) {
    assertRefused("truth many", "--task multiclass " + words, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --classes 4 --score logit               | say --task binary, --task multiclass or --task multilabel
          --classes 4 --losses focal_loss         | say --task binary, --task multiclass or --task multilabel
          --classes 4 --foreground 1              | say --task binary
          --classes 4 --threshold 0.5             | say --task binary
          --task ternary --classes 4              | --task
          """)
  void wordsAboutScoresWithLabelMaps(String words, String sentence) {
    assertRefused("truth truth", words, sentence);
  }

  private static void assertRefused(String inputs, String words, String sentence) {
    MaskwiseRun run = MaskwiseRun.evaluate(directory, "out", inputs, words);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).startsWith("maskwise: ").contains(sentence);
    assertThat(run.err()).doesNotContain("Exception", "\tat ");
    assertThat(run.err().strip().lines().count()).as(run.err()).isLessThanOrEqualTo(2);
    assertThat(directory).isDirectoryNotContaining(file -> file.toString().contains("out"));
  }
}
