package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.maskwise.reader.object.Category;
import java.io.IOException;

/** Reads an entry of the list of categories. */
final class CategoryFields {
  private static final int MOST_CHARACTERS = 1000;

  private CategoryFields() {}

  /** The category that the parser is at the beginning of. */
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
}
