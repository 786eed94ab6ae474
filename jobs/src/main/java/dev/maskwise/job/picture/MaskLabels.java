package dev.maskwise.job.picture;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.codec.label.LabelTable;
import dev.maskwise.codec.npy.ScoreMaps;
import dev.maskwise.codec.score.RawScores;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.job.label.LabelMeaning;
import dev.maskwise.metric.Task;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the encoded masks and scores of a run say, by its definition. */
final class MaskLabels {
  /** The scores of an image that are decoded for its picture. */
  private static final long MOST_SCORES = 1 << 27;

  private static final int NONE = -1;

  private final Terms terms;
  private final Map<String, @Nullable Object> definition;
  private final long maxPixels;
  private final LabelMeaning labels;

  MaskLabels(StoredRun run, Terms terms) {
    this.terms = terms;
    this.definition = run.manifest().definition();
    this.maxPixels = definition.get("max_pixels") instanceof Number pixels ? pixels.longValue() : 0;
    List<String> classes = new ArrayList<>();
    if (terms.task() != Task.BINARY) {
      classes.addAll(terms.classes());
    } else if (definition.get("labels") instanceof List<?> names) {
      names.forEach(name -> classes.add(String.valueOf(name)));
    }
    this.labels = LabelMeaning.of(definition, classes);
  }

  private int integer(String name) {
    return definition.get(name) instanceof Number number ? number.intValue() : NONE;
  }

  /** The most pixels of an image. */
  long maxPixels() {
    return maxPixels;
  }

  /** The true classes of a label map. */
  ClassMap truth(EncodedMask mask) throws MalformedException {
    return labels(mask, labels.ofTruth(), terms.task() == Task.BINARY);
  }

  /** The predicted classes. */
  ClassMap prediction(EncodedMask mask) throws MalformedException {
    return terms.task() == Task.LABELS ? labels(mask, labels.ofPredictions(), false) : scores(mask);
  }

  private ValueRows values(EncodedMask mask) throws MalformedException {
    if (mask.isBare()) {
      requireFew(mask);
      return new LabelsAsValues(RawRows.open(mask.bytes(), mask.width(), mask.height()));
    }
    return LabelMaps.values(mask.bytes(), maxPixels);
  }

  private void requireFew(EncodedMask mask) throws MalformedException {
    if ((long) mask.width() * mask.height() > maxPixels) {
      throw new MalformedException("has more pixels than were evaluated");
    }
  }

  private ClassMap labels(EncodedMask mask, LabelTable table, boolean foregroundAlone)
      throws MalformedException {
    int foreground = integer("foreground");
    try (LabelMapRows rows = table.rows(values(mask))) {
      int step = ClassMap.step(rows.width(), rows.height());
      int width = ClassMap.shown(rows.width(), step);
      int[] classes = new int[width * ClassMap.shown(rows.height(), step)];
      int bytes = rows.bytesPerPixel();
      byte[] row = new byte[rows.width() * bytes];
      int next = 0;
      for (int y = 0; y < rows.height(); y++) {
        rows.read(row, 1);
        for (int x = 0; x < rows.width() && y % step == 0; x += step) {
          int label = Byte.toUnsignedInt(row[x * bytes]);
          label += bytes == 1 ? 0 : Byte.toUnsignedInt(row[x * bytes + 1]) << Byte.SIZE;
          boolean isForeground = foreground == NONE ? label != 0 : label == foreground;
          classes[next++] =
              label == labels.ignore()
                  ? ClassMap.IGNORED
                  : foregroundAlone ? (isForeground ? 1 : 0) : label;
        }
      }
      return new ClassMap(width, classes.length / width, step, classes);
    }
  }

  private ScoreMap scoreMap(EncodedMask mask) throws MalformedException {
    Object array = definition.get("score_array");
    ScoreScale scale =
        definition.get("score_scale") instanceof Number step
            ? new ScoreScale(
                step.doubleValue(),
                definition.get("score_offset") instanceof Number offset ? offset.doubleValue() : 0)
            : null;
    if (mask.isBare()) {
      ScoreType type =
          definition.get("score_type") instanceof String name
              ? ScoreType.valueOf(name.toUpperCase(Locale.ROOT))
              : ScoreType.FLOAT32;
      long plane = Math.max(1, (long) mask.width() * mask.height() * type.bytes());
      return RawScores.open(
          mask.bytes(),
          type,
          (int) Math.max(1, mask.bytes().length / plane),
          mask.height(),
          mask.width(),
          scale,
          maxPixels);
    }
    return ScoreMaps.open(
        new ByteArrayInputStream(mask.bytes()),
        array == null ? null : array.toString(),
        scale,
        maxPixels,
        mask.bytes().length);
  }

  private ClassMap scores(EncodedMask mask) throws MalformedException {
    try (ScoreMap scores = scoreMap(mask)) {
      int pixels = Math.multiplyExact(scores.width(), scores.height());
      if ((long) pixels * scores.channels() > MOST_SCORES) {
        throw new MalformedException("has more scores than a picture is made of");
      }
      float[][] planes = new float[scores.channels()][pixels];
      scores.read(planes);
      return predicted(planes, scores.width(), scores.height());
    }
  }

  private ClassMap predicted(float[][] planes, int width, int height) {
    int step = ClassMap.step(width, height);
    int shown = ClassMap.shown(width, step);
    int[] classes = new int[shown * ClassMap.shown(height, step)];
    int next = 0;
    for (int y = 0; y < height; y += step) {
      for (int x = 0; x < width; x += step) {
        classes[next++] = predicted(planes, y * width + x);
      }
    }
    return new ClassMap(shown, classes.length / shown, step, classes);
  }

  private int predicted(float[][] planes, int pixel) {
    if (terms.task() == Task.BINARY) {
      float threshold = ((Number) Objects.requireNonNull(definition.get("threshold"))).floatValue();
      float score = planes[0][pixel];
      boolean inclusive = !"gt".equals(definition.get("threshold_operator"));
      return score > threshold || (inclusive && score == threshold) ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < planes.length; c++) {
      best = planes[c][pixel] > planes[best][pixel] ? c : best;
    }
    return best;
  }
}
