package dev.maskwise.reader.object;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An image of a data set.
 *
 * @param id null where the entry has none
 * @param height in pixels; 0 where the file does not say
 * @param notExhaustive categories of which LVIS does not say where all objects are
 * @param negative categories of which LVIS says that there is no object
 * @param fields fields of the entry that were asked for, name → text; null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ImageEntry(
    @Nullable Long id,
    String fileName,
    int height,
    int width,
    int[] notExhaustive,
    int[] negative,
    Map<String, @Nullable String> fields) {

  /** As {@link ObjectPiece#content}. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(fileName);
      out.writeInt(height);
      out.writeInt(width);
      write(notExhaustive, out);
      write(negative, out);
      for (Map.Entry<String, @Nullable String> field : fields.entrySet()) {
        out.writeUTF(field.getKey());
        out.writeBoolean(field.getValue() != null);
        out.writeUTF(Objects.requireNonNullElse(field.getValue(), ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no file.
    }
    return bytes.toByteArray();
  }

  private static void write(int[] ids, DataOutputStream out) throws IOException {
    out.writeInt(ids.length);
    for (int id : ids) {
      out.writeInt(id);
    }
  }

  /** The image of an entry that was made bytes. */
  public static ImageEntry of(long imageId, byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      String fileName = in.readUTF();
      int height = in.readInt();
      int width = in.readInt();
      int[] notExhaustive = ids(in);
      int[] negative = ids(in);
      Map<String, @Nullable String> fields = new TreeMap<>();
      while (in.available() > 0) {
        String name = in.readUTF();
        boolean given = in.readBoolean();
        String value = in.readUTF();
        fields.put(name, given ? value : null);
      }
      return new ImageEntry(imageId, fileName, height, width, notExhaustive, negative, fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Nobody else writes such bytes.
    }
  }

  private static int[] ids(DataInputStream in) throws IOException {
    int[] ids = new int[in.readInt()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = in.readInt();
    }
    return ids;
  }
}
