package dev.maskwise.bench;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.npy.NpyScores;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Reading of .npy files that lie in memory into planes that are there already: time per file. The
 * scores are normally distributed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class NpyBenchmark {
  private static final ScoreScale SCALE = new ScoreScale(1 / 255.0, 0);

  /** How scores are stored; a last F means Fortran order. */
  @Param({"<f4", "<f2", "|u1", "<f4F"})
  public String type = "";

  /** Channels, height and width: the logits of a street scene, and of one class. */
  @Param({"19x1024x2048", "1x512x512"})
  public String shape = "";

  private byte[] file = {};
  private float[][] planes = {};
  private @Nullable ScoreScale scale;

  @Setup
  public void write() {
    String descr = type.substring(0, 3);
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
            .formatted(descr, type.endsWith("F") ? "True" : "False", shape.replace("x", ", "));
    int[] sizes = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    planes = new float[sizes[0]][sizes[1] * sizes[2]];
    scale = descr.equals("|u1") ? SCALE : null;
    file =
        Arrays.copyOf(prefix(header), 128 + sizes[0] * planes[0].length * (type.charAt(2) - '0'));
    Random random = new Random(1);
    for (int at = 128, i = 0; at < file.length; i++) {
      double score = 4 * random.nextGaussian();
      int bits =
          switch (descr) {
            case "<f4" -> Float.floatToIntBits((float) score);
            case "<f2" -> half(score);
            default -> i * 37;
          };
      for (int k = type.charAt(2) - '0'; k > 0; k--, bits >>= 8) {
        file[at++] = (byte) bits;
      }
    }
  }

  /** The reader of the library. */
  @Benchmark
  public float[][] npyScores() throws MalformedException {
    try (ScoreMap map =
        NpyScores.open(new ByteArrayInputStream(file), scale, Long.MAX_VALUE, file.length)) {
      map.read(planes);
      return planes;
    }
  }

  private static byte[] prefix(String header) {
    String text = "?NUMPY\1\0v\0" + header + " ".repeat(117 - header.length()) + "\n";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    bytes[0] = (byte) 0x93;
    return bytes;
  }

  /** The half below a number of ordinary size. */
  private static int half(double score) {
    int bits = Float.floatToIntBits((float) score);
    int exponent = Math.max(1, ((bits >> 23) & 0xff) - 112);
    return (bits >>> 31 << 15) | (exponent << 10) | ((bits >> 13) & 0x3ff);
  }
}
