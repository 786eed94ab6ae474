package dev.maskwise.job.picture;

import dev.maskwise.run.page.Palette;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.function.IntUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes data URIs of classes, errors and photographs. */
final class PictureEncoder {
  private static final int OPAQUE = 0xff000000;
  private static final int INDEXED_COLOURS = 256;
  private static final float JPEG_QUALITY = 0.8f;

  private final int[] colours;

  PictureEncoder(int classes) {
    this.colours = Palette.classes(classes);
  }

  /** The classes in their colours; transparent where ignored. */
  String classes(ClassMap map) throws IOException {
    return encode(map, i -> map.classes()[i], colours);
  }

  /** Where the prediction is not the truth. */
  String errors(ClassMap truth, ClassMap prediction) throws IOException {
    int[] wrong = {Palette.WRONG};
    return encode(
        truth,
        i ->
            truth.classes()[i] == ClassMap.IGNORED || truth.classes()[i] == prediction.classes()[i]
                ? ClassMap.IGNORED
                : 0,
        wrong);
  }

  /** What is right, false and missed of a class. */
  String errors(ClassMap truth, ClassMap prediction, int classId) throws IOException {
    int[] kinds = {Palette.HIT, Palette.FALSE, Palette.MISSED};
    return encode(
        truth,
        i -> {
          boolean is = truth.classes()[i] == classId;
          boolean said = prediction.classes()[i] == classId;
          return truth.classes()[i] == ClassMap.IGNORED || !(is || said)
              ? ClassMap.IGNORED
              : is ? (said ? 0 : 2) : 1;
        },
        kinds);
  }

  /** A PNG of some colours; whatever is none of them is transparent. */
  private static String encode(ClassMap map, IntUnaryOperator colour, int[] colours)
      throws IOException {
    BufferedImage image;
    if (colours.length < INDEXED_COLOURS) {
      int[] palette = new int[colours.length + 1];
      for (int c = 0; c < colours.length; c++) {
        palette[c + 1] = OPAQUE | colours[c];
      }
      int bits = palette.length <= 2 ? 1 : palette.length <= 4 ? 2 : palette.length <= 16 ? 4 : 8;
      IndexColorModel model =
          new IndexColorModel(
              bits,
              palette.length,
              palette,
              0,
              /* hasalpha= */ true,
              0,
              java.awt.image.DataBuffer.TYPE_BYTE);
      image =
          new BufferedImage(
              map.width(),
              map.height(),
              bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
              model);
    } else {
      image = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_INT_ARGB);
    }
    boolean indexed = colours.length < INDEXED_COLOURS;
    int[] sample = new int[1];
    for (int i = 0; i < map.classes().length; i++) {
      int c = colour.applyAsInt(i);
      boolean known = c >= 0 && c < colours.length;
      int x = i % map.width();
      int y = i / map.width();
      if (indexed) {
        sample[0] = known ? c + 1 : 0;
        image.getRaster().setPixel(x, y, sample);
      } else {
        image.setRGB(x, y, known ? OPAQUE | colours[c] : 0);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", bytes);
    return uri("image/png", bytes);
  }

  private static String uri(String type, ByteArrayOutputStream bytes) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * A photograph, made as large as the masks; empty where it is no picture or has more pixels than
   * allowed.
   */
  static String photograph(byte[] file, int width, int height, long maxPixels) throws IOException {
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return "";
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int w = reader.getWidth(0);
        int h = reader.getHeight(0);
        if ((long) w * h > maxPixels) {
          return "";
        }
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.min(w / (2 * width), h / (2 * height)));
        param.setSourceSubsampling(step, step, 0, 0);
        return jpeg(scaled(reader.read(0, param), width, height));
      } catch (RuntimeException e) { // what readers throw for broken files
        return "";
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage scaled(BufferedImage photograph, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(photograph, 0, 0, width, height, null);
    pen.dispose();
    return image;
  }

  private static String jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return uri("image/jpeg", bytes);
  }
}
