package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values of a JSON text that is streamed. What is of another type is passed over and null: whoever
 * asked for it says what is wrong.
 */
final class JsonValues {
  /** A longer list of numbers is no outline of an object. */
  private static final int MOST_NUMBERS = 1 << 24;

  private JsonValues() {}

  /** The whole number that the parser is at; null for another value. */
  static @Nullable Long whole(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : json.getLongValue();
    }
    if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) { // 7.0, as tables export ids
      double value = json.getDoubleValue();
      return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? (long) value : null;
    }
    json.skipChildren();
    return null;
  }

  /** The same, of 32 bits. */
  static @Nullable Integer integer(JsonParser json) throws IOException {
    Long value = whole(json);
    return value == null || value != value.intValue() ? null : (Integer) value.intValue();
  }

  /** The number, which may be NaN or infinite; null for another value. */
  static @Nullable Double number(JsonParser json) throws IOException {
    if (json.currentToken().isNumeric()) {
      return json.getDoubleValue();
    }
    json.skipChildren();
    return null;
  }

  /** Whether it is true, or a number besides 0. */
  static boolean flag(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_TRUE) {
      return true;
    }
    Double value = number(json);
    return value != null && value != 0;
  }

  /** The text or number as a text; null for another value. */
  static @Nullable String text(JsonParser json) throws IOException {
    if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }

  /** The numbers of a list; null where it is no list, or holds anything else. */
  static double @Nullable [] numbers(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return null;
    }
    json.nextToken();
    return numbersFromFirst(json);
  }

  /** The same when the parser is at the first element already, or at the end of the list. */
  static double @Nullable [] numbersFromFirst(JsonParser json) throws IOException {
    double[] numbers = new double[16];
    int count = 0;
    boolean sound = true;
    for (; json.currentToken() != JsonToken.END_ARRAY; json.nextToken()) {
      sound &= json.currentToken().isNumeric() && count < MOST_NUMBERS;
      if (sound) {
        numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
        numbers[count++] = json.getDoubleValue();
      } else {
        json.skipChildren();
      }
    }
    return sound ? Arrays.copyOf(numbers, count) : null;
  }

  /** The whole numbers of a list; null where it is no list, or holds anything else. */
  static long @Nullable [] wholes(JsonParser json) throws IOException {
    double[] numbers = numbers(json);
    if (numbers == null) {
      return null;
    }
    long[] wholes = new long[numbers.length];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = (long) numbers[i];
      if (wholes[i] != numbers[i]) {
        return null;
      }
    }
    return wholes;
  }
}
