package dev.maskwise.codec.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.LittleEndian;
import dev.maskwise.codec.MalformedException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;

class PngRowsTest {

  @Test
  void readsEveryKindOfLabelMapThatIsWritten() throws MalformedException {
    for (long seed = 0; seed < 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int depth = 1 << random.nextInt(5);
      int width = 1 + random.nextInt(random.nextBoolean() ? 20 : 150);
      int height = 1 + random.nextInt(40);
      byte[] labels = labels(random, width, height, depth);
      boolean palette = depth <= 8 && random.nextBoolean();
      PngFixture fixture =
          palette
              ? PngFixture.palette(labels, width, height, depth)
              : PngFixture.grey(labels, width, height, depth);
      fixture.filter(filters(random)).dataChunkBytes(1 + random.nextInt(random.nextInt(500) + 1));
      fixture.deflate(random.nextInt(10), random.nextInt(3));
      if (random.nextInt(3) == 0) {
        fixture.interlaced();
      }

      byte[] read = read(fixture.encode(), 1 + random.nextInt(height));

      String what = "seed %d: %dx%d, %d bits".formatted(seed, width, height, depth);
      assertThat(read).as(what).isEqualTo(labels);
      try (PngRows rows = PngRows.open(fixture.encode(), 1 << 24)) {
        assertThat(readRowByRow(rows)).as(what).isEqualTo(labels);
      }
    }
  }

  @Test
  void readsAStreetSceneAsThePlainReaderDoes() throws Exception {
    byte[] labels = StreetScene.paint(1000, 400, 5);
    for (PngFixture fixture :
        new PngFixture[] {
          PngFixture.grey(labels, 1000, 400, 8).filter(PngFixture.ADAPTIVE),
          PngFixture.palette(labels, 1000, 400, 8)
        }) {
      byte[] file = fixture.encode();
      assertThat(ReferencePng.decode(file)).isEqualTo(labels);
      assertThat(read(file, 7)).isEqualTo(labels);
    }
  }

  @Test
  void readsTheFilesOfTheJdkAndTheJdkReadsTheSame() throws Exception {
    int[] types = {
      BufferedImage.TYPE_BYTE_GRAY,
      BufferedImage.TYPE_BYTE_INDEXED,
      BufferedImage.TYPE_BYTE_BINARY,
      BufferedImage.TYPE_USHORT_GRAY
    };
    for (long seed = 0; seed < 80; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int width = 1 + random.nextInt(70);
      int height = 1 + random.nextInt(30);
      BufferedImage image = new BufferedImage(width, height, types[(int) seed % types.length]);
      int values = 1 << image.getColorModel().getPixelSize();
      for (int pixel = 0; pixel < width * height; pixel++) {
        int value = random.nextInt(values);
        image.getRaster().setSample(pixel % width, pixel / width, 0, value);
      }
      byte[] file = writeWithJdk(image, random.nextBoolean());

      byte[] read = read(file, height);

      Raster expected = ImageIO.read(new ByteArrayInputStream(file)).getRaster();
      int pixelBytes = values > 256 ? 2 : 1;
      for (int pixel = 0; pixel < width * height; pixel++) {
        int label = read[pixel * pixelBytes] & 0xff;
        if (pixelBytes == 2) {
          label |= (read[2 * pixel + 1] & 0xff) << 8;
        }
        assertThat(label)
            .as("seed %d pixel %d", seed, pixel)
            .isEqualTo(expected.getSample(pixel % width, pixel / width, 0));
      }
    }
  }

  @Test
  void doesNotScaleGreyOfFewBits() throws MalformedException {
    byte[] labels = {0, 1, 2, 3, 3, 2};
    assertThat(read(PngFixture.grey(labels, 3, 2, 2).encode(), 2)).isEqualTo(labels);
  }

  @Test
  void readsAWholeFileOfOneColour() throws MalformedException {
    byte[] labels = new byte[300 * 200];
    assertThat(read(PngFixture.grey(labels, 300, 200, 8).encode(), 200)).isEqualTo(labels);
  }

  @Test
  void largeMapsTakeLittleMemory() throws MalformedException {
    int side = 8192;
    byte[] file = constantMap(side);
    byte[] strip = new byte[16 * side];
    long before = allocatedBytes();
    long sum = 0;
    try (PngRows rows = PngRows.open(file, (long) side * side)) {
      for (int row = 0; row < side; row += 16) {
        rows.read(strip, 16);
        sum += strip[row] & 0xff;
      }
    }
    long allocated = allocatedBytes() - before;
    assertThat(sum).isEqualTo(7L * side / 16);
    assertThat(allocated).isLessThan(1 << 19);
  }

