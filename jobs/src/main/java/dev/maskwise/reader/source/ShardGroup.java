package dev.maskwise.reader.source;

import dev.maskwise.reader.tar.Shard;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Shards in which several inputs may lie, such as the truth and each model. Their headers are read
 * once for all inputs that are known by then.
 */
final class ShardGroup {
  private final List<Shard> shards;
  private final List<MaskNames> inputs = new ArrayList<>();
  private final List<List<ShardIndex>> indexes = new ArrayList<>();

  ShardGroup(List<Shard> shards) {
    this.shards = shards;
  }

  /**
   * Adds an input.
   *
   * @param names which members are its masks
   * @return its number
   */
  int add(MaskNames names) {
    inputs.add(names);
    return inputs.size() - 1;
  }

  /** The index of each shard for an input, made here by a thread for each core. */
  List<ShardIndex> here(Configuration hadoop, int input) {
    return of(input, names -> ShardIndex.here(hadoop, shards, names));
  }

  /** The index of each shard for an input, made by a task each. */
  List<ShardIndex> inTasks(JavaSparkContext context, int input) {
    return of(input, names -> ShardIndex.inTasks(context, shards, names));
  }

  /** Reads headers: of each shard the index for each input. */
  private interface Reader {
    List<List<ShardIndex>> read(List<MaskNames> names);
  }

  private List<ShardIndex> of(int input, Reader reader) {
    if (input >= indexes.size()) {
      List<MaskNames> unread = List.copyOf(inputs.subList(indexes.size(), inputs.size()));
      List<List<ShardIndex>> ofShards = reader.read(unread);
      for (int i = 0; i < unread.size(); i++) {
        int ofInput = i;
        indexes.add(ofShards.stream().map(ofShard -> ofShard.get(ofInput)).toList());
      }
    }
    return indexes.get(input);
  }
}
