package dev.maskwise.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.Float16;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.law.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written is read back, by this reader and by NumPy. */
class NpyWriterTest {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path directory;

  private record Case(List<float[]> channels, int height, int width) {

    static Case random(SplittableRandom random) {
      int height = 1 + random.nextInt(20);
      int width = 1 + random.nextInt(300);
      float[][] planes = new float[1 + random.nextInt(12)][height * width];
      for (float[] plane : planes) {
        for (int i = 0; i < plane.length; i++) {
          plane[i] = Float16.TABLE[random.nextInt(1 << 16)];
        }
      }
      return new Case(List.of(planes), height, width);
    }

    void check() throws MalformedException {
      float[][] planes = channels.toArray(float[][]::new);
      for (ScoreType type : new ScoreType[] {ScoreType.FLOAT16, ScoreType.FLOAT32}) {
        byte[] file = NpyWriter.encode(planes, height, width, type);
        int scores = planes.length * height * width;
        assertThat((file.length - scores * type.bytes()) % 64).isZero();
        try (ScoreMap map =
            NpyScores.open(new ByteArrayInputStream(file), null, 1 << 20, file.length)) {
          assertThat(map.channels()).isEqualTo(planes.length);
          assertThat(map.height()).isEqualTo(height);
          assertThat(map.width()).isEqualTo(width);
          assertThat(NpyFixture.read(map)).isEqualTo(NpyFixture.bits(planes));
        }
      }
    }
  }

  @Test
  void whatWasWrittenIsReadBack() {
    Property.forAll(11, 60, Case::random, Case::check);
  }

  @Test
  void numPyReadsTheSame() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)) && succeeds("import numpy"), "no NumPy here");
    float[][] planes = {{0, 1.5f, -2}, {1e-7f, 3.1415927f, 70000}};
    Path single = write("single.npy", NpyWriter.encode(planes, 1, 3, ScoreType.FLOAT32));
    Path half = write("half.npy", NpyWriter.encode(planes, 1, 3, ScoreType.FLOAT16));
    Path plane =
        write("plane.npy", NpyWriter.encode(new float[][] {{1, 2, 3, 4}}, 2, 2, ScoreType.FLOAT32));
    String script =
        """
        import sys, numpy as np
        single, half, plane = (np.load(path) for path in sys.argv[1:])
        expected = np.array([[[0, 1.5, -2]], [[1e-7, 3.1415927, 70000]]], np.float32)
        assert single.dtype == np.float32 and np.array_equal(single, expected)
        with np.errstate(over='ignore'):
            assert half.dtype == np.float16 and np.array_equal(half, expected.astype(np.float16))
        assert np.array_equal(plane, np.array([[1, 2], [3, 4]], np.float32))
        """;
    assertThat(succeeds(script, single, half, plane)).isTrue();
  }

  private Path write(String name, byte[] file) throws IOException {
    return Files.write(directory.resolve(name), file);
  }

  private boolean succeeds(String script, Path... arguments)
      throws IOException, InterruptedException {
    Path file = write("script.py", script.getBytes(StandardCharsets.UTF_8));
    List<String> command = new ArrayList<>(List.of(PYTHON, file.toString()));
    for (Path argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  @Test
  void whatIsNoMapOfScoresIsRefused() {
    float[][] planes = {new float[6]};
    refused(new float[0][], 2, 3, ScoreType.FLOAT32, "0 planes of 3x2 are no scores.");
    refused(planes, 0, 3, ScoreType.FLOAT32, "1 planes of 3x0 are no scores.");
    refused(planes, 2, 2, ScoreType.FLOAT32, "A plane of 6 scores is not 2x2.");
    refused(planes, 2, 3, ScoreType.UINT8, "float16 or float32, not as uint8");
    float[] large = new float[1 << 20];
    float[][] many = new float[1 << 11][];
    Arrays.fill(many, large);
    refused(many, 1 << 10, 1 << 10, ScoreType.FLOAT16, "do not fit an array");
  }

  private static void refused(
      float[][] planes, int height, int width, ScoreType type, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyWriter.encode(planes, height, width, type))
        .withMessageContaining(reason);
  }
}
