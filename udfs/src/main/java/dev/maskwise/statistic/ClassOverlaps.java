package dev.maskwise.statistic;

import java.util.List;

/**
 * The counts of classes of which a pixel may have several, or none: of each class those of its mask
 * against the rest. The valid pixels may differ from class to class.
 *
 * @param overlaps by class
 */
public record ClassOverlaps(List<OverlapCounts> overlaps) implements PixelCounts {

  public ClassOverlaps {
    overlaps = List.copyOf(overlaps);
  }

  @Override
  public int classes() {
    return overlaps.size();
  }

  @Override
  public OverlapCounts overlap(int classId) {
    return overlaps.get(classId);
  }

  @Override
  public long total() {
    return overlaps.stream().mapToLong(OverlapCounts::pixels).max().orElse(0);
  }

  @Override
  public byte[] state(int classId) {
    return OverlapCounts.TYPE.encode(overlap(classId));
  }

  /** The counts of some {@link #state}s, class by class. */
  public static ClassOverlaps ofStates(List<byte[]> states) {
    return new ClassOverlaps(states.stream().map(OverlapCounts.TYPE::decode).toList());
  }
}
