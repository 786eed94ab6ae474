package dev.maskwise.reader.object;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.rle.RunLengths;
import dev.maskwise.codec.rle.RunText;
import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.PolygonRaster;
import dev.maskwise.kernel.run.Runs;
import dev.maskwise.reader.RejectKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the masks of the objects of one image, whose size they have. A detection that has a box
 * alone has the mask of the box.
 *
 * @param height 0 where the data set does not say
 * @param maxPixels a mask of more is refused before memory is taken
 */
record MaskDecoder(int height, int width, long maxPixels) {

  /**
   * A mask, or what is wrong with it; neither where none is asked for.
   *
   * @param fault its clause follows "with"
   */
  record Decoded(@Nullable Runs mask, @Nullable ObjectFault fault) {
    static final Decoded BOX_ALONE = new Decoded(null, null);

    private static Decoded broken(RejectKind kind, String clause) {
      return new Decoded(null, new ObjectFault(kind, clause));
    }

    private Box box(RawObject object) {
      Box given = object.box();
      return given == null ? Objects.requireNonNull(mask).box() : given;
    }

    /** The true object; its area is the stated one, else that of its mask, else of its box. */
    TruthObject truth(RawObject object) {
      Box box = box(object);
      double area =
          !Double.isNaN(object.area()) ? object.area() : mask != null ? mask.area() : box.area();
      return new TruthObject(
          object.id(), object.category(), box, area, object.crowd(), object.ignore(), mask);
    }

    /** The detected object; its area is that of its box where one is given, else of its mask. */
    DetectedObject detection(RawObject object) {
      Box box = box(object);
      double area = object.box() == null && mask != null ? mask.area() : box.area();
      return new DetectedObject(object.category(), object.score(), box, area, mask);
    }
  }

  /** Decodes the mask of an object. */
  Decoded decode(RawObject object) {
    if (height == 0 || width == 0) {
      return Decoded.broken(
          RejectKind.MALFORMED_OBJECT, "a mask, but its image has no height and width");
    }
    if ((long) height * width > Math.min(maxPixels, Integer.MAX_VALUE)) {
      return Decoded.broken(
          RejectKind.MALFORMED_OBJECT,
          "a mask of %d×%d pixels, more than --max-pixels %,d".formatted(width, height, maxPixels));
    }
    Segmentation given = object.mask();
    try {
      if (given instanceof Segmentation.Polygons polygons) {
        return new Decoded(PolygonRaster.of(polygons.rings(), height, width), null);
      }
      if (given instanceof Segmentation.Text text) {
        return isOfSize(text.height(), text.width())
            ? new Decoded(RunText.decode(text.counts(), height, width), null)
            : otherSize(text.height(), text.width());
      }
      if (given instanceof Segmentation.Lengths runs) {
        return isOfSize(runs.height(), runs.width())
            ? new Decoded(RunLengths.decode(runs.lengths(), height, width), null)
            : otherSize(runs.height(), runs.width());
      }
      return new Decoded(
          PolygonRaster.of(Objects.requireNonNull(object.box()), height, width), null);
    } catch (MalformedException e) {
      return Decoded.broken(
          RejectKind.MALFORMED_OBJECT,
          "a mask that " + String.valueOf(e.getMessage()).replaceAll("[.]$", ""));
    } catch (IllegalArgumentException e) {
      return Decoded.broken(
          RejectKind.MALFORMED_OBJECT,
          "an outline that cannot be drawn: " + String.valueOf(e.getMessage()));
    }
  }

  private boolean isOfSize(int maskHeight, int maskWidth) {
    return maskHeight == height && maskWidth == width;
  }

  private Decoded otherSize(int maskHeight, int maskWidth) {
    return Decoded.broken(
        RejectKind.SHAPE_MISMATCH,
        "a mask of %d×%d pixels, but the image has %d×%d"
            .formatted(maskWidth, maskHeight, width, height));
  }
}
