package dev.maskwise.image;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.image.Scores.ScoredImage;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ClassOverlaps;
import dev.maskwise.statistic.OverlapCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the scores of an image in any task: with one {@link ScoreJudge}, or, where a pixel may
 * have several classes, with one for each of them, whose binary task it is.
 *
 * <p>Of overlapping classes memory is what the judges need, K times, and the scores of each model
 * once more. Not thread-safe: one judge a task.
 */
public final class ImageJudge {
  private final ScoreRules rules;
  private final List<ScoreJudge> judges = new ArrayList<>();

  /** For each model the planes of overlapping classes. */
  private final List<float[][]> planes = new ArrayList<>();

  public ImageJudge(ScoreRules rules) {
    this.rules = rules;
    if (!rules.task().overlaps()) {
      judges.add(new ScoreJudge(rules));
      return;
    }
    for (int c = 0; c < rules.classes(); c++) {
      judges.add(new ScoreJudge(rules.alone(c)));
    }
  }

  /**
   * What each model's scores come to, in order; valid until the next image.
   *
   * @param truth one label map, or the mask of each class
   * @throws FaultException as that of a {@link ScoreJudge}; the judge can be used for the next
   *     image all the same
   */
  public List<ScoredImage> judge(
      List<? extends LabelMapRows> truth, List<? extends ScoreMap> predictions)
      throws FaultException {
    if (!rules.task().overlaps()) {
      return judges.get(0).judge(truth.get(0), predictions);
    }
    List<List<ScoredImage>> classes = eachClass(truth, predictions, ScoreJudge::judge);
    List<ScoredImage> models = new ArrayList<>();
    for (int m = 0; m < predictions.size(); m++) {
      models.add(together(ofModel(classes, m)));
    }
    return models;
  }

  private ScoredImage together(List<ScoredImage> classes) {
    List<OverlapCounts> overlaps = classes.stream().map(one -> one.counts().overlap(1)).toList();
    return new ScoredImage(
        new ClassOverlaps(overlaps),
        ScoreStatistics.ofEach(classes.stream().map(ScoredImage::statistics).toList()),
        classes.stream().flatMap(one -> one.scores().stream()).toList(),
        rules);
  }

  /**
   * The scores of each model, in order, read and checked, of which nothing is computed yet: of all
   * classes together, or of each class; valid until the next image.
   *
   * @throws FaultException as {@link #judge} does
   */
  public List<List<Scores>> read(
      List<? extends LabelMapRows> truth, List<? extends ScoreMap> predictions)
      throws FaultException {
    List<List<Scores>> classes =
        rules.task().overlaps()
            ? eachClass(truth, predictions, ScoreJudge::read)
            : List.of(judges.get(0).read(truth.get(0), predictions));
    List<List<Scores>> models = new ArrayList<>();
    for (int m = 0; m < predictions.size(); m++) {
      models.add(ofModel(classes, m));
    }
    return models;
  }

  /**
   * The positive errors of a class, see {@link Scores#errors}.
   *
   * @param model what {@link #read} gave of a model
   */
  public static ErrorKeys errors(List<Scores> model, int group, LovaszKind errors, int channel) {
    return model.size() == 1
        ? model.get(0).errors(group, errors, channel)
        : model.get(channel).errors(group, errors, 0);
  }

  private static <T> List<T> ofModel(List<List<T>> classes, int model) {
    return classes.stream().map(models -> models.get(model)).toList();
  }

  /** What is done with one class of all models. */
  private interface Judging<T> {
    List<T> models(ScoreJudge judge, LabelMapRows truth, List<ScoreMap> predictions)
        throws FaultException;
  }

  private <T> List<List<T>> eachClass(
      List<? extends LabelMapRows> truth, List<? extends ScoreMap> predictions, Judging<T> judging)
      throws FaultException {
    MaskCounter.requireOneEach(FaultException.TRUTH, truth, judges.size());
    for (int m = 0; m < predictions.size(); m++) {
      ScoreJudge.requireShape(m, predictions.get(m), truth.get(0), judges.size());
      read(m, predictions.get(m));
    }
    List<List<T>> classes = new ArrayList<>();
    for (int c = 0; c < judges.size(); c++) {
      List<ScoreMap> ofClass = new ArrayList<>();
      for (int m = 0; m < predictions.size(); m++) {
        ScoreMap all = predictions.get(m);
        ofClass.add(new ScorePlane(planes.get(m)[c], all.width(), all.height()));
      }
      try {
        classes.add(judging.models(judges.get(c), truth.get(c), ofClass));
      } catch (FaultException e) {
        throw e.of(c);
      }
    }
    return classes;
  }

  private void read(int model, ScoreMap scores) throws FaultException {
    int pixels = scores.width() * scores.height();
    if (planes.size() == model) {
      planes.add(new float[0][]);
    }
    if (planes.get(model).length == 0 || planes.get(model)[0].length < pixels) {
      planes.set(model, new float[0][]); // the old ones are given up before the new are made
      planes.set(model, new float[judges.size()][pixels]);
    }
    try {
      scores.read(planes.get(model));
    } catch (MalformedException e) {
      throw new FaultException(model, new Fault.Unreadable(String.valueOf(e.getMessage())));
    }
  }

  /** The scores of one class, which were read. */
  private static final class ScorePlane implements ScoreMap {
    private final float[] scores;
    private final int width;
    private final int height;

    ScorePlane(float[] scores, int width, int height) {
      this.scores = scores;
      this.width = width;
      this.height = height;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public void read(float[][] planes) {
      System.arraycopy(scores, 0, planes[0], 0, width * height);
    }

    @Override
    public void close() {}
  }
}
