package dev.maskwise.publish;

import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.NumberKey;
import java.nio.charset.StandardCharsets;

/**
 * Names of metrics and parameters in MLflow, which may hold letters, digits, underscores, dashes,
 * dots, spaces and slashes: {@code iou/dataset/class/traffic sign/slice/site/north}. In a part, a
 * dot and two hexadecimal digits stand for each byte of any other character, of a slash and of a
 * dot. Different numbers have different names.
 */
final class MlflowNames {
  /** What MLflow's databases hold. */
  private static final int LONGEST = 250;

  private static final int DIGITS = 16;

  /** A part without a character; two slashes in a row are refused. */
  private static final String EMPTY = "._";

  private MlflowNames() {}

  /** The name of a number. */
  static String of(NumberKey key) {
    return of(key, "");
  }

  /**
   * The name of what belongs to a number.
   *
   * @param end "/low" for one
   */
  static String of(NumberKey key, String end) {
    StringBuilder name = new StringBuilder(part(key.metric()));
    name.append('/').append(part(key.averaging().label()));
    if (key.className() != null) {
      name.append("/class/").append(part(key.className()));
    }
    String slice = key.slice();
    if (slice != null) {
      int equals = slice.indexOf('=');
      name.append("/slice/").append(part(equals < 0 ? slice : slice.substring(0, equals)));
      name.append('/').append(part(slice.substring(equals + 1)));
    }
    return shortened(name + end);
  }

  /** One part of a name. */
  static String part(String text) {
    StringBuilder part = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "_- ".indexOf(c) >= 0)) {
        part.append(c);
      } else {
        part.append(".%02x".formatted((int) c));
      }
    }
    return part.isEmpty() ? EMPTY : part.toString();
  }

  /** A name that is too long, with a digest of all of it at the end. */
  static String shortened(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - DIGITS - 1).replaceAll("[/ ]+$", "")
            + "-"
            + ManifestJson.digest(name).substring(0, DIGITS);
  }
}
