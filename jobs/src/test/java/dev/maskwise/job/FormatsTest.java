package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.codec.png.PngWriter;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The label maps of CamVid in every format give the same metrics, byte for byte. */
class FormatsTest {
  @TempDir static Path directory;
  private static String expected = "";
  private static int runs;

  /** Another form of a label map. */
  private interface Writer {
    byte[] write(byte[] labels, int width, int height) throws IOException;
  }

  @BeforeAll
  static void evaluateThePngFiles() throws IOException {
    CamVid.expected();
    expected = metrics("png", CamVid.DIRECTORY.resolve("truth"), CamVid.DIRECTORY.resolve("base"));
  }

  private static String metrics(String name, Path truth, Path prediction) throws IOException {
    Path out = directory.resolve(name + "-out");
    MaskwiseRun.of(
            "evaluate",
            "--truth",
            truth.toString(),
            "--prediction",
            "base=" + prediction,
            "--classes",
            "11",
            "--ignore",
            "11",
            "--out",
            out.toString())
        .succeeds();
    return MaskwiseRun.metrics(Files.readString(out.resolve("summary.json")));
  }

  private static void same(String ending, Writer truth, Writer prediction) throws IOException {
    String name = "run" + runs++;
    convert("truth", directory.resolve(name + "-truth"), ending, truth);
    convert("base", directory.resolve(name + "-base"), ending, prediction);
    assertThat(metrics(name, directory.resolve(name + "-truth"), directory.resolve(name + "-base")))
        .isEqualTo(expected);
  }

  private static void convert(String input, Path to, String ending, Writer writer)
      throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(CamVid.DIRECTORY.resolve(input))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        try (LabelMapRows rows = PngRows.open(bytes, 1 << 20)) {
          byte[] labels = new byte[rows.width() * rows.height()];
          rows.read(labels, rows.height());
          String name = file.getFileName().toString().replace(".png", ending);
          Files.write(to.resolve(name), writer.write(labels, rows.width(), rows.height()));
        } catch (MalformedException e) {
          throw new IOException(e);
        }
      }
    }
  }

  /**
   * A label map as the JDK has it: grey, or a palette of random colours. These are many, because
   * its writer of BMP files makes wrong pixels of up to 16.
   */
  private static BufferedImage image(byte[] labels, int width, int height, boolean palette) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    if (palette) {
      byte[] colours = new byte[3 * 200];
      new Random(1).nextBytes(colours);
      image =
          new BufferedImage(
              width,
              height,
              BufferedImage.TYPE_BYTE_INDEXED,
              new IndexColorModel(8, 200, colours, 0, false));
    }
    image.getRaster().setDataElements(0, 0, width, height, labels);
    return image;
  }

  private static Writer byImageIo(String format, boolean palette, String compression) {
    return (labels, width, height) -> {
      ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (!compression.isEmpty()) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionType(compression);
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(image(labels, width, height, palette), null, null), how);
      }
      writer.dispose();
      return file.toByteArray();
    };
  }

  private static byte[] npy(String type, int bytes, byte[] labels, int width, int height) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (1, %d, %d), }\n"
            .formatted(type, height, width);
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + labels.length * bytes)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII));
    file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    for (byte label : labels) {
      file.put(label);
      file.position(file.position() + bytes - 1);
    }
    return file.array();
  }

  private static byte[] npz(byte[] npy) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("arr_0.npy"));
      zip.write(npy);
    }
    return file.toByteArray();
  }

  @Tag("slow")
  @Test
  void tiff() throws IOException {
    same(".tif", byImageIo("tiff", false, "LZW"), byImageIo("tiff", true, "PackBits"));
    same(".tiff", byImageIo("tiff", false, "Deflate"), byImageIo("tiff", false, ""));
  }

  @Test
  void png() throws IOException {
    Writer wide =
        (labels, width, height) -> {
          byte[] pairs = new byte[2 * labels.length];
          for (int i = 0; i < labels.length; i++) {
            pairs[2 * i] = labels[i];
          }
          return PngWriter.encode(pairs, width, height, 2);
        };
    same(".png", wide, byImageIo("png", true, ""));
  }

  @Tag("slow")
  @Test
  void bmpAndGif() throws IOException {
    same(".bmp", byImageIo("bmp", true, ""), byImageIo("bmp", false, ""));
    same(".GIF", byImageIo("gif", true, ""), byImageIo("gif", true, ""));
  }

  @Tag("slow")
  @Test
  void numpy() throws IOException {
    same(".npy", (l, w, h) -> npy("<i8", 8, l, w, h), (l, w, h) -> npy("<u2", 2, l, w, h));
    same(
        ".npz", (l, w, h) -> npz(npy("<i4", 4, l, w, h)), (l, w, h) -> npz(npy("|u1", 1, l, w, h)));
  }

  /** Every image in another format, told by nothing but its content. */
  @Test
  void allInOneDirectory() throws IOException {
    List<Writer> writers =
        List.of(
            byImageIo("tiff", false, "LZW"),
            byImageIo("bmp", true, ""),
            (l, w, h) -> npy("<i2", 2, l, w, h),
            (l, w, h) -> PngWriter.encode(l, w, h, 1));
    int[] next = {0};
    Set<Writer> used = new HashSet<>();
    Writer any =
        (labels, width, height) -> {
          Writer writer = writers.get(next[0]++ % writers.size());
          used.add(writer);
          return writer.write(labels, width, height);
        };
    same(".png", any, any);
    assertThat(used).hasSize(writers.size());
  }
}
