package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The losses of the pixels of an image or of a data set, summed by true class: for each of a list
 * of exponents γ and each class Σ(1 − p_t)^γ·CE over the valid pixels of that class, where p_t is
 * the probability of the true class and CE = −log p_t. γ = 0 is cross-entropy. Beside them stand
 * the valid pixels of each class, and all pixels with the ignored ones.
 *
 * <p>The scores of one class have two true classes, 0 the background and 1 the foreground.
 *
 * <p>The losses of no exponents and no classes stand for "nothing seen yet" and take the other's
 * shape on merge. The sums of images are added exactly. Mutable, 0.1 kB for each exponent and
 * class, not for use by two threads at once.
 */
public final class PixelLosses implements Serializable {

  /** Sums and counts are added; bytes grow with exponents × classes. */
  public static final StatisticType<PixelLosses> TYPE = new Type();

  /** The most exponents. */
  public static final int MAX_GAMMAS = 256;

  private float[] gammas;
  private long[] pixels; // [class]
  private ExactSum[] sums; // [exponent · classes + class]
  private long allPixels;

  /** Of nothing, without a shape. */
  public PixelLosses() {
    this(new float[0], new long[0], new ExactSum[0], 0);
  }

  /** Keeps the arrays. */
  private PixelLosses(float[] gammas, long[] pixels, ExactSum[] sums, long allPixels) {
    this.gammas = gammas;
    this.pixels = pixels;
    this.sums = sums;
    this.allPixels = allPixels;
  }

  /**
   * The losses of one image.
   *
   * @param gammas the exponents, ascending, each at least 0; at most {@link #MAX_GAMMAS}
   * @param sums for each exponent the sum of each class
   * @param pixels the valid pixels of each class, at least one class
   * @param allPixels the pixels of the image, the ignored ones too
   * @throws IllegalArgumentException if the shapes differ, or a number is negative, not finite, or
   *     more than all
   */
  public static PixelLosses of(float[] gammas, double[][] sums, long[] pixels, long allPixels) {
    String problem = shapeProblem(gammas, pixels, allPixels);
    if (problem != null) {
      throw new IllegalArgumentException("These are no losses of pixels: " + problem + ".");
    }
    if (sums.length != gammas.length
        || Arrays.stream(sums).anyMatch(row -> row.length != pixels.length)) {
      throw new IllegalArgumentException(
          "%d exponents and %d classes have a sum for each pair."
              .formatted(gammas.length, pixels.length));
    }
    return new PixelLosses(
        gammas.clone(),
        pixels.clone(),
        Arrays.stream(sums)
            .flatMapToDouble(Arrays::stream)
            .mapToObj(ExactSum::ofNonNegative)
            .toArray(ExactSum[]::new),
        allPixels);
  }

  /** What is wrong with the counts and exponents, or null. */
  private static @Nullable String shapeProblem(float[] gammas, long[] pixels, long allPixels) {
    if (pixels.length == 0 || pixels.length > ConfusionMatrix.MAX_CLASSES) {
      return "there are " + pixels.length + " classes";
    }
    if (gammas.length > MAX_GAMMAS) {
      return "there are more than " + MAX_GAMMAS + " exponents";
    }
    float last = -1;
    for (float gamma : gammas) {
      // Minus zero has other bits than zero, so that it would be another exponent.
      if (!(gamma > last) || gamma > Float.MAX_VALUE || Float.floatToRawIntBits(gamma) < 0) {
        return "the exponents are not ascending numbers of at least 0";
      }
      last = gamma;
    }
    long rest = allPixels;
    for (long count : pixels) {
      rest -= count;
      if (count < 0 || rest < 0) {
        return "a class has fewer than no pixels, or the classes have more than there are";
      }
    }
    return null;
  }

