package dev.maskwise.reader.source;

import dev.maskwise.codec.format.LabelMaps;
import dev.maskwise.reader.file.MaskFile;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.SeekableFile;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.reader.tar.MemberName;
import dev.maskwise.reader.tar.Shard;
import dev.maskwise.reader.tar.ShardMember;
import dev.maskwise.reader.tar.TarHeaders;
import dev.maskwise.reader.tar.TarMember;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Where in a shard its masks are.
 *
 * @param masks in the order of the shard
 * @param others how many members are no masks of any input by their names
 * @param other one of them
 * @param broken the shard, where not all of it can be read; else null
 */
record ShardIndex(ArrayList<MaskFile> masks, int others, String other, @Nullable MaskFile broken)
    implements Serializable {

  /** Links that lead to links. */
  private static final int MOST_LINKS = 40;

  /**
   * The indexes of shards, each made by a task.
   *
   * @param names of each input which members are its masks
   * @return of each shard the index for each input
   */
  static List<List<ShardIndex>> inTasks(
      JavaSparkContext context, List<Shard> shards, List<MaskNames> names) {
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    return context
        .parallelize(shards, shards.size())
        .map(shard -> of(hadoop.value().value(), shard, names))
        .collect();
  }

  /** The same, made here by a thread for each core. */
  static List<List<ShardIndex>> here(
      Configuration hadoop, List<Shard> shards, List<MaskNames> names) {
    return shards.parallelStream().map(shard -> of(hadoop, shard, names)).toList();
  }

  private static List<ShardIndex> of(Configuration hadoop, Shard shard, List<MaskNames> names) {
    Path path = new Path(shard.path());
    Storage storage;
    try {
      storage = StorageAccess.of(hadoop).at(path);
    } catch (IOException e) {
      return unread(shard, names, "cannot be read: " + OpenFault.reason(e));
    }
    try (SeekableFile file = storage.seekable(path)) {
      List<Reading> readings = names.stream().map(ofInput -> new Reading(shard, ofInput)).toList();
      int[] others = {0};
      String[] other = {""};
      String fault =
          TarHeaders.read(
              file,
              shard.size(),
              member -> {
                boolean isOfInput = false;
                for (Reading reading : readings) {
                  isOfInput |= reading.add(member);
                }
                if (!isOfInput && MemberName.isData(member.name())) {
                  others[0]++;
                  other[0] = member.name();
                }
              });
      resolve(file, shard, readings);
      String foreign = TarHeaders.isNone(fault) ? foreign(file) : null;
      String said = foreign == null ? fault : foreign;
      return readings.stream().map(reading -> reading.index(others[0], other[0], said)).toList();
    } catch (IOException e) {
      return unread(shard, names, OpenFault.clause(storage, path, e, "is no longer there"));
    }
  }

  /** What a file is that is no tar; null where that is not known. */
  private static @Nullable String foreign(SeekableFile file) throws IOException {
    byte[] bytes = new byte[LabelMaps.BEGINNING];
    int length = file.read(0, bytes, 0, bytes.length);
    return LabelMaps.foreign(Arrays.copyOf(bytes, length))
        .map(said -> said.replaceFirst(": save .*", ", no tar: write it again, or remove it"))
        .orElse(null);
  }

  private static List<ShardIndex> unread(Shard shard, List<MaskNames> names, String fault) {
    return names.stream()
        .map(i -> new ShardIndex(new ArrayList<>(), 0, "", ShardMember.ofWhole(shard, fault)))
        .toList();
  }

  /** Masks that are links have the bytes of what these lead to, which are looked for once more. */
  private static void resolve(SeekableFile file, Shard shard, List<Reading> readings)
      throws IOException {
    Set<String> wanted = new HashSet<>();
    readings.forEach(reading -> reading.linked.forEach(link -> wanted.add(reading.end(link))));
    Map<String, TarMember> found = new HashMap<>();
    if (!wanted.isEmpty()) {
      TarHeaders.read(
          file,
          shard.size(),
          member -> {
            if (member.target() == null && wanted.contains(member.name())) {
              found.put(member.name(), member);
            }
          });
    }
    readings.forEach(reading -> reading.resolve(found));
  }

  /** What was found so far of an input. */
  private static final class Reading {
    private final MaskNames names;
    private final ArrayList<MaskFile> masks = new ArrayList<>();
    private final List<TarMember> linked = new ArrayList<>();
    private final Map<String, String> links = new HashMap<>();
    private Shard shard;

    Reading(Shard shard, MaskNames names) {
      this.shard = shard;
      this.names = names;
    }

    /** Whether the member is a mask of the input. */
    boolean add(TarMember member) {
      if (!MemberName.isData(member.name())) {
        return false;
      }
      boolean isMask = names.fieldOf(member.name()) != null;
      if (member.target() != null) {
        links.put(member.name(), member.target());
      }
      if (isMask && member.target() == null) {
        add(member.name(), member.offset(), member.length(), member.fault());
      } else if (isMask) {
        linked.add(member);
      }
      return isMask;
    }

    private void add(String name, long offset, long length, @Nullable String fault) {
      String field = String.valueOf(names.fieldOf(name));
      if (shard.suffix().isEmpty()) {
        shard = new Shard(shard.path(), shard.size(), shard.modified(), field);
      }
      String imageId = name.substring(0, name.length() - field.length());
      String own =
          name.endsWith(shard.suffix()) && shard.suffix().length() == field.length() ? null : name;
      masks.add(new ShardMember(imageId, own, shard, offset, length, fault));
    }

    /**
     * Adds the masks that are links.
     *
     * @param found what links lead to, by name
     */
    void resolve(Map<String, TarMember> found) {
      for (TarMember link : linked) {
        TarMember end = found.get(end(link));
        if (end == null) {
          String missing =
              "is a link to %s, which the tar does not hold: pack it again with --dereference --hard-dereference"
                  .formatted(link.target());
          add(link.name(), 0, 0, link.fault() == null ? missing : link.fault());
        } else {
          add(link.name(), end.offset(), end.length(), end.fault());
        }
      }
    }

    private String end(TarMember link) {
      String end = String.valueOf(link.target());
      for (int i = 0; i < MOST_LINKS && links.containsKey(end); i++) {
        end = String.valueOf(links.get(end));
      }
      return end;
    }

    ShardIndex index(int others, String other, @Nullable String fault) {
      return new ShardIndex(
          masks, others, other, fault == null ? null : ShardMember.ofWhole(shard, fault));
    }
  }
}
