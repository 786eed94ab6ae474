package dev.maskwise.job.pass;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.label.LabelTable;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.image.FaultException;
import dev.maskwise.reader.ImageMasks;
import dev.maskwise.reader.ScoreFormat;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Opens the truth and the scores of images.
 *
 * @param format how the scores are stored
 * @param ofTruth what the values of the truth mean
 * @param overlaps whether the truth is a mask for each class
 * @param maxPixels larger images are rejected
 */
record ScoreImages(ScoreFormat format, LabelTable ofTruth, boolean overlaps, long maxPixels)
    implements Serializable {

  /** Says something of each model. */
  interface Judge<T> {
    List<T> models(List<LabelMapRows> truth, List<ScoreMap> scores) throws FaultException;
  }

  /** What a judge says of each model; nothing when the image is rejected, before or by it. */
  <T> List<T> judge(ImageMasks image, Configuration hadoop, Judge<T> judge) {
    List<LabelMapRows> truth =
        overlaps
            ? image.openMasks(hadoop, List.of(ofTruth), maxPixels).stream()
                .flatMap(List::stream)
                .toList()
            : image.openLabels(hadoop, List.of(ofTruth), maxPixels);
    List<ScoreMap> scores = image.openScores(hadoop, format, maxPixels);
    try {
      return image.judge(() -> judge.models(truth, scores));
    } finally {
      truth.forEach(LabelMapRows::close);
      scores.forEach(ScoreMap::close);
    }
  }
}
