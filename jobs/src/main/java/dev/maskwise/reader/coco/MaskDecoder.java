package dev.maskwise.reader.coco;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.kernel.match.Box;
import dev.maskwise.kernel.run.Runs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decodes the masks of the objects of one image, whose size they have. */
final class MaskDecoder {
  MaskDecoder(int height, int width, long maxPixels) {}

  /**
   * A mask, or what is wrong with it; neither where none is asked for.
   *
   * @param fault its clause follows "with"
   */
  record Decoded(@Nullable Runs mask, @Nullable ObjectFault fault) {

    TruthObject truth(RawObject object) {
      Box box = Objects.requireNonNull(object.box());
      double area = Double.isNaN(object.area()) ? box.area() : object.area();
      return new TruthObject(
          object.id(), object.category(), box, area, object.crowd(), object.ignore(), mask);
    }

    DetectedObject detection(RawObject object) {
      Box box = Objects.requireNonNull(object.box());
      return new DetectedObject(object.category(), object.score(), box, box.area(), mask);
    }
  }

  Decoded decode(RawObject object) {
    return new Decoded(null, null);
  }
}
