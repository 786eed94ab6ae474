package dev.maskwise.reader;

import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import java.util.function.IntFunction;

/**
 * What is wrong with a mask or scores, as the jobs say it: the kind, and a clause after the path.
 */
final class FaultWords {
  private FaultWords() {}

  static RejectKind kind(Fault fault) {
    if (fault instanceof Fault.Unreadable) {
      return RejectKind.UNREADABLE;
    }
    if (fault instanceof Fault.OtherLabel
        || fault instanceof Fault.OtherPair
        || fault instanceof Fault.NoLabel) {
      return RejectKind.LABEL_OUT_OF_RANGE;
    }
    if (fault instanceof Fault.SeveralForegrounds) {
      return RejectKind.SEVERAL_FOREGROUNDS;
    }
    if (fault instanceof Fault.OtherScore score) {
      return score.isFinite() ? RejectKind.NO_PROBABILITY : RejectKind.NON_FINITE_SCORE;
    }
    if (fault instanceof Fault.NotSumOne) {
      return RejectKind.NO_PROBABILITY;
    }
    if (fault instanceof Fault.OtherSegment) {
      return RejectKind.MALFORMED_OBJECT;
    }
    return RejectKind.SHAPE_MISMATCH;
  }

  /**
   * A clause that follows the path of the mask, without a full stop.
   *
   * @param classes what the classes are called, where a pixel may have several
   */
  static String clause(FaultException e, IntFunction<String> classes) {
    return e.classId() < 0 ? ofAll(e) : ofClass(e, classes.apply(e.classId()));
  }

  /**
   * The same of a class of which a pixel may have others too, whose mask or scores are at fault.
   */
  private static String ofClass(FaultException e, String name) {
    Fault fault = e.fault();
    if (fault instanceof Fault.OtherPair pair) {
      return ofValue(e, name, pair.label(), pair.range());
    }
    if (fault instanceof Fault.OtherLabel other) {
      return ofValue(e, name, other.label(), other.range());
    }
    if (fault instanceof Fault.OtherShape shape && e.mask() == FaultException.TRUTH) {
      return "is %d×%d pixels for %s, but the mask of the first class is %d×%d"
          .formatted(shape.width(), shape.height(), name, shape.truthWidth(), shape.truthHeight());
    }
    return "%s (%s)".formatted(ofAll(e), name);
  }

  private static String ofValue(FaultException e, String name, int value, LabelRange range) {
    boolean ignores = e.mask() == FaultException.TRUTH && range.ignore() >= 0;
    return "holds the value %d in the mask of %s, but a mask holds 0 and 1%s: say what it means, such as --map '0=0,%d=1'"
        .formatted(
            value,
            name,
            ignores ? ", and %d where a pixel is ignored".formatted(range.ignore()) : "",
            value);
  }

  private static String ofAll(FaultException e) {
    Fault fault = e.fault();
    if (fault instanceof Fault.Unreadable unreadable) {
      return unreadable.reason();
    }
    if (fault instanceof Fault.NoLabel noLabel) {
      return noLabel.reason();
    }
    if (fault instanceof Fault.SeveralForegrounds several) {
      return "holds %d labels besides 0, such as %d and %d: say which is the foreground, by --foreground N, by --foreground nonzero for all of them, or by --truth-map '0..127=0,128..255=1'"
          .formatted(several.labels(), several.one(), several.another());
    }
    if (fault instanceof Fault.OtherShape shape) {
      return "is %d×%d pixels, but its truth is %d×%d"
          .formatted(shape.width(), shape.height(), shape.truthWidth(), shape.truthHeight());
    }
    if (fault instanceof Fault.OtherChannels other) {
      String channels =
          "has %d channels of %d×%d pixels, but "
              .formatted(other.channels(), other.width(), other.height());
      if (other.mayBeTurned()) {
        return channels
            + "%s: if its axes are height×width×channels, save it as channels×height×width, by .transpose(2, 0, 1)"
                .formatted(other.expected() == 1 ? "1 is expected" : ofClasses(other));
      }
      return other.expected() == 1 && e.mask() != FaultException.TRUTH
          ? channels + "a binary task has 1: say --task multiclass for scores of many classes"
          : channels + ofClasses(other);
    }
    if (fault instanceof Fault.OtherLabel other) {
      return "holds the label %d at %s, but %s"
          .formatted(other.label(), position(other.pixel()), allowedInTruth(other.range()));
    }
    if (fault instanceof Fault.OtherPair other) {
      return "holds the label %d %s, but %s"
          .formatted(
              other.label(),
              other.pixels() > 0 ? "in %,d pixels".formatted(other.pixels()) : "among others",
              e.mask() == FaultException.TRUTH
                  ? allowedInTruth(other.range())
                  : allowedInPrediction(other.range(), other.label()));
    }
    if (fault instanceof Fault.OtherScore score) {
      return "holds the score %s at %s%s, but %s"
          .formatted(
              score.score(),
              position(score.pixel()),
              score.channel() < 0 ? "" : " of channel " + score.channel(),
              score.isFinite()
                  ? "probabilities are from 0 to 1: say --score logit if these are logits"
                  : "scores are finite numbers");
    }
    if (fault instanceof Fault.NotSumOne sums) {
      return "holds probabilities that add up to %s at %s, but those of all classes add up to 1"
          .formatted(sums.sum(), position(sums.pixel()));
    }
    if (fault instanceof Fault.OtherSegment segment) {
      return segment.clause();
    }
    return plain(e); // of arrays, which no file is
  }

  private static String ofClasses(Fault.OtherChannels other) {
    return "there are %d classes".formatted(other.expected());
  }

  private static String plain(FaultException e) {
    String sentence = String.valueOf(e.getMessage());
    return sentence.substring(0, sentence.length() - 1);
  }

  private static String position(Fault.Pixel pixel) {
    return "(%d, %d)".formatted(pixel.x(), pixel.y());
  }

  private static String allowedInTruth(LabelRange range) {
    return inClasses(range)
        + (range.ignore() < 0
            ? ", and no label is ignored"
            : " and the ignore label is " + range.ignore());
  }

  private static String allowedInPrediction(LabelRange range, int label) {
    return label == range.ignore()
        ? inClasses(range)
            + ", and only the truth may hold the ignore label: say what it is worth with --predicted-ignore error or drop"
        : inClasses(range);
  }

  private static String inClasses(LabelRange range) {
    return "the classes are 0 to " + (range.classes() - 1);
  }
}
