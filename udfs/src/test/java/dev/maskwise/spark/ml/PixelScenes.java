package dev.maskwise.spark.ml;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.codec.png.StreetScene;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Images as tables of pixels: image_id, at, label, and colour and position as features. */
final class PixelScenes {
  static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");

  /** Of the painted scenes. */
  static final int CLASSES = 5;

  /** Of the painted scenes. */
  static final int IGNORE = 255;

  private static final StructType SCHEMA =
      new StructType()
          .add("image_id", DataTypes.StringType, false)
          .add("at", DataTypes.IntegerType, false)
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  private static final int[] COLOURS = {0x87a8d0, 0x8a7f78, 0x4b7a3a, 0x5f5c66, 0xb04a3a};

  private PixelScenes() {}

  /** Painted scenes, whose colours are those of their classes under much noise. */
  static Dataset<Row> painted(SparkSession spark, int scenes, int width, int height) {
    List<Row> rows = new ArrayList<>();
    for (int scene = 0; scene < scenes; scene++) {
      byte[] labels = StreetScene.paint(width, height, scene);
      SplittableRandom random = new SplittableRandom(scene);
      for (int at = 0; at < labels.length; at++) {
        int label = classOf(labels[at] & 0xff);
        int colour = COLOURS[label == IGNORE ? random.nextInt(CLASSES) : label];
        rows.add(row("scene" + scene, at, width, height, label, noisy(colour, random)));
      }
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  /** Sky, building, vegetation, ground, and things. */
  private static int classOf(int label) {
    return switch (label) {
      case 10 -> 0;
      case 2 -> 1;
      case 8, 9 -> 2;
      case 0, 1 -> 3;
      case IGNORE -> IGNORE;
      default -> 4;
    };
  }

  private static int noisy(int colour, SplittableRandom random) {
    int noisy = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      int channel = (colour >> shift & 0xff) + random.nextInt(-40, 41);
      noisy |= Math.max(0, Math.min(255, channel)) << shift;
    }
    return noisy;
  }

  /** Every {@code step}-th pixel of photographs, with their 11 classes; 11 is ignored. */
  static Dataset<Row> camVid(SparkSession spark, List<String> names, int step)
      throws IOException, MalformedException {
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      BufferedImage photo = ImageIO.read(CAMVID.resolve("images/" + name + ".jpg").toFile());
      int width = photo.getWidth();
      int height = photo.getHeight();
      byte[] labels = new byte[width * height];
      byte[] png = Files.readAllBytes(CAMVID.resolve("truth/" + name + ".png"));
      try (LabelMapRows truth = PngRows.open(png, labels.length)) {
        truth.read(labels, height);
      }
      for (int at = 0; at < labels.length; at += step) {
        int colour = photo.getRGB(at % width, at / width);
        rows.add(row(name, at, width, height, labels[at], colour));
      }
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Row row(String image, int at, int width, int height, int label, int colour) {
    int x = at % width;
    int y = at / width;
    double[] features = {
      (colour >> 16 & 0xff) / 255.0,
      (colour >> 8 & 0xff) / 255.0,
      (colour & 0xff) / 255.0,
      (double) x / width,
      (double) y / height
    };
    return RowFactory.create(image, at, (double) label, Vectors.dense(features));
  }
}
