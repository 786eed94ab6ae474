package dev.maskwise.job.object;

import dev.maskwise.image.object.DetectionJudge;
import dev.maskwise.image.object.DetectionRules;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.job.plan.ObjectPlan;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.RejectKind;
import dev.maskwise.reader.Rejection;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.reader.coco.CocoOptions;
import dev.maskwise.reader.coco.CocoRows;
import dev.maskwise.reader.object.ImageObjects;
import dev.maskwise.reader.object.ObjectFile;
import dev.maskwise.reader.object.ObjectGroup;
import dev.maskwise.reader.object.ObjectPiece;
import dev.maskwise.reader.object.ObjectRules;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Reads the files, brings the objects of an image together, and judges them. */
final class ObjectPass {
  /** About how many bytes of JSON the images of a partition have. */
  private static final long BYTES_PER_PARTITION = 16L << 20;

  private static final int PARTITIONS_PER_CORE = 2;

  private final JavaSparkContext context;
  private final ObjectPlan plan;
  private final List<ObjectFile> files;

  ObjectPass(RunningSpark spark, ObjectPlan plan) {
    this.context = spark.context();
    this.plan = plan;
    this.files = plan.files();
  }

  List<ObjectFile> files() {
    return files;
  }

  /** The pieces of all files; each is streamed by one task. */
  JavaRDD<ObjectPiece> pieces() {
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    Broadcast<List<ObjectFile>> read = context.broadcast(new ArrayList<>(files));
    CocoOptions options = new CocoOptions(masks(), new ArrayList<>(plan.sliceFields()));
    List<Integer> numbers = IntStream.range(0, files.size()).boxed().toList();
    return context
        .parallelize(numbers, files.size())
        .flatMap(
            number ->
                new CocoRows(read.value().get(number), number, options, hadoop.value().value()));
  }

  private boolean masks() {
    return plan.task() == Task.INSTANCES;
  }

  /** What becomes of each image, and of each object that names none. */
  JavaRDD<JudgedImage> judged(JavaRDD<ObjectPiece> pieces, Set<Integer> categories) {
    Judging judging =
        new Judging(
            new ObjectRules(
                new ArrayList<>(files),
                plan.models().size(),
                categories,
                masks(),
                plan.maxPixels()),
            plan.rules(),
            new ArrayList<>(plan.sliceRules()));
    Broadcast<Judging> shared = context.broadcast(judging);
    JavaRDD<JudgedImage> lost =
        pieces
            .filter(row -> row.kind() == ObjectPiece.Kind.LOST)
            .map(row -> shared.value().lost(row));
    return pieces
        .filter(
            row -> row.kind() == ObjectPiece.Kind.IMAGE || row.kind() == ObjectPiece.Kind.OBJECTS)
        .mapToPair(row -> new Tuple2<>(row.imageId(), row))
        .groupByKey(partitions())
        .mapPartitions(images -> shared.value().images(images))
        .union(lost);
  }

  private int partitions() {
    Integer given = plan.partitions();
    if (given != null) {
      return given;
    }
    long bytes = files.stream().mapToLong(ObjectFile::bytes).sum();
    int byCores = context.defaultParallelism() * PARTITIONS_PER_CORE;
    return (int)
        Math.min(EvaluateOptions.MAX_PARTITIONS, Math.max(bytes / BYTES_PER_PARTITION, byCores));
  }

  /** What a task needs to judge images. */
  private record Judging(ObjectRules objects, DetectionRules rules, List<SliceRule> slices)
      implements Serializable {

    Iterator<JudgedImage> images(Iterator<Tuple2<Long, Iterable<ObjectPiece>>> groups) {
      DetectionJudge judge = new DetectionJudge(rules);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return groups.hasNext();
        }

        @Override
        public JudgedImage next() {
          Tuple2<Long, Iterable<ObjectPiece>> group = groups.next();
          return image(judge, ObjectGroup.of(objects, group._1(), group._2()));
        }
      };
    }

    private JudgedImage image(DetectionJudge judge, ImageObjects image) {
      String imageId = Long.toString(image.imageId());
      if (!image.rejections().isEmpty()) {
        return JudgedImage.rejected(imageId, image.rejections());
      }
      List<JudgedModel> models = new ArrayList<>();
      for (int model = 0; model < objects.models(); model++) {
        models.add(JudgedModel.of(judge, image, model));
      }
      String named = image.fileName().isEmpty() ? imageId : image.fileName();
      return new JudgedImage(
          imageId, SliceRule.slices(slices, named, image.fields()), models, List.of());
    }

    JudgedImage lost(ObjectPiece row) {
      return JudgedImage.rejected(
          null,
          List.of(
              new Rejection(
                  null,
                  objects.files().get(row.file()).path(),
                  RejectKind.NO_IMAGE_ID,
                  new String(row.content(), StandardCharsets.UTF_8))));
    }
  }
}
