package dev.maskwise.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The value of a cell of a table, as a person reads it. */
final class CellText {
  /** What stands for null: undefined, or not known. */
  static final String NULL = "–";

  private static final int LONGEST = 160;
  private static final int ELEMENTS = 12;

  private CellText() {}

  /**
   * The text of a value of a row. Doubles have four decimals, or an exponent where these would say
   * little; counts have their thousands marked; bytes are only measured; long texts and lists are
   * cut.
   */
  static String of(@Nullable Object value) {
    String text = whole(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static String whole(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    if (value instanceof Long count) {
      return String.format(Locale.ROOT, "%,d", count);
    }
    if (value instanceof byte[] bytes) {
      return String.format(Locale.ROOT, "%,d bytes", bytes.length);
    }
    if (value instanceof Row row) {
      return struct(row);
    }
    if (value instanceof Seq<?> sequence) {
      return list(CollectionConverters.asJava(sequence));
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      CollectionConverters.asJava(map)
          .forEach((key, element) -> entries.add(whole(key) + ": " + whole(element)));
      return "{" + String.join(", ", entries) + "}";
    }
    return value.toString();
  }

  private static String number(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    boolean plain = Math.abs(value) >= 0.001 && Math.abs(value) < 1_000_000;
    return String.format(Locale.ROOT, plain ? "%,.4f" : "%.3e", value);
  }

  private static String struct(Row row) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String name = row.schema() == null ? "" : row.schema().fieldNames()[i] + ": ";
      fields.add(name + whole(row.get(i)));
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private static String list(List<?> elements) {
    List<String> texts = new ArrayList<>();
    for (Object element : elements.subList(0, Math.min(ELEMENTS, elements.size()))) {
      texts.add(whole(element));
    }
    if (elements.size() > ELEMENTS) {
      texts.add("… %,d in all".formatted(elements.size()));
    }
    return "[" + String.join(", ", texts) + "]";
  }
}
