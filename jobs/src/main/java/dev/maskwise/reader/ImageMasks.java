package dev.maskwise.reader;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.label.LabelTable;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.image.FaultException;
import dev.maskwise.reader.digest.ContentDigest;
import dev.maskwise.reader.digest.Marks;
import dev.maskwise.reader.file.MaskFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * All that the inputs hold of one image: its true mask, and each model's mask or scores; and what
 * is known of it from elsewhere.
 */
public final class ImageMasks {
  private final @Nullable String imageId;
  private final SourceNumbers numbers;
  private final @Nullable Mask[] masks;
  private final List<Rejection> rejections = new ArrayList<>();
  private Map<String, String> slices = Map.of();
  private byte @Nullable [] known;

  /**
   * @param imageId the image, or null for a row of a table that names none
   * @param numbers of the sources of the truth and of the models
   */
  public ImageMasks(@Nullable String imageId, SourceNumbers numbers) {
    this.imageId = imageId;
    this.numbers = numbers;
    this.masks = new Mask[numbers.count()];
  }

  /** Adds what a row of a {@link MaskTable} holds. */
  void add(Row row) {
    int source = row.getAs(MaskTable.SOURCE);
    if (source == MaskTable.KNOWN) {
      known = row.getAs(MaskTable.CONTENT);
      return;
    }
    add(source, new Mask(row));
    int column = row.fieldIndex(MaskTable.SLICES);
    if (!row.isNullAt(column)) {
      slices = new TreeMap<>(row.getJavaMap(column));
    }
  }

  /** Adds the mask of a file. */
  public void add(int source, MaskFile file, MaskFile.Folder folder) {
    add(source, new Mask(file, folder));
  }

  /** Adds a mask; a second one of the same source makes the image rejected and is not kept. */
  private void add(int source, Mask mask) {
    if (imageId == null) {
      String fault = mask.faultOfPart();
      reject(
          mask.path(),
          fault == null ? RejectKind.NO_IMAGE_ID : RejectKind.UNREADABLE,
          fault == null ? "holds a row without an image id" : fault);
    } else if (masks[source] == null) {
      masks[source] = mask;
    } else {
      reject(mask.path(), RejectKind.DUPLICATE, "holds the image a second time");
    }
  }

  public @Nullable String imageId() {
    return imageId;
  }

  /** Slice name → value from the columns of the truth table; a value may be null. */
  public Map<String, String> slices() {
    return slices;
  }

  /** Why the image is not evaluated; empty while nothing speaks against it. */
  public List<Rejection> rejections() {
    return rejections;
  }

  /** What is known of the image from elsewhere, see {@link MaskTable#KNOWN}; null for nothing. */
  public byte @Nullable [] known() {
    return known;
  }

  /** Whether any input holds the image; what has no image id came from one. */
  public boolean isHeld() {
    return imageId == null || Arrays.stream(masks).anyMatch(Objects::nonNull);
  }

  /** By what the masks are known again; digests are those of what was read. */
  public Marks marks() {
    return new Marks(ofMasks(Mask::digest), ofMasks(Mask::listing));
  }

  /** Of each input what is equal while nobody changes its mask; null where that is not known. */
  public List<@Nullable Long> fingerprints() {
    return ofMasks(Mask::fingerprint);
  }

  private List<@Nullable Long> ofMasks(Function<Mask, @Nullable Long> property) {
    List<@Nullable Long> values = new ArrayList<>();
    for (int input = 0; input < numbers.inputs(); input++) {
      List<@Nullable Long> ofInput = new ArrayList<>();
      for (Mask mask : masks(input)) {
        ofInput.add(mask == null ? null : property.apply(mask));
      }
      values.add(ContentDigest.ofAll(ofInput));
    }
    return values;
  }

  /** The masks of an input: one, or one for each class; null where its source holds none. */
  private List<@Nullable Mask> masks(int input) {
    return Arrays.asList(masks).subList(numbers.first(input), numbers.first(input + 1));
  }

  /**
   * Adds to the {@link #rejections} which inputs do not hold the image.
   *
   * @param places of the sources
   */
  public void findMissing(List<Place> places) {
    for (int source = 0; source < masks.length; source++) {
      if (masks[source] == null) {
        rejectMissing(source, places.get(source));
      }
    }
  }

  /**
   * Where the masks of a source are.
   *
   * @param unread what of it cannot be read, a clause; empty where all can
   */
  public record Place(String location, String unread) implements Serializable {
    private String clause() {
      return unread.isEmpty() ? "" : ", unless in what cannot be read: " + unread;
    }
  }

