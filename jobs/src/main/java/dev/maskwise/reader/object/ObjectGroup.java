package dev.maskwise.reader.object;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.reader.RejectKind;
import dev.maskwise.reader.Rejection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the objects of one image of the pieces that all files hold of it. */
public final class ObjectGroup {
  private final ObjectRules rules;
  private final long imageId;
  private final List<TruthObject> truth = new ArrayList<>();
  private final List<List<DetectedObject>> detections = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private @Nullable ImageEntry image;

  private ObjectGroup(ObjectRules rules, long imageId) {
    this.rules = rules;
    this.imageId = imageId;
    for (int m = 0; m < rules.models(); m++) {
      detections.add(new ArrayList<>());
    }
  }

  /**
   * The objects of an image, in the order of the files whatever that of the pieces is.
   *
   * @param pieces of the kinds {@link ObjectPiece.Kind#IMAGE} and {@link ObjectPiece.Kind#OBJECTS}
   */
  public static ImageObjects of(ObjectRules rules, long imageId, Iterable<ObjectPiece> pieces) {
    List<ObjectPiece> ordered = new ArrayList<>();
    pieces.forEach(ordered::add);
    ordered.sort(
        Comparator.comparingInt(ObjectPiece::file).thenComparingLong(ObjectPiece::sequence));
    return new ObjectGroup(rules, imageId).made(ordered);
  }

  private ImageObjects made(List<ObjectPiece> pieces) {
    for (ObjectPiece row : pieces) {
      if (row.kind() == ObjectPiece.Kind.IMAGE) {
        addImage(row);
      }
    }
    ImageEntry known = image;
    if (known == null) {
      rejectUnknown(pieces);
    } else {
      MaskDecoder masks = new MaskDecoder(known.height(), known.width(), rules.maxPixels());
      for (ObjectPiece row : pieces) {
        if (row.kind() == ObjectPiece.Kind.OBJECTS) {
          addObjects(row, masks);
        }
      }
    }
    return new ImageObjects(
        imageId,
        known == null ? "" : known.fileName(),
        known == null ? Map.of() : known.fields(),
        known == null ? new int[0] : known.notExhaustive(),
        known == null ? new int[0] : known.negative(),
        truth,
        detections,
        rejections);
  }

  private void addImage(ObjectPiece row) {
    if (image == null) {
      image = ImageEntry.of(imageId, row.content());
    } else {
      reject(row, RejectKind.DUPLICATE, "lists the image a second time");
    }
  }

  /** Each file at fault is said once. */
  private void rejectUnknown(List<ObjectPiece> pieces) {
    int last = -1;
    for (ObjectPiece row : pieces) {
      if (row.file() != last) {
        last = row.file();
        reject(
            row,
            RejectKind.MISSING_TRUTH,
            rules.files().get(last).isTruth()
                ? "holds annotations of this image, but does not list it among its images"
                : "holds detections of this image, but the truth does not list it: are these results of another data set?");
      }
    }
  }

  private void addObjects(ObjectPiece row, MaskDecoder masks) {
    ObjectFile file = rules.files().get(row.file());
    PackedObjects.Content content = PackedObjects.unpack(row.content());
    content.faults().forEach(fault -> reject(row, fault.kind(), fault.clause()));
    for (RawObject object : content.objects()) {
      String name =
          file.isTruth()
              ? "annotation %d".formatted(object.id())
              : "detection number %,d of its list".formatted(object.id() + 1);
      if (!rules.categories().contains(object.category())) {
        reject(
            row,
            RejectKind.UNKNOWN_CATEGORY,
            "holds %s of the category %d, which the truth does not list"
                .formatted(name, object.category()));
        continue;
      }
      MaskDecoder.Decoded mask =
          rules.masks() ? masks.decode(object) : MaskDecoder.Decoded.BOX_ALONE;
      ObjectFault fault = mask.fault();
      if (fault != null) {
        reject(row, fault.kind(), "holds %s with %s".formatted(name, fault.clause()));
      } else if (file.isTruth()) {
        truth.add(mask.truth(object));
      } else {
        detections.get(file.input() - 1).add(mask.detection(object));
      }
    }
  }

  private void reject(ObjectPiece row, RejectKind kind, String clause) {
    String path = Objects.requireNonNull(rules.files().get(row.file())).path();
    rejections.add(new Rejection(Long.toString(imageId), path, kind, clause));
  }
}
