package dev.maskwise.job.pass;

import dev.maskwise.image.ErrorKeys;
import dev.maskwise.image.ImageJudge;
import dev.maskwise.image.ScoreRules;
import dev.maskwise.image.Scores;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.run.numbers.ErrorGroup;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Takes the errors of every model, kind and class from images, and computes nothing else. What the
 * first pass rejected is left out again; nobody has to be told twice.
 */
final class ErrorCollector implements ImageWork<ErrorKeys> {
  private final ImageJudge judge;
  private final ScoreImages images;
  private final List<ErrorGroup> groups;

  /**
   * @param groups which errors are wanted, each of which is numbered by its place
   */
  ErrorCollector(ScoreRules rules, ScoreImages images, List<ErrorGroup> groups) {
    this.judge = new ImageJudge(rules);
    this.images = images;
    this.groups = groups;
  }

  /** The errors of one class at a time, from scores that stay where they were read. */
  @Override
  public Iterator<ErrorKeys> results(ImageMasks image, Configuration hadoop, boolean last) {
    List<List<Scores>> models = images.judge(image, hadoop, judge::read);
    return models.isEmpty()
        ? Collections.emptyIterator()
        : IntStream.range(0, groups.size()).mapToObj(g -> errors(g, models)).iterator();
  }

  private ErrorKeys errors(int number, List<List<Scores>> models) {
    ErrorGroup group = groups.get(number);
    return ImageJudge.errors(models.get(group.model()), number, group.errors(), group.channel());
  }
}
