package dev.maskwise.bench;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.kernel.segment.SegmentPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decoding and pairing two panoptic PNG files of one image: time per image. The files are {@code -p
 * truth=… -p prediction=…}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class SegmentBenchmark {
  @Param("../../shared/data/objects/panoptic/panoptic_examples/000000142238.png")
  public String truth = "";

  @Param("../../shared/data/objects/panoptic/pred_shift/000000142238.png")
  public String prediction = "";

  private byte[] truthMap = {};
  private byte[] predictionMap = {};
  private final SegmentPairs pairs = new SegmentPairs();

  @Setup
  public void read() throws IOException {
    truthMap = Files.readAllBytes(Path.of(truth));
    predictionMap = Files.readAllBytes(Path.of(prediction));
  }

  /** Both files are decoded. */
  @Benchmark
  public long panoptic() throws MalformedException {
    pairs.clear();
    ValueRows a = LabelMaps.values(truthMap, Long.MAX_VALUE);
    ValueRows b = LabelMaps.values(predictionMap, Long.MAX_VALUE);
    int rows = 16;
    int[] ofTruth = new int[rows * a.width()];
    int[] ofPrediction = new int[rows * a.width()];
    for (int row = 0; row < a.height(); row += rows) {
      int some = Math.min(rows, a.height() - row);
      a.read(ofTruth, some);
      b.read(ofPrediction, some);
      pairs.count(ofTruth, ofPrediction, some * a.width());
    }
    return pairs.size();
  }
}
