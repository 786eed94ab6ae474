package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.reader.RejectKind;
import dev.maskwise.reader.object.ObjectFault;
import dev.maskwise.reader.object.RawObject;
import dev.maskwise.reader.object.Segmentation;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an annotation or a detection, field by field in any order, and says what is wrong with it.
 * Used again for each.
 */
final class ObjectFields {
  private static final String ANNOTATION = "annotation";

  private final boolean isTruth;
  private final boolean masks;
  private final MaskFields maskFields = new MaskFields();

  private @Nullable Long id;
  private @Nullable Long imageId;
  private @Nullable Integer category;
  private @Nullable Double score;
  private boolean hasScore;
  private boolean hasBox;
  private double @Nullable [] box;
  private double area;
  private boolean crowd;
  private boolean ignore;
  private Segmentation mask = Segmentation.None.HERE;
  private @Nullable String maskFault;

  /**
   * @param isTruth whether annotations are read, not detections
   * @param masks whether masks are asked for; else they are passed over
   */
  ObjectFields(boolean isTruth, boolean masks) {
    this.isTruth = isTruth;
    this.masks = masks;
  }

  /** Reads the object that the parser is at the beginning of. */
  void read(JsonParser json) throws IOException {
    id = null;
    imageId = null;
    category = null;
    score = null;
    hasScore = false;
    hasBox = false;
    box = null;
    area = Double.NaN;
    crowd = false;
    ignore = false;
    mask = Segmentation.None.HERE;
    maskFault = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      readField(name, json);
    }
  }

  private void readField(String name, JsonParser json) throws IOException {
    switch (name) {
      case "id" -> id = JsonValues.whole(json);
      case "image_id" -> imageId = JsonValues.whole(json);
      case "category_id" -> category = JsonValues.integer(json);
      case "score" -> {
        hasScore = true;
        score = JsonValues.number(json);
      }
      case "bbox" -> {
        hasBox = json.currentToken() != JsonToken.VALUE_NULL;
        box = JsonValues.numbers(json);
        hasBox &= box == null || box.length > 0;
      }
      case "area" -> {
        Double value = JsonValues.number(json);
        area = value == null ? Double.NaN : value;
      }
      case "iscrowd" -> crowd = JsonValues.flag(json);
      case "ignore" -> ignore = JsonValues.flag(json);
      case "segmentation" -> {
        if (masks) {
          mask = maskFields.read(json);
          maskFault = maskFields.fault();
        } else {
          json.skipChildren();
        }
      }
      default -> json.skipChildren();
    }
  }

  /** The image that it is of; null where it names none, or by a text. */
  @Nullable Long imageId() {
    return imageId;
  }

  /** The id of an annotation; null where it has none. */
  @Nullable Long id() {
    return id;
  }

  /**
   * What the object is called in messages.
   *
   * @param number its place in its list, from 0
   */
  String name(long number) {
    return isTruth && id != null
        ? "%s %d".formatted(ANNOTATION, id)
        : "%s number %,d of its list".formatted(isTruth ? ANNOTATION : "detection", number + 1);
  }

  /** What is wrong; null where nothing is. */
  @Nullable ObjectFault fault(long number) {
    if (isTruth && id == null) {
      return bad(number, "has no id, which is a whole number");
    }
    if (category == null) {
      return bad(number, "has no category_id, which is a whole number");
    }
    if (!isTruth && score == null) {
      return bad(number, hasScore ? "has a score that is no number" : "has no score");
    }
    if (!isTruth && score != null && !Double.isFinite(score)) {
      return new ObjectFault(
          RejectKind.NON_FINITE_SCORE,
          "holds %s, which has the score %s".formatted(name(number), score));
    }
    if (hasBox) {
      double[] given = box;
      if (given == null || given.length != 4) {
        return bad(number, "has a bbox that is no list of x, y, width and height");
      }
      if (!Arrays.stream(given).allMatch(Double::isFinite)) {
        return bad(number, "has a bbox that is not finite: " + Arrays.toString(given));
      }
      if (given[2] < 0 || given[3] < 0) {
        return bad(number, "has a bbox of negative size: " + Arrays.toString(given));
      }
    }
    if (maskFault != null) {
      return bad(number, "has a segmentation that " + maskFault);
    }
    if (!hasBox && mask instanceof Segmentation.None) {
      return bad(number, masks ? "has neither a bbox nor a segmentation" : "has no bbox");
    }
    if (isTruth && masks && mask instanceof Segmentation.None) {
      return bad(number, "has no segmentation");
    }
    return area < 0 || Double.isInfinite(area) ? bad(number, "has the area " + area) : null;
  }

  private ObjectFault bad(long number, String words) {
    return new ObjectFault(
        RejectKind.MALFORMED_OBJECT, "holds %s, which %s".formatted(name(number), words));
  }

  /** The object, of which nothing is wrong. */
  RawObject object(long number) {
    double[] given = box;
    return new RawObject(
        isTruth && id != null ? id : number,
        category == null ? 0 : category,
        score == null ? Double.NaN : score,
        hasBox && given != null ? new Box(given[0], given[1], given[2], given[3]) : null,
        area,
        crowd,
        ignore,
        mask);
  }
}
