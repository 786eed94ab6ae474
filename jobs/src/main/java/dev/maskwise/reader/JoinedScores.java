package dev.maskwise.reader;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import java.util.List;

/**
 * The scores of every class, each from a source of its own.
 *
 * @param classes maps of one channel and one shape
 */
record JoinedScores(List<ScoreMap> classes) implements ScoreMap {

  @Override
  public int channels() {
    return classes.size();
  }

  @Override
  public int height() {
    return classes.get(0).height();
  }

  @Override
  public int width() {
    return classes.get(0).width();
  }

  @Override
  public void read(float[][] planes) throws MalformedException {
    for (int c = 0; c < classes.size(); c++) {
      try {
        classes.get(c).read(new float[][] {planes[c]});
      } catch (MalformedException e) {
        throw new MalformedException(
            "has scores of other classes beside it: the file of class %d %s"
                .formatted(c, e.getMessage()));
      }
    }
  }

  @Override
  public void close() {
    classes.forEach(ScoreMap::close);
  }
}
