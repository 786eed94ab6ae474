package dev.maskwise.reader.object;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A category of a data set.
 *
 * @param frequency how common LVIS says that it is: {@code r}, {@code c} or {@code f}; null
 *     elsewhere
 */
public record Category(int id, String name, @Nullable String frequency) implements Serializable {
  /** Some categories as {@link ObjectPiece#content}. */
  public static byte[] bytes(List<Category> categories) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Category category : categories) {
        out.writeInt(category.id);
        out.writeUTF(category.name);
        out.writeUTF(category.frequency == null ? "" : category.frequency);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no file.
    }
    return bytes.toByteArray();
  }

  /**
   * The categories in {@link ObjectPiece#content} of the kind {@link ObjectPiece.Kind#CATEGORIES}.
   */
  public static List<Category> of(byte[] content) {
    List<Category> categories = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      while (in.available() > 0) {
        int id = in.readInt();
        String name = in.readUTF();
        String frequency = in.readUTF();
        categories.add(new Category(id, name, frequency.isEmpty() ? null : frequency));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Nobody else writes such bytes.
    }
    return categories;
  }
}
