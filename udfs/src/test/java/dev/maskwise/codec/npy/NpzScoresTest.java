package dev.maskwise.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrays of zip files: by name, alone, damaged, and larger than they say. */
@Timeout(60)
class NpzScoresTest {
  private static final int MAX_PIXELS = 1 << 20;
  private static final byte[] DATA = {0, 0x3c, 0, 0x40, 0, (byte) 0xbc};
  private static final byte[] HALVES =
      NpyFixture.npy(1, NpyFixture.dictionary("<f2", false, "(1, 3)"), DATA);
  private static final byte[] OTHER =
      NpyFixture.npy(1, NpyFixture.dictionary("<f2", true, "(3, 1)"), DATA);
  private static final int[][] SCORES = NpyFixture.bits(new float[][] {{1, 2, -1}});

  @Test
  void readsTheArrayOfAName() throws Exception {
    for (boolean deflated : new boolean[] {false, true}) {
      byte[] file = NpyFixture.npz(deflated, "truth.npy", OTHER, "p/scores.npy", HALVES);
      assertThat(read(file, "p/scores")).isEqualTo(SCORES);
      assertThat(read(file, "p/scores.npy")).isEqualTo(SCORES);
      refused(file, "scores", "holds no array scores; it holds truth, p/scores");
      refused(file, null, "holds 2 arrays, and none was named: truth, p/scores");
    }
  }

  @Test
  void readsTheOnlyArray() throws Exception {
    for (boolean deflated : new boolean[] {false, true}) {
      byte[] file =
          NpyFixture.npz(deflated, "note.txt", new byte[9], "x.npy", HALVES, "z.txt", DATA);
      assertThat(read(file, null)).isEqualTo(SCORES);
      assertThat(read(file, "x")).isEqualTo(SCORES);
      refused(NpyFixture.npz(deflated, "note.txt", new byte[9]), null, "holds no array");
      refused(NpyFixture.npz(deflated, "note.txt", DATA), "x", "holds no array x");
    }
  }

  @Test
  void listsTenNames() throws Exception {
    Object[] entries = new Object[26];
    for (int i = 0; i < 13; i++) {
      entries[2 * i] = (i == 1 ? "b".repeat(80) : "a" + i) + ".npy";
      entries[2 * i + 1] = HALVES;
    }
    refused(
        NpyFixture.npz(true, entries),
        null,
        "holds 13 arrays, and none was named: a0, "
            + "b".repeat(60)
            + ", a2, a3, a4, a5, a6, a7, a8, a9 and 3 more");
  }

  @Test
  void theShapeLimitsWhatIsInflated() throws Exception {
    byte[] bomb = Arrays.copyOf(HALVES, 50_000_000);
    byte[] file = NpyFixture.npz(true, "x.npy", bomb);
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    try (ScoreMap map = ScoreMaps.open(in, null, null, MAX_PIXELS, -1)) {
      assertThatThrownBy(() -> NpyFixture.read(map))
          .isInstanceOf(MalformedException.class)
          .hasMessage(
              "is damaged: it goes on, but with 1 channels of 3x1 float16 scores it ends after 134"
                  + " bytes");
    }
    assertThat(in.available()).isGreaterThan(file.length / 2);
    String shape = NpyFixture.dictionary("<f2", false, "(60000, 1000, 1000)");
    byte[] declared = NpyFixture.npz(true, "x.npy", NpyFixture.npy(1, shape, DATA));
    assertThatThrownBy(
            () ->
                NpzScores.open(
                    new ByteArrayInputStream(declared), null, null, MAX_PIXELS, declared.length))
        .isInstanceOf(MalformedException.class)
        .hasMessage(
            "declares 60000 channels of 1000x1000 float16 scores, which its "
                + declared.length
                + " bytes cannot hold");
  }

  @Test
  void aFileThatIsCutOffInItsArray() throws Exception {
    for (boolean deflated : new boolean[] {false, true}) {
      byte[] file = NpyFixture.npz(deflated, "x.npy", HALVES);
      int directory = indexOf(file, new byte[] {'P', 'K', 1, 2});
      for (int length = 0; length < directory; length++) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> read(cut, null))
            .as("cut at %d of %d", length, file.length)
            .isInstanceOf(MalformedException.class)
            .hasMessageMatching("(is (empty|cut off|damaged|neither)|holds no array).*");
      }
    }
  }

  @Test
  void damageIsFoundOrHarmless() throws Exception {
    int found = 0;
    byte[][] files = {
      NpyFixture.npz(false, "x.npy", HALVES),
      NpyFixture.npz(true, "x.npy", HALVES),
      NpyFixture.npz(true, "a.npy", OTHER, "x.npy", HALVES)
    };
    for (int seed = 0; seed < 10_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int kind = random.nextInt(files.length);
      byte[] file = files[kind].clone();
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(read(file, kind == 2 ? "x" : null)).as("seed %d", seed).isEqualTo(SCORES);
      } catch (MalformedException e) {
        found++;
      } catch (RuntimeException e) {
        fail("seed " + seed, e);
      }
    }
    assertThat(found).isGreaterThan(5_000);
  }

  private static int indexOf(byte[] file, byte[] part) {
    for (int at = 0; ; at++) {
      if (Arrays.equals(file, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
  }

  private static void refused(byte[] file, @Nullable String array, String message)
      throws IOException {
    assertThatThrownBy(() -> read(file, array))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }

  private static int[][] read(byte[] file, @Nullable String array) throws MalformedException {
    try (ScoreMap map =
        ScoreMaps.open(new ByteArrayInputStream(file), array, null, MAX_PIXELS, file.length)) {
      return NpyFixture.read(map);
    }
  }
}
