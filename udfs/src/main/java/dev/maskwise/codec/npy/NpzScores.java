package dev.maskwise.codec.npy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreInput;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.codec.score.StoredScores;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A score map stored as an array of a .npz file, which is a zip file of {@link NpyScores .npy}
 * files, stored or deflated.
 *
 * <p>The file is read from its beginning: arrays that stand before the wanted one are inflated and
 * dropped, what stands behind it is not looked at. Where no array is named the rest of the file is
 * searched when the scores were read, and the map is refused if there is another array.
 *
 * <p>Refused, besides what {@link NpyScores} refuses: an array that is not there, and damage that
 * the checksum of the array shows, at the latest when the last score was read. Of an array no more
 * is inflated than its shape says and one byte.
 */
public final class NpzScores implements ScoreMap {
  private static final byte[] MAGIC = {'P', 'K', 3, 4};
  private static final String SUFFIX = ".npy";
  private static final int SHOWN_NAMES = 10;
  private static final int SHOWN_CHARACTERS = 60;

  private final ZipInputStream zip;
  private final StoredScores scores;

  /** The array's name where it must be the only one. */
  private final @Nullable String only;

  private NpzScores(ZipInputStream zip, StoredScores scores, @Nullable String only) {
    this.zip = zip;
    this.scores = scores;
    this.only = only;
  }

  /**
   * Opens an array.
   *
   * @param in the file from its first byte; closed with the map. When opening fails, closing it is
   *     left to the caller
   * @param array the name of the array, with or without {@code .npy}; null for the only one
   * @param scale what integers mean; null for floating-point scores
   * @param maxPixels the most pixels of a plane to accept, judged before memory is taken
   * @param byteLength the length of the file, which bounds the shape before memory is taken; −1
   *     when it is not known
   * @throws MalformedException when there is no such array, or it is no score map, too large, or
   *     malformed up to its first score
   */
  public static ScoreMap open(
      InputStream in,
      @Nullable String array,
      @Nullable ScoreScale scale,
      long maxPixels,
      long byteLength)
      throws MalformedException {
    ZipInputStream zip = new ZipInputStream(in);
    String found = find(zip, array);
    StoredScores scores = NpyScores.open(new ScoreInput(zip), scale, maxPixels);
    scores.requireCompressedLength(byteLength);
    return new NpzScores(zip, scores, array == null ? found : null);
  }

  /** Whether a file is a zip file that has an entry, by its first bytes. */
  static boolean begins(byte[] first, int count) {
    return Arrays.equals(first, 0, count, MAGIC, 0, MAGIC.length);
  }

  /** Moves to the array of a name, or to the first one. */
  private static String find(ZipInputStream zip, @Nullable String array) throws MalformedException {
    List<String> others = new ArrayList<>();
    for (String name = next(zip); name != null; name = next(zip)) {
      if (array == null || name.equals(array) || (name + SUFFIX).equals(array)) {
        return name;
      }
      others.add(name);
    }
    throw new MalformedException(
        (array == null ? "holds no array" : "holds no array " + array)
            + (others.isEmpty() ? "" : "; it holds " + shown(others)));
  }

  /** Moves to the next array and gives its name; null where there is none. */
  private static @Nullable String next(ZipInputStream zip) throws MalformedException {
    try {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(SUFFIX)) {
          return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
        }
      }
      return null;
    } catch (IOException e) {
      throw ScoreInput.refusal(e);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("is damaged: its zip file has an unreadable entry");
    }
  }

  private static String shown(List<String> names) {
    String first =
        String.join(
            ", ",
            names.stream()
                .limit(SHOWN_NAMES)
                .map(name -> name.substring(0, Math.min(SHOWN_CHARACTERS, name.length())))
                .toList());
    int more = names.size() - SHOWN_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  @Override
  public int channels() {
    return scores.channels();
  }

  @Override
  public int height() {
    return scores.height();
  }

  @Override
  public int width() {
    return scores.width();
  }

  @Override
  public void read(float[][] planes) throws MalformedException {
    scores.read(planes);
    if (only == null) {
      return;
    }
    List<String> names = new ArrayList<>(List.of(only));
    for (String name = next(zip); name != null; name = next(zip)) {
      names.add(name);
    }
    if (names.size() > 1) {
      throw new MalformedException(
          "holds " + names.size() + " arrays, and none was named: " + shown(names));
    }
  }

  @Override
  public void close() {
    scores.close();
  }
}
