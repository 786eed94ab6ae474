package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
  private static final int MOST_CHARACTERS = 1000;

  /** Reads the entry that the parser is at the beginning of. */
  static Category read(JsonParser json) throws IOException {
    Integer id = null;
    String name = null;
    String frequency = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> id = JsonValues.integer(json);
        case "name" -> name = JsonValues.text(json);
        case "frequency" -> frequency = JsonValues.text(json);
        default -> json.skipChildren();
      }
    }
    if (id == null) {
      throw new CocoException(
          "has a category%s without an id, which is a whole number of 32 bits"
              .formatted(name == null ? "" : " '%s'".formatted(name)));
    }
    if (name != null && name.length() > MOST_CHARACTERS) {
      throw new CocoException(
          "has the category %d with a name of %,d characters".formatted(id, name.length()));
    }
    boolean known = "r".equals(frequency) || "c".equals(frequency) || "f".equals(frequency);
    return new Category(id, name == null ? id.toString() : name, known ? frequency : null);
  }

  static byte[] bytes(List<Category> categories) {
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

  /** The categories in {@link CocoRow#content} of the kind {@link CocoRow.Kind#CATEGORIES}. */
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
