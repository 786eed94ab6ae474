package dev.maskwise.image;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.NoLabelException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is wrong with the truth, a label map or the scores of an image, as a value. */
public sealed interface Fault extends Serializable {

  /**
   * What is wrong, of arrays in which pixels are numbered from 0: a clause that starts with a small
   * letter and ends with a full stop.
   *
   * @param ofTruth whether it is wrong with the truth, and not with a prediction
   */
  String sentence(boolean ofTruth);

  /**
   * A pixel.
   *
   * @param index its number, row by row from the top
   * @param width pixels in a row; in a raw map, whose rows are not known, all of them
   */
  record Pixel(int index, int width) implements Serializable {
    public int x() {
      return index % width;
    }

    public int y() {
      return index / width;
    }
  }

  /**
   * It is malformed.
   *
   * @param reason a clause that follows its name, such as "is cut off after 512 bytes"
   */
  record Unreadable(String reason) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      return "the %s %s.".formatted(name(ofTruth), reason);
    }
  }

  /**
   * A pixel holds a value that is no label.
   *
   * @param reason a clause that follows the name of the mask
   */
  record NoLabel(String reason) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      return "the %s %s.".formatted(name(ofTruth), reason);
    }
  }

  /** What is wrong with a label map that cannot be read to its end. */
  static Fault of(MalformedException e) {
    String reason = String.valueOf(e.getMessage());
    return e instanceof NoLabelException ? new NoLabel(reason) : new Unreadable(reason);
  }

  /** A prediction is of another shape than the truth. */
  record OtherShape(int width, int height, int truthWidth, int truthHeight) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      return "the prediction is %d×%d pixels, but its truth is %d×%d."
          .formatted(width, height, truthWidth, truthHeight);
    }
  }

  /**
   * Scores or masks of classes have another number of channels.
   *
   * @param width of each of them, as height
   * @param expected how many scores a pixel has: 1 where they are of one class
   */
  record OtherChannels(int channels, int width, int height, int expected) implements Fault {
    /**
     * Whether they may be an array of height, width and channels, which is read as one of C×H×W.
     */
    public boolean mayBeTurned() {
      return width == expected;
    }

    @Override
    public String sentence(boolean ofTruth) {
      return "the scores have %d channels, but a pixel has %d.".formatted(channels, expected);
    }
  }

  /**
   * A raw map does not have the bytes of whole pixels, or those of the truth.
   *
   * @param truthBytes the bytes of the truth
   * @param range says how many a pixel has
   */
  record OtherLength(int bytes, int truthBytes, LabelRange range) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      int each = range.bytesPerPixel();
      if (ofTruth) {
        return "the truth has %d bytes, but with %d classes it has %d a pixel."
            .formatted(truthBytes, range.classes(), each);
      }
      return "the truth has %d bytes and the prediction %d, but %s a pixel."
          .formatted(
              truthBytes,
              bytes,
              range.classes() == 0
                  ? "both have one byte"
                  : "with %d classes both have %d".formatted(range.classes(), each));
    }
  }

  /**
   * A raw map does not have the bytes of an image of a known shape.
   *
   * @param range says how many a pixel has
   */
  record OtherSize(int bytes, int width, int height, LabelRange range) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      int each = range.bytesPerPixel();
      return "the %s has %d bytes, but %d×%d pixels of %s have %d."
          .formatted(
              name(ofTruth),
              bytes,
              width,
              height,
              each == 1 ? "one byte" : "two bytes",
              (long) width * height * each);
    }
  }

  /** The truth of scores holds a label that is neither a class nor the ignore label. */
  record OtherLabel(int label, Pixel pixel, LabelRange range) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      return "the %s holds the label %d at pixel %d, but the classes are 0 to %d and %s."
          .formatted(
              name(ofTruth), label, pixel.index(), range.classes() - 1, ignored(range, "label"));
    }
  }

  /**
   * The truth of scores of one class holds several labels besides 0, and nobody said which of them
   * is the foreground.
   *
   * @param labels how many
   */
  record SeveralForegrounds(int labels, int one, int another) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      return "the %s holds %d labels besides 0, such as %d and %d, and which is the foreground is not said."
          .formatted(name(ofTruth), labels, one, another);
    }
  }

  /**
   * Of two label maps that are compared one holds a label that is no class, where the truth is not
   * the ignore label.
   *
   * @param pixel the first such pixel; null where pixels were counted and not remembered
   * @param pixels how many such pixels there are; 0 where that is not known
   */
  record OtherPair(int label, @Nullable Pixel pixel, long pixels, LabelRange range)
      implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      return "the %s holds the label %d%s, but the classes are 0 to %d and %s."
          .formatted(
              name(ofTruth),
              label,
              pixel == null ? "" : " at pixel " + pixel.index(),
              range.classes() - 1,
              ignored(range, "label of the truth"));
    }
  }

  /**
   * A score is NaN or infinite; or it is said to be a probability and is not in [0, 1].
   *
   * @param channel the class that it is of; negative where there is one class
   */
  record OtherScore(float score, Pixel pixel, int channel) implements Fault {
    /** Whether it is a number. */
    public boolean isFinite() {
      return Float.isFinite(score);
    }

    @Override
    public String sentence(boolean ofTruth) {
      return "the score of pixel %d%s is %s, but %s."
          .formatted(
              pixel.index(),
              channel < 0 ? "" : " for class " + channel,
              score,
              isFinite() ? "probabilities are from 0 to 1" : "scores are finite numbers");
    }
  }

  /** The probabilities of the classes at a pixel do not add up to 1. */
  record NotSumOne(float sum, Pixel pixel) implements Fault {
    @Override
    public String sentence(boolean ofTruth) {
      return "the probabilities of pixel %d add up to %s, but those of all classes add up to 1."
          .formatted(pixel.index(), sum);
    }
  }

  /**
   * The list of segments and the map of their pixels disagree.
   *
   * @param id the segment
   * @param category what the list says of it; −1 where that does not matter
   */
  record OtherSegment(SegmentProblem problem, int id, int category) implements Fault {
    /** What is wrong, a clause that follows the name of the mask. */
    public String clause() {
      return problem.clause(id, category);
    }

    @Override
    public String sentence(boolean ofTruth) {
      return "the %s %s.".formatted(name(ofTruth), clause());
    }
  }

  private static String name(boolean ofTruth) {
    return ofTruth ? "truth" : "prediction";
  }

  private static String ignored(LabelRange range, String label) {
    return range.ignore() < 0
        ? "no label is ignored"
        : "the ignore %s is %d".formatted(label, range.ignore());
  }
}
