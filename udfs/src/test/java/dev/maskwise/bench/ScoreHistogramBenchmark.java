package dev.maskwise.bench;

import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Adding the scores of an image of 1024×1024 to a histogram that has seen it before, to a new one,
 * and to calibration bins; an operation is a pixel.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreHistogramBenchmark {
  private static final int PIXELS = 1024 * 1024;

  @Param({"RANDOM", "GOOD_MODEL"})
  Regime regime = Regime.RANDOM;

  @Param({"8", "12", "16"})
  int bits = ScoreHistogram.DEFAULT_BITS;

  ScoredPixels logits = new ScoredPixels(new float[0], new byte[0]);
  private ScoredPixels probabilities = logits;
  private ScoreHistogram histogram = new ScoreHistogram(bits);

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    logits = ScoredPixels.logits(regime, PIXELS, random);
    probabilities = ScoredPixels.probabilities(regime, PIXELS, random);
    histogram = new ScoreHistogram(bits);
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public ScoreHistogram warm() {
    histogram.add(logits.scores(), logits.truth(), PIXELS);
    return histogram;
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public ScoreHistogram fresh() {
    ScoreHistogram image = new ScoreHistogram(bits);
    image.add(logits.scores(), logits.truth(), PIXELS);
    return image;
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public CalibrationBins calibration() {
    CalibrationBins bins = new CalibrationBins(15);
    bins.add(probabilities.scores(), probabilities.truth(), PIXELS);
    return bins;
  }
}
