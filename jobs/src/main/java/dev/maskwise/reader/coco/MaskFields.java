package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.maskwise.reader.object.Segmentation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the field {@code segmentation}: polygons, or runs as text or as lengths. */
final class MaskFields {
  /** x and y of three corners. */
  private static final int TRIANGLE = 6;

  private @Nullable String fault;

  /** What was wrong with the last mask, as words after "of which"; null where nothing was. */
  @Nullable String fault() {
    return fault;
  }

  /** The mask that the parser is at; the parser is at its end afterwards. */
  Segmentation read(JsonParser json) throws IOException {
    fault = null;
    return switch (json.currentToken()) {
      case VALUE_NULL -> Segmentation.None.HERE;
      case START_ARRAY -> polygons(json);
      case START_OBJECT -> runs(json);
      default -> {
        json.skipChildren();
        yield broken("is neither polygons nor runs");
      }
    };
  }

  private Segmentation broken(String words) {
    fault = words;
    return Segmentation.None.HERE;
  }

  private Segmentation polygons(JsonParser json) throws IOException {
    List<double[]> rings = new ArrayList<>();
    JsonToken first = json.nextToken();
    if (first.isNumeric()) { // One polygon, without the list of them.
      add(rings, JsonValues.numbersFromFirst(json));
    } else {
      for (; json.currentToken() != JsonToken.END_ARRAY; json.nextToken()) {
        add(rings, JsonValues.numbers(json));
      }
    }
    return rings.isEmpty() || fault != null
        ? Segmentation.None.HERE
        : new Segmentation.Polygons(rings);
  }

  private void add(List<double[]> rings, double @Nullable [] ring) {
    if (ring == null) {
      fault = "is a polygon that is no list of numbers";
    } else if (ring.length % 2 != 0) {
      fault =
          "is a polygon with %,d coordinates, of which one lacks its other".formatted(ring.length);
    } else if (ring.length < TRIANGLE) {
      fault = "is a polygon with %d points, but three are needed".formatted(ring.length / 2);
    } else {
      rings.add(ring);
    }
  }

  private Segmentation runs(JsonParser json) throws IOException {
    long[] size = null;
    byte[] text = null;
    long[] lengths = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("size")) {
        size = JsonValues.wholes(json);
      } else if (!name.equals("counts")) {
        json.skipChildren();
      } else if (json.currentToken() == JsonToken.VALUE_STRING) {
        // A character beyond ASCII becomes a question mark, and that is none of the 64.
        text = json.getText().getBytes(StandardCharsets.US_ASCII);
      } else {
        lengths = JsonValues.wholes(json);
      }
    }
    if (size == null || size.length != 2 || !isSize(size[0]) || !isSize(size[1])) {
      return broken("is runs without a size, which is [height, width]");
    }
    if (text == null && lengths == null) {
      return broken("is runs without counts, which are a text or a list of whole numbers");
    }
    int height = (int) size[0];
    int width = (int) size[1];
    return text != null
        ? new Segmentation.Text(height, width, text)
        : new Segmentation.Lengths(height, width, lengths == null ? new long[0] : lengths);
  }

  private static boolean isSize(long length) {
    return length > 0 && length <= Integer.MAX_VALUE;
  }
}