  /** Adds the pixels of another, which does not change. O(exponents × classes). */
  public void add(PixelLosses other) {
    if (other.pixels.length == 0) {
      return;
    }
    if (pixels.length == 0) {
      PixelLosses copy = other.copy();
      gammas = copy.gammas;
      pixels = copy.pixels;
      sums = copy.sums;
      allPixels = copy.allPixels;
      return;
    }
    if (pixels.length != other.pixels.length || !Arrays.equals(gammas, other.gammas)) {
      throw new IllegalArgumentException(
          "Pixel losses of %d classes and exponents %s and of %d classes and exponents %s cannot be"
                  .formatted(
                      pixels.length,
                      Arrays.toString(gammas),
                      other.pixels.length,
                      Arrays.toString(other.gammas))
              + " merged.");
    }
    // No class has more pixels than there are, so all pixels are the one count that can overflow.
    allPixels = Math.addExact(allPixels, other.allPixels);
    for (int c = 0; c < pixels.length; c++) {
      pixels[c] += other.pixels[c];
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i].add(other.sums[i]);
    }
  }

  /**
   * Takes away the pixels of another of the same shape, which does not change: undoes its addition.
   * O(exponents × classes).
   */
  public void subtract(PixelLosses other) {
    allPixels -= other.allPixels;
    for (int c = 0; c < other.pixels.length; c++) {
      pixels[c] -= other.pixels[c];
    }
    for (int i = 0; i < other.sums.length; i++) {
      sums[i].subtract(other.sums[i]);
    }
  }

  /** What is left without the pixels of others of the same shape; neither change. */
  public PixelLosses without(PixelLosses other) {
    PixelLosses rest = copy();
    rest.subtract(other);
    return rest;
  }

  /** Forgets all pixels; the shape stays. */
  public void clear() {
    allPixels = 0;
    Arrays.fill(pixels, 0);
    for (ExactSum sum : sums) {
      sum.clear();
    }
  }

  /** How many true classes there are; 0 for the losses of nothing. */
  public int classes() {
    return pixels.length;
  }

  /** The exponents, ascending; a copy. */
  public float[] gammas() {
    return gammas.clone();
  }

  /** The valid pixels of a true class. */
  public long pixels(int classId) {
    return pixels[classId];
  }

  /** The valid pixels of all classes. */
  public long validPixels() {
    return Arrays.stream(pixels).sum();
  }

  /** The pixels, ignored ones too. */
  public long allPixels() {
    return allPixels;
  }

  /**
   * Σ(1 − p_t)^γ·CE over the valid pixels of a true class: the double nearest to the sum of the
   * images' sums. About 1 µs.
   *
   * @throws IllegalArgumentException if the exponent is not one of {@link #gammas}
   */
  public double sum(float gamma, int classId) {
    int g = Arrays.binarySearch(gammas, gamma);
    if (g < 0) {
      throw new IllegalArgumentException(
          "The losses were summed for the exponents %s, not for %s."
              .formatted(Arrays.toString(gammas), gamma));
    }
    return sums[g * pixels.length + classId].value();
  }

  /** Equal ones that share nothing with these. */
  public PixelLosses copy() {
    ExactSum[] copies = Stream.of(sums).map(ExactSum::copy).toArray(ExactSum[]::new);
    return new PixelLosses(gammas.clone(), pixels.clone(), copies, allPixels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PixelLosses that
        && allPixels == that.allPixels
        && Arrays.equals(gammas, that.gammas)
        && Arrays.equals(pixels, that.pixels)
        && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    int counts = 31 * Long.hashCode(allPixels) + Arrays.hashCode(pixels);
    return 31 * (31 * counts + Arrays.hashCode(gammas)) + Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "PixelLosses[gammas=%s, sums=%s, pixels=%s, allPixels=%d]"
        .formatted(
            Arrays.toString(gammas), Arrays.toString(sums), Arrays.toString(pixels), allPixels);
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * Bytes: the number of classes, which is all for the losses of nothing; then all pixels and the
   * pixels of each class, the number of exponents and the bits of each as a number, and the sums,
   * class by class for one exponent after another.
   */
  private static final class Type implements StatisticType<PixelLosses> {

    @Override
    public String name() {
      return "pixel_losses";
    }

    @Override
    public PixelLosses empty() {
      return new PixelLosses();
    }

    @Override
    public PixelLosses merge(PixelLosses a, PixelLosses b) {
      PixelLosses both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public PixelLosses add(PixelLosses memory, PixelLosses other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(PixelLosses value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.classes());
      if (value.classes() > 0) {
        writer.varint(value.allPixels);
        for (long count : value.pixels) {
          writer.varint(count);
        }
        writer.varint(value.gammas.length);
        for (float gamma : value.gammas) {
          writer.varint(Float.floatToRawIntBits(gamma));
        }
        for (ExactSum sum : value.sums) {
          sum.write(writer);
        }
      }
      return writer.toBytes();
    }

    @Override
    public PixelLosses decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      int classes = reader.varint(ConfusionMatrix.MAX_CLASSES);
      if (classes == 0) {
        reader.end();
        return empty();
      }
      long allPixels = reader.varint();
      long[] pixels = new long[classes];
      for (int c = 0; c < classes; c++) {
        pixels[c] = reader.varint();
      }
      float[] gammas = new float[reader.varint(MAX_GAMMAS)];
      for (int g = 0; g < gammas.length; g++) {
        gammas[g] = Float.intBitsToFloat(reader.varint(Integer.MAX_VALUE));
      }
      String problem = shapeProblem(gammas, pixels, allPixels);
      reader.require(problem == null, String.valueOf(problem));
      // The sums are the one large allocation: first see that the bytes can hold them.
      int size = gammas.length * classes;
      reader.require(size <= reader.remaining() / 2, "more sums must follow");
      ExactSum[] sums = new ExactSum[size];
      for (int i = 0; i < size; i++) {
        sums[i] = ExactSum.readNonNegative(reader);
      }
      reader.end();
      return new PixelLosses(gammas, pixels, sums, allPixels);
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}
