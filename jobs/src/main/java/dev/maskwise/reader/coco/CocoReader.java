package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.maskwise.reader.RejectKind;
import dev.maskwise.reader.object.Category;
import dev.maskwise.reader.object.ImageEntry;
import dev.maskwise.reader.object.ObjectFault;
import dev.maskwise.reader.object.ObjectPiece;
import dev.maskwise.reader.object.PackedObjects;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * The pieces of one file, read as they are asked for. Objects of one image that follow one another
 * are one piece; in memory are one piece and the ids of the annotations, a few bits each. Lists may
 * stand in any order.
 */
final class CocoReader implements Closeable {
  private static final String IMAGES = "images";
  private static final String ANNOTATIONS = "annotations";
  private static final String CATEGORIES = "categories";

  private static final int MOST_CATEGORIES = 100_000;
  private static final int PIECE_BYTES = 1 << 18;
  private static final int NAMED_KEYS = 5;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // So that a NaN has a name.
          .build();

  private final int file;
  private final boolean isTruth;
  private final CocoOptions options;
  private final JsonParser json;
  private final ObjectFields object;
  private final ArrayDeque<ObjectPiece> ready = new ArrayDeque<>();
  private final Roaring64Bitmap annotations = new Roaring64Bitmap();
  private final Set<String> keys = new HashSet<>();
  private final PackedObjects piece = new PackedObjects();
  private long imageOfPiece;
  private long sequence;
  private long number;
  private boolean begun;

  /** The list that is being read; null between lists. */
  private @Nullable String list;

  /**
   * @param text the JSON, not compressed
   * @param file the number of the file among all inputs
   * @param isTruth whether it is to be a data set; else results
   */
  CocoReader(InputStream text, int file, boolean isTruth, CocoOptions options) throws IOException {
    this.file = file;
    this.isTruth = isTruth;
    this.options = options;
    this.object = new ObjectFields(isTruth, options.masks());
    this.json = JSON.createParser(text);
  }

  /**
   * The next piece; null at the end of the file.
   *
   * @throws IOException when the file cannot be read, or is no such file; see {@link JsonFaults}
   */
  @Nullable ObjectPiece next() throws IOException {
    while (ready.isEmpty()) {
      if (!begun) {
        begin();
      } else if (list != null) {
        element(list);
      } else if (!isTruth || !key()) {
        end();
        return ready.poll();
      }
    }
    return ready.poll();
  }

  /** Where the parser is. */
  JsonParser json() {
    return json;
  }

  private void begin() throws IOException {
    begun = true;
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new CocoException("is empty");
    }
    if (isTruth && first == JsonToken.START_ARRAY) {
      throw new CocoException(
          "is a list, as results are, but true objects are asked for: an object with images, annotations and categories");
    }
    if (!isTruth && first == JsonToken.START_OBJECT) {
      throw new CocoException(
          "is an object, as data sets are, but results are asked for: a list of objects with image_id, category_id and score");
    }
    if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
      throw new CocoException("is the single value %s".formatted(json.getText()));
    }
    if (!isTruth) {
      list = ANNOTATIONS;
    }
  }

  /** Goes to the next list of a data set; false at the end. */
  private boolean key() throws IOException {
    if (json.nextToken() != JsonToken.FIELD_NAME) {
      return false;
    }
    String key = json.currentName();
    JsonToken value = json.nextToken();
    if (!Set.of(IMAGES, ANNOTATIONS, CATEGORIES).contains(key)) {
      if (keys.size() < NAMED_KEYS) {
        keys.add(key.substring(0, Math.min(key.length(), 40)));
      }
      json.skipChildren();
      return true;
    }
    if (value != JsonToken.START_ARRAY) {
      throw new CocoException("has %s that are no list".formatted(key));
    }
    if (!keys.add(key)) {
      throw new CocoException("has %s twice".formatted(key));
    }
    if (key.equals(CATEGORIES)) {
      categories();
    } else {
      list = key;
      number = 0;
    }
    return true;
  }

  private void element(String ofList) throws IOException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.END_ARRAY) {
      flush();
      list = null;
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw new CocoException(
          "has, as number %,d of its %s, %s in place of an object"
              .formatted(
                  number + 1,
                  isTruth ? ofList : "list",
                  token == JsonToken.START_ARRAY ? "a list" : "the value " + shown()));
    }
    if (ofList.equals(IMAGES)) {
      image();
    } else {
      object();
    }
    number++;
  }

  private String shown() throws IOException {
    String text = json.getText();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private void image() throws IOException {
    ImageEntry image = ImageFields.read(json, options.fields());
    if (image.id() == null) {
      lost(
          "holds image number %,d of its list without an id, which is a whole number"
              .formatted(number + 1));
    } else {
      add(ObjectPiece.Kind.IMAGE, image.id(), image.bytes());
    }
  }

  private void object() throws IOException {
    object.read(json);
    Long imageId = object.imageId();
    if (imageId == null) {
      lost("holds %s without an image_id, which is a whole number".formatted(object.name(number)));
      return;
    }
    if (imageId != imageOfPiece || piece.size() > PIECE_BYTES) {
      flush();
      imageOfPiece = imageId;
    }
    ObjectFault fault = object.fault(number);
    Long id = object.id();
    if (isTruth && id != null && fault == null) {
      if (annotations.contains(id)) {
        fault =
            new ObjectFault(
                RejectKind.DUPLICATE_OBJECT,
                "holds annotation %d a second time, but ids are given once".formatted(id));
      } else {
        annotations.addLong(id);
      }
    }
    if (fault == null) {
      piece.add(object.object(number));
    } else {
      piece.add(fault);
    }
  }

  private void lost(String clause) {
    add(ObjectPiece.Kind.LOST, 0, clause.getBytes(StandardCharsets.UTF_8));
  }

  private void flush() {
    if (piece.size() > 0) {
      add(ObjectPiece.Kind.OBJECTS, imageOfPiece, piece.take());
    }
  }

  private void add(ObjectPiece.Kind kind, long imageId, byte[] content) {
    ready.add(new ObjectPiece(kind, file, sequence++, imageId, content));
  }

  private void categories() throws IOException {
    List<Category> categories = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Category category = CategoryFields.read(json);
      if (!ids.add(category.id())) {
        throw new CocoException("has the category %d twice".formatted(category.id()));
      }
      if (ids.size() > MOST_CATEGORIES) {
        throw new CocoException("has more than %,d categories".formatted(MOST_CATEGORIES));
      }
      categories.add(category);
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new CocoException("has categories that are no objects, such as " + shown());
    }
    add(ObjectPiece.Kind.CATEGORIES, 0, Category.bytes(categories));
  }

  private void end() throws IOException {
    if (isTruth) {
      for (String key : List.of(IMAGES, ANNOTATIONS, CATEGORIES)) {
        if (!keys.contains(key)) {
          throw new CocoException(
              "has no %s, as data sets of COCO have%s"
                  .formatted(key, keys.isEmpty() ? "" : ", but %s".formatted(named())));
        }
      }
    }
    if (json.nextToken() != null) {
      throw new CocoException(
          "goes on after its end, in line %,d".formatted(json.currentTokenLocation().getLineNr()));
    }
  }

  private String named() {
    return String.join(", ", keys.stream().sorted().toList());
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
