package dev.maskwise.rapids.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Parquet table of images that are made from their number alone: label maps of five classes,
 * masks, logits and probabilities, with nulls, images of no and of one pixel, masks all of one
 * kind, and ties.
 */
public final class ImageTable {

  /** The classes of the label maps. */
  public static final int CLASSES = 5;

  private static final int IGNORED = 255;

  private static final StructType SCHEMA =
      new StructType()
          .add("image_id", DataTypes.LongType)
          .add("city", DataTypes.IntegerType)
          .add("truth", DataTypes.BinaryType)
          .add("prediction", DataTypes.BinaryType)
          .add("labels", DataTypes.BinaryType)
          .add("predicted", DataTypes.BinaryType)
          .add("wide", DataTypes.BinaryType)
          .add("logits", DataTypes.BinaryType)
          .add("planes", DataTypes.BinaryType)
          .add("probabilities", DataTypes.BinaryType)
          .add("probability_planes", DataTypes.BinaryType)
          .add("logit_array", DataTypes.createArrayType(DataTypes.FloatType));

  private ImageTable() {}

  /**
   * Writes a table and makes it the view {@code images}.
   *
   * @param directory where the table goes, which is not there yet
   * @param images how many
   * @param side of the usual image, in pixels
   * @param special whether there are nulls and images of no or one pixel
   */
  public static void write(
      SparkSession spark, Path directory, int images, int side, boolean special) {
    spark
        .range(0, images, 1, Math.max(1, Math.min(images, 64)))
        .map((MapFunction<Long, Row>) id -> image(id, side, special), Encoders.row(SCHEMA))
        .write()
        .option("compression", "uncompressed")
        .parquet(directory.toString());
    view(spark, directory);
  }

  /** Makes a written table the view {@code images}. */
  public static void view(SparkSession spark, Path directory) {
    spark.read().parquet(directory.toString()).createOrReplaceTempView("images");
  }

  static Row image(long id, int side, boolean special) {
    SplittableRandom random = new SplittableRandom(id);
    int kind = special ? (int) (id % 11) : 10;
    int pixels = kind == 0 ? 0 : kind == 1 ? 1 : side * side;
    byte[] labels = new byte[pixels];
    byte[] predicted = new byte[pixels];
    byte[] truth = new byte[pixels];
    byte[] prediction = new byte[pixels];
    byte[] wideBytes = new byte[Short.BYTES * pixels];
    byte[] logitBytes = new byte[Float.BYTES * pixels];
    byte[] planeBytes = new byte[Float.BYTES * CLASSES * pixels];
    ByteBuffer wide = littleEndian(wideBytes);
    ByteBuffer logits = littleEndian(logitBytes);
    ByteBuffer planes = littleEndian(planeBytes);
    for (int i = 0; i < pixels; i++) {
      int label = random.nextInt(CLASSES);
      labels[i] = (byte) (random.nextInt(16) == 0 ? IGNORED : label);
      predicted[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(CLASSES) : label);
      boolean isTrue = kind == 2 || (kind != 3 && label == 1);
      truth[i] = (byte) (special && random.nextInt(16) == 0 ? IGNORED : isTrue ? 1 : 0);
      float logit = (float) random.nextGaussian(isTrue ? 1 : -1, 2);
      logits.putFloat(kind == 4 ? Math.round(logit) : kind == 5 ? logit * 40 : logit);
      prediction[i] = (byte) (logit > 0 ? 1 : 0);
      wide.putShort((short) (label * 70));
    }
    for (int c = 0; c < CLASSES; c++) {
      for (int i = 0; i < pixels; i++) {
        planes.putFloat((float) random.nextGaussian(labels[i] == c ? 1 : 0, 1));
      }
    }
    return RowFactory.create(
        id,
        (int) (id % 7),
        special && kind == 6 ? null : truth,
        special && kind == 7 ? null : prediction,
        labels,
        predicted,
        wideBytes,
        special && kind == 8 ? null : logitBytes,
        planeBytes,
        special && kind == 8 ? null : Probabilities.ofLogits(logits),
        Probabilities.ofPlanes(planes, CLASSES),
        array(logits));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The first thousand logits: arrays are for the kinds of columns, not for size. */
  private static @Nullable Seq<Float> array(ByteBuffer logits) {
    int count = logits.capacity() / Float.BYTES;
    if (count > 1024) {
      return null;
    }
    List<Float> array = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      array.add(logits.getFloat(Float.BYTES * i));
    }
    return CollectionConverters.asScala(array).toSeq();
  }
}