  @Test
  void smallMapsTakeLittleMemory() throws MalformedException {
    byte[] file = PngWriter.encode(StreetScene.paint(32, 32, 1), 32, 32, 1);
    read(file, 32);
    byte[] strip = new byte[32 * 32];
    long before = allocatedBytes();
    try (PngRows rows = PngRows.open(file, 1024)) {
      rows.read(strip, 32);
    }
    assertThat(allocatedBytes() - before).isLessThan(1 << 15);
  }

  @Test
  void refusesCallsForWhatIsNotThere() throws MalformedException {
    byte[] file = PngWriter.encode(new byte[12], 4, 3, 1);
    try (PngRows rows = PngRows.open(file, 12)) {
      rows.read(new byte[8], 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rows.read(new byte[8], 2))
          .withMessage("asked for 2 rows, but 1 of 3 remain");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rows.read(new byte[3], 1))
          .withMessage("1 rows need 4 bytes, but the array has 3");
      assertThatIllegalArgumentException().isThrownBy(() -> rows.read(new byte[8], -1));
      rows.read(new byte[4], 1);
      rows.read(new byte[0], 0);
    }
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static byte[] constantMap(int side) {
    byte[] row = new byte[1 + side];
    Arrays.fill(row, 1, row.length, (byte) 7);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    Deflater deflater = new Deflater(1);
    for (int y = 0; y < side; y++) {
      deflater.setInput(row);
      while (!deflater.needsInput()) {
        data.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      data.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return PngFixture.file(
        PngFixture.header(side, side, 8, 0, 0),
        PngFixture.chunk("IDAT", data.toByteArray()),
        PngFixture.chunk("IEND", new byte[0]));
  }

  private static byte[] writeWithJdk(BufferedImage image, boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    writer.dispose();
    return file.toByteArray();
  }

  /** Runs of labels that fit the depth. */
  private static byte[] labels(SplittableRandom random, int width, int height, int depth) {
    byte[] labels = new byte[width * height * (depth == 16 ? 2 : 1)];
    int mask = depth >= 8 ? 0xff : (1 << depth) - 1;
    int change = 1 + random.nextInt(60);
    for (int i = 0; i < labels.length; i++) {
      int source = random.nextInt(change) == 0 ? -1 : random.nextBoolean() ? i - 1 : i - width;
      labels[i] = source < 0 ? (byte) (random.nextInt(256) & mask) : labels[source];
    }
    return labels;
  }

  private static IntUnaryOperator filters(SplittableRandom random) {
    int one = random.nextInt(8);
    int[] some = random.ints(16, 0, 5).toArray();
    return one < 5 ? y -> one : one == 5 ? PngFixture.ADAPTIVE : y -> some[y % 16];
  }

  /** Reads rows that turn into one another, each of which must know what it was. */
  private static byte[] readRowByRow(LabelMapRows map) throws MalformedException {
    LabelRow row = new LabelRow(map.width() * map.bytesPerPixel());
    byte[] labels = new byte[row.length() * map.height()];
    for (int y = 0; y < map.height(); y++) {
      byte[] above = row.labels().clone();
      map.next(row);
      System.arraycopy(row.labels(), 0, labels, y * row.length(), row.length());
      byte[] before = row.labels().clone();
      for (int k = 0; k < row.changes(); k++) {
        LittleEndian.put(before, row.places()[k], row.before()[k]);
      }
      assertThat(before).isEqualTo(above);
    }
    return labels;
  }

  private static byte[] read(byte[] file, int stripRows) throws MalformedException {
    try (PngRows rows = PngRows.open(file, 1 << 24)) {
      int rowBytes = rows.width() * rows.bytesPerPixel();
      byte[] labels = new byte[rowBytes * rows.height()];
      byte[] strip = new byte[rowBytes * stripRows + 3];
      for (int row = 0; row < rows.height(); row += stripRows) {
        int count = Math.min(stripRows, rows.height() - row);
        rows.read(strip, count);
        System.arraycopy(strip, 0, labels, row * rowBytes, count * rowBytes);
      }
      return labels;
    }
  }
}
