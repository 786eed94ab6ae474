package dev.maskwise.codec.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The arrays of a .npz file, walked from front to back; what is no array is passed over. */
final class NpzArrays {
  private static final byte[] MAGIC = {'P', 'K', 3, 4};

  /** Where the name of the first entry stands, and how long it is. */
  private static final int NAME = 30;

  private static final int NAME_LENGTH = 26;
  private static final String SUFFIX = ".npy";
  private static final int SHOWN_NAMES = 10;
  private static final int SHOWN_CHARACTERS = 60;

  private final ZipInputStream zip;

  NpzArrays(InputStream file) {
    zip = new ZipInputStream(file);
  }

  /** Whether a file is a zip file that has an entry, by its first bytes. */
  static boolean begins(byte[] first, int count) {
    return count >= MAGIC.length && Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Whether a file is a zip file that begins with an array, or holds one behind others. */
  static boolean holdsArray(byte[] file) {
    if (!begins(file, file.length)) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int end = file.length < NAME ? 0 : NAME + header.getChar(NAME_LENGTH);
    if (end <= file.length && new String(file, 0, end, ISO_8859_1).endsWith(SUFFIX)) {
      return true; // Damaged or not.
    }
    try {
      return new NpzArrays(new ByteArrayInputStream(file)).next() != null;
    } catch (MalformedException e) {
      return false;
    }
  }

  /** The bytes of the array at which the walk stands. */
  InputStream content() {
    return zip;
  }

  /** Moves to the array of a name, or to the first one, and gives its name. */
  String find(@Nullable String array) throws MalformedException {
    List<String> others = new ArrayList<>();
    for (String name = next(); name != null; name = next()) {
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
  private @Nullable String next() throws MalformedException {
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

  /** Walks to the end, where no other array may follow one that nobody named. */
  void requireOnly(String name) throws MalformedException {
    List<String> names = new ArrayList<>(List.of(name));
    for (String other = next(); other != null; other = next()) {
      names.add(other);
    }
    if (names.size() > 1) {
      throw new MalformedException(
          "holds " + names.size() + " arrays, and none was named: " + shown(names));
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
}
