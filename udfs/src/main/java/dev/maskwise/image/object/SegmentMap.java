package dev.maskwise.image.object;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A panoptic segmentation of an image: a map of ids and what they stand for. */
public final class SegmentMap {
  private final int[] ids;
  private final int width;
  private final List<Segment> segments;

  /**
   * @param ids row by row; {@link Segment#VOID} where there is no segment; taken, not copied
   * @param width pixels in a row
   */
  public SegmentMap(int[] ids, int width, List<Segment> segments) {
    this.ids = ids;
    this.width = width;
    this.segments = List.copyOf(segments);
  }

  /**
   * A map that is stored: numbers are ids, and a colour is R + 256·G + 65536·B (COCO's panoptic
   * format).
   *
   * @throws MalformedException if the rows do, or an id is negative
   */
  public static SegmentMap read(ValueRows rows, List<Segment> segments) throws MalformedException {
    int[] ids = new int[Math.multiplyExact(rows.width(), rows.height())];
    rows.read(ids, rows.height());
    boolean colours = rows.kind() == ValueRows.Kind.COLOUR;
    int signs = 0;
    int last = 0;
    int id = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != last) {
        last = ids[i];
        id = colours ? Integer.reverseBytes(last) >>> Byte.SIZE : last;
      }
      signs |= id;
      ids[i] = id;
    }
    if (signs < 0) {
      throw new MalformedException("holds a negative number, which is the id of no segment");
    }
    return new SegmentMap(ids, rows.width(), segments);
  }

  /** Row by row; nobody's to change. */
  int[] ids() {
    return ids;
  }

  /** What is listed, in its order. */
  List<Segment> segments() {
    return segments;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return ids.length / width;
  }

  /**
   * The segments by their ids.
   *
   * @param pixels how many pixels each id has
   * @param index of the prediction, or {@link FaultException#TRUTH}
   * @throws FaultException if the list and the map have not the same segments, an id is listed
   *     twice or with another area than its pixels have, or a category is unknown
   */
  Map<Integer, Segment> checked(Map<Integer, Long> pixels, PanopticRules rules, int index)
      throws FaultException {
    Map<Integer, Segment> listed = new HashMap<>();
    for (Segment segment : segments) {
      if (!rules.categories().contains(segment.category())) {
        throw new FaultException(index, new Fault.OtherCategory(segment.id(), segment.category()));
      }
      Long area = segment.id() == Segment.VOID ? null : pixels.get(segment.id());
      if (area == null) {
        throw new FaultException(index, new Fault.SegmentWithoutPixels(segment.id()));
      }
      if (segment.area() != Segment.FROM_PIXELS && segment.area() != area) {
        throw new FaultException(index, new Fault.OtherArea(segment.id(), segment.area(), area));
      }
      if (listed.put(segment.id(), segment) != null) {
        throw new FaultException(index, new Fault.SegmentTwice(segment.id()));
      }
    }
    for (int id : pixels.keySet()) {
      if (id != Segment.VOID && !listed.containsKey(id)) {
        Fault.Pixel pixel = new Fault.Pixel(first(id), width);
        throw new FaultException(index, new Fault.PixelsWithoutSegment(id, pixel));
      }
    }
    return listed;
  }

  private int first(int id) {
    int i = 0;
    while (ids[i] != id) {
      i++;
    }
    return i;
  }
}
