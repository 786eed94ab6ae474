package dev.maskwise.training.figures;

import static dev.maskwise.training.figures.Curve.Look.DASHED;
import static dev.maskwise.training.figures.Curve.Look.LINE;
import static dev.maskwise.training.figures.Curve.Look.POINTS;

import dev.maskwise.training.LossFocal;
import dev.maskwise.training.LossLovaszHinge;
import dev.maskwise.training.LossLovaszSoftmax;
import dev.maskwise.training.LossSoftDice;
import dev.maskwise.training.LossSoftIou;
import dev.maskwise.training.PerImageLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of docs/losses.md; every number is a value or a gradient of a training loss. */
final class LossFigures {
  private static final PerImageLoss CROSS_ENTROPY = new LossFocal(0);
  private static final PerImageLoss DICE = new LossSoftDice();
  private static final PerImageLoss IOU = new LossSoftIou();

  /** The probability that a hard pixel gives its truth. */
  private static final double HARD = 0.3;

  private LossFigures() {}

  static List<Figure> all() {
    return List.of(focal(), easyShare(), falseBlob(), missedBlob(), diceAgainstIou(), lovasz());
  }

  /** The focal loss of a pixel against the probability of its truth. */
  static Figure focal() {
    return new Figure(
        "focal",
        "Focal loss of a pixel",
        "p_t, the probability of the truth",
        "loss",
        0,
        1,
        5,
        List.of(focalCurve(0), focalCurve(0.5), focalCurve(1), focalCurve(2), focalCurve(5)));
  }

  private static Curve focalCurve(double gamma) {
    return Curve.of(
        gamma == 0 ? "γ = 0 (cross-entropy)" : "γ = " + (gamma == 0.5 ? "0.5" : (int) gamma),
        LINE,
        0.01,
        0.99,
        98,
        p -> focalOf(gamma, p, 2) / 2);
  }

  /** How much of the loss is that of 99 easy pixels beside a hard one. */
  static Figure easyShare() {
    return new Figure(
        "easy-share",
        "99 easy pixels and 1 hard pixel with p_t = " + HARD,
        "γ",
        "share of the loss that the easy pixels keep",
        0,
        5,
        1,
        List.of(shareCurve(0.8), shareCurve(0.9), shareCurve(0.95), shareCurve(0.99)));
  }

  private static Curve shareCurve(double easy) {
    return Curve.of("easy p_t = " + easy, LINE, 0, 5, 50, gamma -> easyShareOf(gamma, easy));
  }

  static double easyShareOf(double gamma, double easy) {
    double ofEasy = focalOf(gamma, easy, 99);
    return ofEasy / (ofEasy + focalOf(gamma, HARD, 2) / 2);
  }

  /** The summed focal loss of equal pixels. */
  private static double focalOf(double gamma, double probability, int pixels) {
    return pixels * OneImage.foreground(pixels, probability).score(new LossFocal(gamma));
  }

  /** How strongly false pixels are pushed down as their overlap with the truth goes. */
  static Figure falseBlob() {
    return new Figure(
        "false-blob",
        "A predicted disc of radius 8 moves off the true one",
        "distance of the centres in pixels",
        "push down on a false pixel (1 at distance 1)",
        0,
        32,
        1.2,
        List.of(
            falseCurve("cross-entropy", CROSS_ENTROPY),
            falseCurve("soft Dice", DICE),
            falseCurve("soft IoU", IOU)));
  }

  private static Curve falseCurve(String name, PerImageLoss loss) {
    double unit = new Blobs(1).pushOnFalse(loss);
    List<Double> x = IntStream.rangeClosed(1, 32).mapToObj(Double::valueOf).toList();
    return new Curve(
        name, LINE, x, x.stream().map(d -> new Blobs(d).pushOnFalse(loss) / unit).toList());
  }

  /** How strongly a true blob that is missed altogether is pushed up. */
  static Figure missedBlob() {
    return new Figure(
        "missed-blob",
        "The model misses the true disc and predicts one elsewhere",
        "p on the true disc",
        "push up on a missed pixel (1 at p = 0.5)",
        1e-4,
        0.5,
        2.2,
        List.of(
            missedCurve("cross-entropy", CROSS_ENTROPY),
            missedCurve("soft Dice", DICE),
            missedCurve("soft IoU", IOU)));
  }

