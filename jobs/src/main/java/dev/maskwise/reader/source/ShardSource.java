package dev.maskwise.reader.source;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.MaskFile;
import dev.maskwise.reader.tar.OpenFiles;
import dev.maskwise.reader.tar.ShardMember;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Tars of label maps or scores, a member each. Their headers are read once, before the members are
 * paired: of a few tars on the local disk by the driver, of others by tasks. The driver keeps some
 * 110 bytes a member.
 */
public final class ShardSource extends FileSource {
  /** So many of the local disk are read before tasks would have started. */
  private static final int FEW = 256;

  private final Configuration hadoop;
  private final ShardPlace place;
  private final MaskNames names;
  private final ShardGroup group;
  private final int input;
  private final MaskFile.Folder folder;
  private @Nullable Found found;

  private record Found(
      List<MaskFile> masks, List<MaskFile> broken, long bytes, int others, String other) {}

  /**
   * @param group the same shards, for all inputs that lie in them
   * @param names which members are masks
   */
  ShardSource(Configuration hadoop, ShardPlace place, ShardGroup group, MaskNames names) {
    this.hadoop = hadoop;
    this.place = place;
    this.names = names;
    this.group = group;
    this.input = group.add(names);
    this.folder = new MaskFile.Folder(place.location(), "", null);
  }

  @Override
  public void look() {
    if (place.shards().size() <= FEW && place.location().startsWith("file:")) {
      foundHere();
    }
  }

  private Found foundHere() {
    return found(() -> group.here(hadoop, input));
  }

  private Found found(Supplier<List<ShardIndex>> indexes) {
    Found known = found;
    if (known == null) {
      known = of(indexes.get());
      found = known;
    }
    return known;
  }

  private Found of(List<ShardIndex> indexes) {
    List<MaskFile> masks = new ArrayList<>();
    List<MaskFile> broken = new ArrayList<>();
    long bytes = 0;
    int others = 0;
    String other = "";
    for (ShardIndex index : indexes) {
      masks.addAll(index.masks());
      for (MaskFile mask : index.masks()) {
        bytes += mask instanceof ShardMember member ? member.length() : 0;
      }
      if (index.broken() != null) {
        broken.add(index.broken());
      }
      others += index.others();
      other = index.others() > 0 ? index.other() : other;
    }
    requireMasks(masks, broken, other);
    sort(masks, this::refusal);
    return new Found(masks, broken, bytes, others, other);
  }

  private void requireMasks(List<MaskFile> masks, List<MaskFile> broken, String other) {
    if (!masks.isEmpty()) {
      return;
    }
    InputRefusedException.require(
        broken.isEmpty(),
        "%s holds no tar that can be read: %s."
            .formatted(name(), broken.isEmpty() ? "" : said(broken.get(0))));
    throw new InputRefusedException(
        "%s holds no member that ends in %s%s: check the path, or say what the masks end in, such as %s#truth.png."
            .formatted(
                name(),
                names,
                other.isEmpty() ? "" : ", only others, such as " + other,
                location()));
  }

  private String said(MaskFile file) {
    return "%s %s".formatted(file.path(folder), String.valueOf(file.fault()));
  }

  private InputRefusedException refusal(String first, String second, String ending) {
    return new InputRefusedException(
        "%s holds both %s and %s: say which members are meant by what they end in, such as %s#%s."
            .formatted(name(), first, second, location(), ending.substring(1)));
  }

  private Found found(JavaSparkContext context) {
    return found(() -> group.inTasks(context, input));
  }

  @Override
  List<MaskFile> files(JavaSparkContext context) {
    return found(context).masks();
  }

  @Override
  List<MaskFile> broken(JavaSparkContext context) {
    return found(context).broken();
  }

  @Override
  MaskFile.Folder folder() {
    return folder;
  }

  /**
   * Gives the bytes of the masks of some images, without Spark; what cannot be read is not given.
   *
   * @param most larger ones are not given either
   */
  public void read(Set<String> imageIds, long most, BiConsumer<String, byte[]> masks) {
    for (MaskFile mask : foundHere().masks()) {
      if (imageIds.contains(mask.imageId())
          && mask instanceof ShardMember member
          && member.fault() == null
          && member.length() <= most) {
        byte[] bytes = bytes(member);
        if (bytes != null) {
          masks.accept(member.imageId(), bytes);
        }
      }
    }
  }

  private byte @Nullable [] bytes(ShardMember member) {
    try {
      return OpenFiles.read(hadoop, member.range());
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public long bytes() {
    return found == null ? place.size() : found.bytes();
  }

  @Override
  public String listing() {
    return place.listing();
  }

  @Override
  public String location() {
    return place.location();
  }

  @Override
  public String name() {
    return place.location() + place.part();
  }

  @Override
  public List<String> remarks() {
    Found known = found;
    return known == null || known.others() == 0
        ? List.of()
        : List.of(
            (known.others() == 1
                    ? "%s: %,d member that is no mask by its name was left aside: %s."
                    : "%s: %,d members that are no masks by their names were left aside, such as %s.")
                .formatted(location(), known.others(), known.other()));
  }
}
