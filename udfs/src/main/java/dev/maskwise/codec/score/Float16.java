package dev.maskwise.codec.score;

/**
 * IEEE 754 half precision. Float32 holds every value of it, subnormals, infinities and NaN
 * included.
 */
public final class Float16 {
  /** The float32 of all 65,536 bit patterns. */
  public static final float[] TABLE = table();

  private Float16() {}

  private static float[] table() {
    float[] table = new float[1 << 16];
    for (int bits = 0; bits < table.length; bits++) {
      table[bits] = toFloat(bits);
    }
    return table;
  }

  /** The value of 16 bits: sign, five bits of the exponent, ten of the fraction. */
  private static float toFloat(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
  }

  /**
   * The 16 bits of the nearest value, the one with an even last bit of two that are equally near;
   * from 65,520 on that is infinity.
   */
  public static short nearest(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    int bits = Float.floatToRawIntBits(magnitude);
    int half;
    if (Float.isNaN(value)) {
      half = 0x7e00;
    } else if (magnitude >= 65520) {
      half = 0x7c00;
    } else if (magnitude < 0x1p-14f) {
      half = (int) Math.rint(magnitude * 0x1p24f);
    } else {
      int rounded = bits + 0xfff + ((bits >> 13) & 1);
      half = (rounded >> 13) - ((127 - 15) << 10);
    }
    return (short) (sign | half);
  }
}