  private static Curve missedCurve(String name, PerImageLoss loss) {
    Blobs apart = new Blobs(32);
    double unit = apart.pushOnMissed(loss, 0.5);
    List<Double> x =
        IntStream.rangeClosed(0, 40).mapToObj(i -> 1e-4 * Math.pow(5000, i / 40.0)).toList();
    return new Curve(
        name, LINE, x, x.stream().map(p -> apart.pushOnMissed(loss, p) / unit).toList());
  }

  /** The soft IoU loss against the soft Dice loss of random images, and the formula. */
  static Figure diceAgainstIou() {
    SplittableRandom random = new SplittableRandom(2016);
    List<Double> dice = new ArrayList<>();
    List<Double> iou = new ArrayList<>();
    for (int drawn = 0; drawn < 40; drawn++) {
      double foreground = random.nextDouble(0.05, 0.95);
      double noise = random.nextDouble();
      double[] truth = random.doubles(400).map(t -> t < foreground ? 1 : 0).toArray();
      double[] probabilities = new double[truth.length];
      for (int i = 0; i < truth.length; i++) {
        double wrong = Math.min(0.99, noise * random.nextDouble(0.01, 1.4));
        probabilities[i] = truth[i] == 1 ? 1 - wrong : Math.max(wrong, 0.01);
      }
      OneImage image = new OneImage(truth, probabilities);
      dice.add(image.score(DICE));
      iou.add(image.score(IOU));
    }
    return new Figure(
        "dice-iou",
        "The soft Dice loss and the soft IoU loss of an image",
        "soft Dice loss d",
        "soft IoU loss",
        0,
        1,
        1,
        List.of(
            Curve.of("2d / (1 + d)", LINE, 0, 1, 50, d -> 2 * d / (1 + d)),
            new Curve("40 random images", POINTS, dice, iou),
            Curve.of("d", DASHED, 0, 1, 1, d -> d)));
  }

  /** The Lovász losses as more and more pixels are wrong. */
  static Figure lovasz() {
    ToDoubleFunction<OneImage> hinge = image -> image.score(new LossLovaszHinge());
    ToDoubleFunction<OneImage> softmax = image -> image.score(new LossLovaszSoftmax());
    return new Figure(
        "lovasz",
        "1,000 pixels, 200 foreground, wrong ones chosen at random",
        "share of wrong pixels",
        "loss",
        0,
        1,
        2,
        List.of(
            lovaszCurve("hinge, logits ±1", LINE, sigmoid(1), hinge),
            lovaszCurve("hinge, logits ±½", LINE, sigmoid(0.5), hinge),
            lovaszCurve("softmax, p = 0.9 or 0.1", LINE, 0.9, softmax),
            lovaszCurve("softmax, p = 0.7 or 0.3", LINE, 0.7, softmax),
            // So sure that the errors are 0 and 1: the loss is 1 − IoU.
            lovaszCurve("1 − IoU", DASHED, sigmoid(30), image -> image.score(IOU))));
  }

  private static Curve lovaszCurve(
      String name, Curve.Look look, double sure, ToDoubleFunction<OneImage> loss) {
    return Curve.of(name, look, 0, 1, 50, share -> loss.applyAsDouble(wrongAt(share, sure)));
  }

  /** An image that gives the truth of a share of its pixels 1 − sure, and of the others sure. */
  private static OneImage wrongAt(double share, double sure) {
    double[] truth = new double[1000];
    double[] probabilities = new double[truth.length];
    SplittableRandom random = new SplittableRandom(2018);
    int[] order = IntStream.range(0, truth.length).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int spare = order[i];
      order[i] = order[other];
      order[other] = spare;
    }
    for (int rank = 0; rank < order.length; rank++) {
      int pixel = order[rank];
      truth[pixel] = pixel < 200 ? 1 : 0;
      boolean right = rank >= Math.round(share * order.length);
      probabilities[pixel] = right == (pixel < 200) ? sure : 1 - sure;
    }
    return new OneImage(truth, probabilities);
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
