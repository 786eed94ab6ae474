package dev.maskwise.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.maskwise.kernel.count.Confusion;
import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.statistic.ScoreHistogram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a SQL function costs beside the kernel that it calls: milliseconds an image of 512×512 on
 * one core, of the kernel on arrays that are ready, of a query that only takes the lengths of the
 * same columns, and of the query with the function. All three see the same images. Variants come in
 * turn; what counts is the best round after warm-up. {@code bench/sql.sh} runs it.
 */
public final class SqlPath {
  private static final int SIDE = 512;
  private static final int PIXELS = SIDE * SIDE;
  private static final int IMAGES = 8;
  private static final int CLASSES = 11;
  private static final int WARM_UP = 4;

  /** A query has threads of its own; ticks of 10 ms. */
  private static final LongSupplier PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime;

  private static final LongSupplier THREAD =
      ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;

  private final byte[][] truth = new byte[IMAGES][];
  private final byte[][] prediction = new byte[IMAGES][];
  private final byte[][] masks = new byte[IMAGES][];
  private final float[][] logits = new float[IMAGES][PIXELS];
  private final float[][][] classLogits = new float[IMAGES][CLASSES][PIXELS];
  private final char[][] classes = new char[IMAGES][PIXELS];

  private final ScoreKernels kernels = ScoreKernels.best();
  private final Lovasz lovasz = new Lovasz();
  private final float[][] planes = new float[CLASSES][PIXELS];
  private final float[] room = new float[PIXELS];
  private final byte[] isClass = new byte[PIXELS];
  private final ScoreHistogram histogram = new ScoreHistogram(ScoreHistogram.DEFAULT_BITS);
  private double sink;

  /**
   * A line of the table.
   *
   * @param read what the query must read, as an expression whose sum is taken
   * @param query a select list
   * @param share of the rows of a query, for slow kernels
   */
  private record Variant(String name, IntConsumer kernel, String read, String query, int share) {}

