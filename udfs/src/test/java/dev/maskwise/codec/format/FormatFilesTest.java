package dev.maskwise.codec.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of other writers, by {@code make.py} beside them: what is in each, or why it is refused.
 */
@Timeout(120)
class FormatFilesTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 21;
  private static final long MAX_PIXELS = 1 << 16;

  /** File, and what it holds: values below n, or colours of them; or what is said of it. */
  private static final String FILES =
      """
      gdal-1bit.tif               | 2
      gdal-2bit.tif               | 4
      gdal-4bit.tif               | 16
      gdal-5bands.tif             | is a TIFF file of 5 bands, but a label map has one, or three of an RGB colour: take one, as gdal_translate -b 1 does
      gdal-5bit.tif               | is a TIFF file of 5 bits a pixel, which is not read: save it with 8, 16 or 32
      gdal-big-endian.tif         | 100
      gdal-bigtiff.tif            | 100
      gdal-byte.tif               | 100
      gdal-cog.tif                | 100
      gdal-deflate.tif            | 100
      gdal-float32.tif            | is a TIFF file of float32, but labels are whole numbers: save them as such, as gdal_translate -ot UInt16 does
      gdal-int16.tif              | 100
      gdal-int32.tif              | 100
      gdal-lerc.tif               | is a TIFF file compressed by LERC, which may change labels: save it with Deflate or LZW
      gdal-packbits.tif           | 100
      gdal-rgb-jpeg.tif           | is a TIFF file compressed by JPEG, which may change labels: save it with Deflate or LZW
      gdal-rgb.tif                | colours of 20
      gdal-sparse.tif             | is a sparse TIFF file, in which empty parts are left out: write it whole, as gdal_translate does
      gdal-uint16.tif             | 100
      gdal-uint32.tif             | 100
      gdal-zstd.tif               | is a TIFF file compressed by Zstandard, which is not read: save it with Deflate or LZW, as gdal_translate -co COMPRESS=DEFLATE does
      imagemagick-16bit.tif       | 200 times 257
      imagemagick-grey.bmp        | 200
      imagemagick-grey.png        | 200
      imagemagick-interlaced.gif  | 16
      imagemagick-interlaced.png  | 2
      imagemagick-lzw.tif         | 200
      imagemagick-msb.tif         | 200
      imagemagick-none.tif        | 200
      imagemagick-rle.bmp         | 200
      imagemagick-rle.tif         | 200
      imagemagick-white-is-zero.tif| is a TIFF file of grey in which 0 is white, which programs read in two ways: save it with black as 0
      imagemagick-zip.tif         | 200
      libtiff-4bit-lsb.tif        | 16
      libtiff-big-endian.tif      | 200
      libtiff-bigtiff.tif         | 200
      libtiff-lsb.tif             | 200
      libtiff-lzw2.tif            | 200
      libtiff-strips.tif          | 200
      libtiff-tiles.tif           | 200
      numpy-big-endian-i2.npy     | 100
      numpy-bool.npy              | 2
      numpy-compressed.npz        | 100
      numpy-fortran.npy           | 100
      numpy-int64.npy             | 100
      numpy-two.npz               | holds 2 arrays, and none was named: a, b
      numpy-uint8.npy             | 100
      numpy.npz                   | 100
      pillow-16bit.png            | 200 times 300
      pillow-16bit.tif            | 200 times 300
      pillow-1bit-g4.tif          | is a TIFF file compressed by a code of fax machines (CCITT), which is not read: save it with Deflate or LZW, as gdal_translate -co COMPRESS=DEFLATE does
      pillow-1bit.bmp             | 2
      pillow-1bit.gif             | 2 times 255
      pillow-1bit.png             | 2
      pillow-1bit.tif             | 2
      pillow-falling-grey.bmp     | 200
      pillow-float32.tif          | is a TIFF file of float32, but labels are whole numbers: save them as such, as gdal_translate -ot UInt16 does
      pillow-frames.gif           | is a GIF file of 2 frames, but a label map is one image: save each to a file of its own
      pillow-grey-alpha.png       | 200
      pillow-grey-deflate.tif     | 200
      pillow-grey-jpeg.tif        | is a TIFF file compressed by JPEG, which may change labels: save it with Deflate or LZW
      pillow-grey-lzw.tif         | 200
      pillow-grey-none.tif        | 200
      pillow-grey-packbits.tif    | 200
      pillow-grey.bmp             | 200
      pillow-grey.png             | 200
      pillow-int32.tif            | 200 less 5
      pillow-pages.tif            | is a TIFF file of 2 images, but a label map is one: save each to a file of its own, as tiffsplit does
      pillow-palette-2bit.gif     | 4
      pillow-palette-2bit.png     | 4
      pillow-palette-4bit.bmp     | 16
      pillow-palette-4bit.gif     | 16
      pillow-palette-4bit.png     | 16
      pillow-palette.bmp          | 200
      pillow-palette.png          | 200
      pillow-palette.tif          | 200
      pillow-rgb.bmp              | colours of 20
      pillow-rgb.png              | colours of 20
      pillow-rgb.tif              | colours of 20
      pillow-rgba.bmp             | colours of 20
      pillow-rgba.png             | colours of 20
      pillow-rgba.tif             | colours of 20
      tifffile-big-endian.tif     | 200 times 300
      tifffile-bigtiff.tif        | 200 times 300
      tifffile-float32.tif        | is a TIFF file of float32, but labels are whole numbers: save them as such, as gdal_translate -ot UInt16 does
      tifffile-int16.tif          | 100 less 5
      tifffile-int32.tif          | 100 less 5
      tifffile-int64.tif          | 100 less 5
      tifffile-int8.tif           | 100 less 5
      tifffile-rgb-planar.tif     | colours of 20
      tifffile-tiles.tif          | 200 times 300
      tifffile-uint16.tif         | 100
      tifffile-uint32.tif         | 100
      tifffile-uint64.tif         | 100
      tifffile-uint8.tif          | 100
      tifffile-volume.tif         | is a TIFF file of 3 images, but a label map is one: save each to a file of its own, as tiffsplit does
      """;

  private record Given(String file, String content) {}

  private static List<Given> files() {
    return FILES
        .lines()
        .map(line -> line.split("\\|", 2))
        .map(parts -> new Given(parts[0].strip(), parts[1].strip()))
        .toList();
  }

  static byte[] bytes(String file) throws IOException {
    try (InputStream in = FormatFilesTest.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    }
  }

  private static int value(int x, int y, int n) {
    return (x / 5 * 29 + y / 4 * 13 + x * y / 90) % n;
  }

  /** The values of a file by the words of the table. */
  private static int[] expected(String content) {
    boolean colours = content.startsWith("colours of ");
    String[] words = content.replace("colours of ", "").split(" ", -1);
    int n = Integer.parseInt(words[0]);
    int[] values = new int[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      int value = value(i % WIDTH, i / WIDTH, n);
      values[i] =
          colours
              ? (int) (value * 2_654_435_761L % (1 << 24))
              : words.length == 1
                  ? value
                  : words[1].equals("times")
                      ? value * Integer.parseInt(words[2])
                      : value - Integer.parseInt(words[2]);
    }
    return values;
  }

  private static int[] read(byte[] file, int strip) throws MalformedException {
    try (ValueRows rows = LabelMaps.values(file, MAX_PIXELS)) {
      int[] values = new int[rows.width() * rows.height()];
      int[] some = new int[rows.width() * strip];
      for (int y = 0; y < rows.height(); y += strip) {
        int count = Math.min(strip, rows.height() - y);
        rows.read(some, count);
        System.arraycopy(some, 0, values, y * rows.width(), count * rows.width());
      }
      return values;
    }
  }

  @Test
  void everyFileHoldsWhatItsWriterPutThere() throws IOException, MalformedException {
    for (Given given : files()) {
      byte[] file = bytes(given.file);
      if (given.content.matches("[a-z].*") && !given.content.startsWith("colours")) {
        assertThatThrownBy(() -> read(file, 1))
            .as(given.file)
            .isInstanceOf(MalformedException.class)
            .hasMessage(given.content);
        continue;
      }
      for (int strip : new int[] {1, 5, HEIGHT}) {
        try {
          assertThat(read(file, strip)).as(given.file).isEqualTo(expected(given.content));
        } catch (MalformedException e) {
          fail(given.file, e);
        }
      }
    }
  }

  /** Every file is read to its end or refused, with little more memory than it declares. */
  @ParameterizedTest
  @ValueSource(strings = {"tif", "png", "bmp", "gif", "npy", "npz"})
  void damageIsFoundOrHarmless(String format) throws IOException {
    List<Given> files =
        files().stream()
            .filter(given -> given.file.endsWith("." + format))
            .filter(given -> given.content.matches("(colours of )?\\d.*"))
            .toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int found = 0;
    for (long seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Given given = files.get(random.nextInt(files.size()));
      byte[] damaged = bytes(given.file);
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        int at =
            random.nextInt(random.nextBoolean() ? damaged.length : Math.min(200, damaged.length));
        damaged[at] =
            random.nextBoolean()
                ? (byte) (damaged[at] ^ 1 << random.nextInt(8))
                : (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      try {
        assertThat(read(damaged, 4).length).isLessThanOrEqualTo((int) MAX_PIXELS);
      } catch (MalformedException e) {
        found++;
      } catch (RuntimeException | Error e) {
        fail("seed " + seed + " of " + given.file, e);
      }
      assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
          .as("seed %d of %s", seed, given.file)
          .isLessThan(1 << 26);
    }
    assertThat(found).isGreaterThan(400);
  }

  @Test
  void labelsOfBytesStayBytes() throws IOException, MalformedException {
    for (String file : List.of("pillow-grey-lzw.tif", "gdal-4bit.tif", "pillow-palette.bmp")) {
      try (LabelMapRows labels = LabelMaps.open(bytes(file), MAX_PIXELS)) {
        assertThat(labels.bytesPerPixel()).as(file).isEqualTo(1);
      }
    }
    try (LabelMapRows labels = LabelMaps.open(bytes("tifffile-int16.tif"), MAX_PIXELS)) {
      assertThatThrownBy(() -> labels.read(new byte[2 * WIDTH * HEIGHT], HEIGHT))
          .hasMessageStartingWith("holds the value -5 at (0, 0), which is no label: ");
    }
    assertThatThrownBy(() -> LabelMaps.open(bytes("pillow-rgb.tif"), MAX_PIXELS))
        .hasMessageStartingWith("holds colours (RGB), and no colour table says");
  }
}