  /**
   * Opens the label maps of some inputs, in order. Whatever cannot be opened is added to the {@link
   * #rejections}; missing ones are passed over.
   *
   * @param tables what the values of each input mean, from the truth on
   * @return as many maps as were asked for when there are no rejections; the caller closes them
   */
  public List<LabelMapRows> openLabels(
      Configuration hadoop, List<LabelTable> tables, long maxPixels) {
    List<LabelMapRows> opened = new ArrayList<>();
    for (int source = 0; source < tables.size(); source++) {
      LabelTable table = tables.get(source);
      opened.addAll(open(source, source + 1, mask -> mask.open(hadoop, table, maxPixels)));
    }
    return opened;
  }

  /**
   * Opens the masks of every class of some inputs, as {@link #openLabels} opens label maps.
   *
   * @return of each input those of its classes, in order
   */
  public List<List<LabelMapRows>> openMasks(
      Configuration hadoop, List<LabelTable> tables, long maxPixels) {
    List<List<LabelMapRows>> opened = new ArrayList<>();
    for (int input = 0; input < tables.size(); input++) {
      LabelTable table = tables.get(input);
      int first = numbers.first(input);
      int end = numbers.first(input + 1);
      opened.addAll(
          numbers.isByClass(input)
              ? List.of(open(first, end, mask -> mask.open(hadoop, table, maxPixels)))
              : open(first, end, mask -> mask.openMasks(hadoop, table, maxPixels)));
    }
    return opened;
  }

  /**
   * Opens the scores of all models, in order. Whatever cannot be opened is added to the {@link
   * #rejections}; missing ones are passed over.
   *
   * @return as many maps as there are models when there are no rejections; the caller closes them
   */
  public List<ScoreMap> openScores(Configuration hadoop, ScoreFormat format, long maxPixels) {
    List<ScoreMap> models = new ArrayList<>();
    for (int input = 1; input < numbers.inputs(); input++) {
      int first = numbers.first(input);
      List<ScoreMap> opened =
          open(first, numbers.first(input + 1), mask -> mask.openScores(hadoop, format, maxPixels));
      if (numbers.isByClass(input) && !opened.isEmpty()) {
        requireJoined(first, opened);
        models.add(new JoinedScores(opened));
      } else {
        models.addAll(opened);
      }
    }
    return models;
  }

  /** Rejects scores of a class that are not of one channel, or not of the shape of the others. */
  private void requireJoined(int first, List<ScoreMap> opened) {
    ScoreMap one = opened.get(0);
    for (int c = 0; c < opened.size() && rejections.isEmpty(); c++) {
      ScoreMap of = opened.get(c);
      boolean joins =
          of.channels() == 1 && of.width() == one.width() && of.height() == one.height();
      Mask mask = masks[first + c];
      if (mask != null && !joins) {
        reject(
            mask.path(),
            RejectKind.SHAPE_MISMATCH,
            "has %d channels of %d×%d pixels, but is of %s alone, and the first class has 1 of %d×%d"
                .formatted(
                    of.channels(),
                    of.width(),
                    of.height(),
                    numbers.className(c),
                    one.width(),
                    one.height()));
      }
    }
  }

  private interface Opener<T> {
    T open(Mask mask) throws MalformedException;
  }

  private <T> List<T> open(int first, int end, Opener<T> opener) {
    List<T> opened = new ArrayList<>();
    for (int source = first; source < end; source++) {
      Mask mask = masks[source];
      if (mask != null) {
        try {
          opened.add(opener.open(mask));
        } catch (MalformedException e) {
          reject(mask.path(), RejectKind.UNREADABLE, String.valueOf(e.getMessage()));
        }
      }
    }
    return opened;
  }

  /** Says something of each model from masks that are open. */
  public interface Judge<T> {
    List<T> models() throws FaultException;
  }

  /**
   * What a judge says of each model; nothing when there are {@link #rejections}, or the judge finds
   * a fault, which becomes one of them.
   */
  public <T> List<T> judge(Judge<T> judge) {
    if (!rejections.isEmpty()) {
      return List.of();
    }
    try {
      return judge.models();
    } catch (FaultException e) {
      int input = e.mask() + 1;
      int ofClass = numbers.isByClass(input) ? Math.max(0, e.classId()) : 0;
      Mask mask = masks(input).get(ofClass);
      reject(
          mask == null ? "" : mask.path(),
          FaultWords.kind(e.fault()),
          FaultWords.clause(e, numbers::className));
      return List.of();
    }
  }

  private void rejectMissing(int source, Place place) {
    if (imageId == null) {
      return;
    }
    if (numbers.isOfTruth(source)) {
      reject(
          place.location(),
          RejectKind.MISSING_TRUTH,
          "holds no truth%s for the image%s".formatted(numbers.ofClass(source), place.clause()));
    } else {
      reject(
          place.location(),
          RejectKind.MISSING_PREDICTION,
          "holds no prediction%s for the image%s"
              .formatted(numbers.ofClass(source), place.clause()));
    }
  }

  private void reject(String path, RejectKind kind, String reason) {
    rejections.add(new Rejection(imageId, path, kind, reason));
  }
}