  private SqlPath() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < IMAGES; i++) {
      truth[i] = blobs(random);
      prediction[i] = truth[i].clone();
      masks[i] = new byte[PIXELS];
      for (int p = 0; p < PIXELS; p++) {
        if (random.nextInt(20) == 0) {
          prediction[i][p] = (byte) random.nextInt(CLASSES);
        }
        classes[i][p] = (char) truth[i][p];
        masks[i][p] = (byte) (truth[i][p] == 3 ? 1 : 0);
        logits[i][p] = (float) (2 * random.nextGaussian() + (masks[i][p] == 1 ? 2 : -2));
        for (int c = 0; c < CLASSES; c++) {
          classLogits[i][c][p] = (float) (random.nextGaussian() + (truth[i][p] == c ? 3 : 0));
        }
      }
    }
  }

  /** Labels in rectangles over one another. */
  private static byte[] blobs(SplittableRandom random) {
    byte[] labels = new byte[PIXELS];
    for (int n = 0; n < 60; n++) {
      int left = random.nextInt(SIDE);
      int right = Math.min(SIDE, left + random.nextInt(8, 200));
      int top = random.nextInt(SIDE);
      int bottom = Math.min(SIDE, top + random.nextInt(8, 200));
      byte label = (byte) random.nextInt(CLASSES);
      for (int row = top; row < bottom; row++) {
        Arrays.fill(labels, row * SIDE + left, row * SIDE + right, label);
      }
    }
    return labels;
  }

  private List<Variant> variants() {
    String masksRead = "length(mask) + length(prediction)";
    String mapsRead = "length(truth) + length(prediction)";
    String binary = "length(logits) + length(mask)";
    String array = "size(logits_array) + length(mask)";
    String many = "length(class_logits) + length(truth)";
    return List.of(
        new Variant(
            "sum of overlap",
            this::overlap,
            masksRead,
            "sum(o.intersection), sum(o.truth_cardinality), sum(o.prediction_cardinality) FROM"
                + " (SELECT overlap(mask, prediction) AS o",
            1),
        new Variant("overlap_agg", this::overlap, masksRead, "overlap_agg(mask, prediction)", 1),
        new Variant(
            "confusion_agg", this::confusion, mapsRead, "confusion_agg(truth, prediction, 11)", 1),
        new Variant(
            "confusion_merge(confusion)",
            this::confusion,
            mapsRead,
            "confusion_merge(confusion(truth, prediction, 11))",
            1),
        new Variant("cross_entropy", this::losses, binary, "sum(cross_entropy(logits, mask))", 1),
        new Variant("soft_overlap_agg", this::losses, binary, "soft_overlap_agg(logits, mask)", 1),
        new Variant(
            "pixel_losses_agg", this::pixelLosses, binary, "pixel_losses_agg(logits, mask)", 1),
        new Variant("lovasz_hinge", this::hinge, binary, "sum(lovasz_hinge(logits, mask))", 1),
        new Variant(
            "lovasz_hinge, array<float>",
            this::hinge,
            array,
            "sum(lovasz_hinge(logits_array, mask))",
            1),
        new Variant(
            "lovasz_hinge_agg", this::histogram, binary, "lovasz_hinge_agg(logits, mask)", 2),
        new Variant(
            "multiclass_cross_entropy",
            i -> softmax(i, false),
            many,
            "sum(multiclass_cross_entropy(class_logits, truth, 11))",
            8),
        new Variant(
            "lovasz_softmax",
            i -> softmax(i, true),
            many,
            "sum(lovasz_softmax(class_logits, truth, 11))",
            8));
  }

  private void overlap(int image) {
    long[] counts = new long[3];
    Overlap.count(masks[image], prediction[image], PIXELS, counts);
    sink += counts[0];
  }

  private void confusion(int image) {
    int[] joint = new int[Confusion.JOINT_SIZE];
    long[] matrix = new long[CLASSES * CLASSES];
    Confusion.countJoint(truth[image], prediction[image], PIXELS, joint);
    sink += Confusion.fold(joint, CLASSES, -1, matrix) + matrix[0];
  }

  private void losses(int image) {
    double[] sums = new double[ScoreKernels.sums(1)];
    kernels.fromLogits(logits[image], masks[image], PIXELS, new float[] {0}, room, sums);
    sink += sums[0];
  }

  private void pixelLosses(int image) {
    double[] sums = new double[ScoreKernels.sums(2)];
    kernels.lossesFromLogits(logits[image], masks[image], PIXELS, new float[] {0, 2}, sums);
    sink += sums[0];
  }

  private void hinge(int image) {
    sink += lovasz.hinge(logits[image], masks[image], PIXELS);
  }

  private void histogram(int image) {
    histogram.add(logits[image], masks[image], PIXELS);
  }

  private void softmax(int image, boolean extension) {
    for (int c = 0; c < CLASSES; c++) { // the kernel replaces what it reads
      System.arraycopy(classLogits[image][c], 0, planes[c], 0, PIXELS);
    }
    kernels.softmax(planes, PIXELS, classes[image], room);
    sink += room[0];
    for (int c = 0; c < CLASSES && extension; c++) {
      for (int p = 0; p < PIXELS; p++) {
        isClass[p] = (byte) (classes[image][p] == c ? 1 : 0);
      }
      sink += lovasz.softmax(planes[c], isClass, PIXELS);
    }
  }

  private void table(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(
          RowFactory.create(
              (long) i,
              truth[i],
              prediction[i],
              masks[i],
              bytes(logits[i]),
              logits[i],
              bytes(classLogits[i])));
    }
    StructType schema =
        new StructType()
            .add("image", DataTypes.LongType)
            .add("truth", DataTypes.BinaryType)
            .add("prediction", DataTypes.BinaryType)
            .add("mask", DataTypes.BinaryType)
            .add("logits", DataTypes.BinaryType)
            .add("logits_array", new ArrayType(DataTypes.FloatType, false))
            .add("class_logits", DataTypes.BinaryType);
    spark.createDataFrame(rows, schema).cache().createOrReplaceTempView("eight");
  }

  private static byte[] bytes(float[]... planes) {
    ByteBuffer bytes =
        ByteBuffer.allocate(planes.length * PIXELS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] plane : planes) {
      for (float score : plane) {
        bytes.putFloat(score);
      }
    }
    return bytes.array();
  }

  /** Milliseconds an image by a clock that does not count what else runs on the machine. */
  private static double time(int images, LongSupplier clock, Runnable work) {
    long start = clock.getAsLong();
    work.run();
    return (clock.getAsLong() - start) / 1e6 / images;
  }

  private void run(SparkSession spark, int rows, int rounds) {
    table(spark);
    List<Variant> variants = variants();
    double[][] best = new double[variants.size()][3];
    for (double[] line : best) {
      Arrays.fill(line, Double.POSITIVE_INFINITY);
    }
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int v = 0; v < variants.size(); v++) {
        Variant variant = variants.get(v);
        int images = Math.max(IMAGES, rows / variant.share);
        String from = " FROM range(0, %d, 1, 1) JOIN eight ON id %% 8 = image".formatted(images);
        String end = variant.query.contains("(SELECT") ? from + ")" : from;
        double[] took = {
          time(
              images,
              THREAD,
              () -> {
                for (int i = 0; i < images; i++) {
                  variant.kernel.accept(i % IMAGES);
                }
              }),
          time(
              images,
              PROCESS,
              () -> spark.sql("SELECT sum(" + variant.read + ")" + from).collect()),
          time(images, PROCESS, () -> spark.sql("SELECT " + variant.query + end).collect())
        };
        for (int i = 0; i < took.length && round >= 0; i++) {
          best[v][i] = Math.min(best[v][i], took[i]);
        }
      }
    }
    System.out.println("| ms an image | kernel | read | SQL with reading | SQL over both |");
    System.out.println("|---|---|---|---|---|");
    for (int v = 0; v < best.length; v++) {
      double[] line = best[v];
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %.3f | %.3f | %.3f | %.0f %% |%n",
          variants.get(v).name,
          line[0],
          line[1],
          line[2],
          100 * (line[2] / (line[0] + line[1]) - 1));
    }
    if (Double.isNaN(sink)) {
      throw new AssertionError("a kernel gave NaN");
    }
  }

  /**
   * Prints the table.
   *
   * @param arguments rows of a query and rounds; 1000 and 5 if there are none
   */
  public static void main(String[] arguments) throws IOException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.autoBroadcastJoinThreshold", "1g")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("ERROR");
      new SqlPath().run(spark, rows, rounds);
    }
  }
}
