package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.maskwise.reader.object.ImageEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an entry of the list of images. */
final class ImageFields {
  /** A longer name, or value of a field, is cut. */
  private static final int MOST_CHARACTERS = 4000;

  private ImageFields() {}

  /**
   * The image that the parser is at the beginning of.
   *
   * @param asked the names of fields besides
   */
  static ImageEntry read(JsonParser json, List<String> asked) throws IOException {
    Long id = null;
    String fileName = "";
    int height = 0;
    int width = 0;
    int[] notExhaustive = {};
    int[] negative = {};
    Map<String, @Nullable String> fields = new TreeMap<>();
    asked.forEach(name -> fields.put(name, null));
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (fields.containsKey(field) && json.currentToken().isScalarValue()) {
        fields.put(field, cut(JsonValues.text(json)));
      }
      switch (field) {
        case "id" -> id = JsonValues.whole(json);
        case "file_name" -> fileName = Objects.requireNonNullElse(cut(JsonValues.text(json)), "");
        case "height" -> height = size(JsonValues.integer(json));
        case "width" -> width = size(JsonValues.integer(json));
        case "not_exhaustive_category_ids" -> notExhaustive = ids(json);
        case "neg_category_ids" -> negative = ids(json);
        default -> json.skipChildren();
      }
    }
    return new ImageEntry(id, fileName, height, width, notExhaustive, negative, fields);
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS);
  }

  private static int size(@Nullable Integer length) {
    return length == null || length < 0 ? 0 : length;
  }

  private static int[] ids(JsonParser json) throws IOException {
    long[] wholes = JsonValues.wholes(json);
    int[] ids = new int[wholes == null ? 0 : wholes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) Objects.requireNonNull(wholes)[i];
    }
    return ids;
  }
}
