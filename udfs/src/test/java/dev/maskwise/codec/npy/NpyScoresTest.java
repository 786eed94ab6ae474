package dev.maskwise.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.law.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type, order, number of axes and version, against scores that are taken one by one. */
class NpyScoresTest {
  private static final ScoreScale SCALE = new ScoreScale(0.013, -2.5);
  private static final long MAX_PIXELS = 1 << 22;

  @ParameterizedTest
  @ValueSource(strings = {"<f2", "<f4", "<f8", ">f2", ">f4", ">f8", "|u1", "<u2", ">u2"})
  void readsWhatWasWritten(String descr) {
    for (int version = 1; version <= 3; version++) {
      for (int axes = 2; axes <= 4; axes++) {
        for (boolean fortran : new boolean[] {false, true}) {
          int fileVersion = version;
          int fileAxes = axes;
          Property.forAll(
              31L * version + axes,
              4,
              random -> Case.random(descr, fortran, fileVersion, fileAxes, random),
              Case::check);
        }
      }
    }
  }

  @Test
  void readsFortranOrderOfAnyProportions() {
    int[][] shapes = {{65536, 5, 2}, {3, 700, 300}, {1, 1, 300_000}, {1, 300_000, 2}, {5, 17, 33}};
    for (int[] shape : shapes) {
      SplittableRandom random = new SplittableRandom(shape[0]);
      Property.holds(
          7, 0, r -> Case.of("|u1", true, 1, 3, shape[0], shape[1], shape[2], random), Case::check);
    }
  }

  @Test
  void acceptsTheDictionaryInAnyForm() throws MalformedException {
    for (String dictionary :
        List.of(
            "{'shape': (1, 2), 'fortran_order': False, 'descr': '|u1'}",
            "{\"fortran_order\":False,\"shape\":(1,2,),\"descr\":\"|u1\"}",
            " { 'descr' : '|u1' , 'shape' : ( 1 , 2 ) , 'fortran_order' : False , } ")) {
      byte[] file = NpyFixture.npy(1, dictionary, new byte[] {3, 4});
      try (ScoreMap map = open(new ByteArrayInputStream(file), new ScoreScale(1, 0), -1)) {
        assertThat(NpyFixture.read(map)).isEqualTo(NpyFixture.bits(new float[][] {{3, 4}}));
      }
    }
  }

  @Test
  void valuesThatFloat32CannotHoldBecomeInfinite() throws MalformedException {
    byte[] data = new byte[24];
    java.nio.ByteBuffer.wrap(data).putDouble(1e300).putDouble(-1e300).putDouble(Double.NaN);
    byte[] file = NpyFixture.npy(1, NpyFixture.dictionary(">f8", false, "(1, 3)"), data);
    try (ScoreMap map = open(new ByteArrayInputStream(file), null, file.length)) {
      float[][] planes = new float[1][3];
      map.read(planes);
      assertThat(planes[0])
          .containsExactly(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN);
    }
  }

  @Test
  void takesNoMemoryBesideThePlanes() throws MalformedException {
    byte[] data = new byte[19 * 256 * 512 * 4];
    for (boolean fortran : new boolean[] {false, true}) {
      byte[] file =
          NpyFixture.npy(1, NpyFixture.dictionary("<f4", fortran, "(19, 256, 512)"), data);
      float[][] planes = new float[19][256 * 512];
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      try (ScoreMap map = open(new ByteArrayInputStream(file), null, -1)) {
        map.read(planes);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
    }
  }

  @Test
  void wrongCallsAreRefused() throws MalformedException {
    byte[] file = NpyFixture.npy(1, NpyFixture.dictionary("|u1", false, "(2, 1, 3)"), new byte[6]);
    AtomicBoolean closed = new AtomicBoolean();
    InputStream in =
        new ByteArrayInputStream(file) {
          @Override
          public void close() throws IOException {
            closed.set(true);
          }
        };
    try (ScoreMap map = open(in, SCALE, -1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> map.read(new float[1][3]))
          .withMessage("2 channels need as many planes, but there are 1.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> map.read(new float[][] {new float[3], new float[2]}))
          .withMessage("A plane needs 3 elements, but that of channel 1 has 2.");
      map.read(new float[3][4]);
      assertThatIllegalStateException().isThrownBy(() -> map.read(new float[2][3]));
      assertThat(closed).isFalse();
    }
    assertThat(closed).isTrue();
  }

  private static ScoreMap open(InputStream in, @Nullable ScoreScale scale, long length)
      throws MalformedException {
    return NpyScores.open(in, scale, MAX_PIXELS, length);
  }

  /** A map of random bytes. */
  private record Case(
      String descr,
      boolean fortran,
      int version,
      String shape,
      int channels,
      int height,
      int width,
      long seed) {

    static Case random(
        String descr, boolean fortran, int version, int axes, SplittableRandom random) {
      int channels = axes == 2 ? 1 : 1 + random.nextInt(5);
      int height = 1 + random.nextInt(60);
      int width = 1 + random.nextInt(200);
      return of(descr, fortran, version, axes, channels, height, width, random);
    }

    static Case of(
        String descr,
        boolean fortran,
        int version,
        int axes,
        int channels,
        int height,
        int width,
        SplittableRandom random) {
      String shape =
          switch (axes) {
            case 2 -> "(%d, %d)".formatted(height, width);
            case 3 -> "(%d, %d, %d)".formatted(channels, height, width);
            default -> "(1, %d, %d, %d)".formatted(channels, height, width);
          };
      return new Case(descr, fortran, version, shape, channels, height, width, random.nextLong());
    }

    void check() throws MalformedException {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] data = new byte[channels * height * width * (descr.charAt(2) - '0')];
      random.nextBytes(data);
      ScoreScale scale = descr.charAt(1) == 'u' ? SCALE : null;
      byte[] file = NpyFixture.npy(version, NpyFixture.dictionary(descr, fortran, shape), data);
      long length = random.nextBoolean() ? file.length : -1;
      try (ScoreMap map = open(NpyFixture.hesitant(file, random), scale, length)) {
        assertThat(new int[] {map.channels(), map.height(), map.width()})
            .containsExactly(channels, height, width);
        int[][] expected =
            NpyFixture.bits(NpyFixture.naive(descr, fortran, data, channels, height, width, scale));
        assertThat(NpyFixture.read(map)).isDeepEqualTo(expected);
      }
    }
  }
}
